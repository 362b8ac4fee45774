import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { AddressPolicy } from './address-policy.ts'

/** Resolves a host name to all its addresses; rejects when it has none. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>

/** The target leads to an address that callbacks may not be sent to. */
export class RefusedTargetError extends Error {
  constructor() {
    // The address stays out of the text: customers read it, and it would tell them what an internal name resolves to.
    super('the host does not lead to a public address')
    this.name = 'RefusedTargetError'
  }
}

/** Asks the operating system, so the hosts file counts, as for every other program on the machine. */
export const resolveBySystem: ResolveHost = (hostname) => systemLookup(hostname, { all: true })

/**
 * Shares one question among all that ask for the same name at the same time. The operating system answers on a few
 * threads; without this, the callbacks of one customer whose DNS hangs would hold them all.
 */
export function sharedResolve(resolve: ResolveHost): ResolveHost {
  const pending = new Map<string, ReturnType<ResolveHost>>()
  return (hostname) => {
    const known = pending.get(hostname)
    if (known !== undefined) return known
    const asked = resolve(hostname).finally(() => pending.delete(hostname))
    pending.set(hostname, asked)
    return asked
  }
}

/**
 * Makes the `lookup` of a socket. It hands only allowed addresses to the connect that asked, so what is connected
 * is what was checked: a name that resolves differently a moment later (DNS rebinding) gains nothing. A name with
 * both kinds of addresses is connected at its allowed ones. Sockets do not look up IP literals: check those apart.
 */
export function guardedLookup(resolve: ResolveHost, isAllowed: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const addresses = found.filter(({ address }) => isAllowed(address))
        const [first] = addresses
        if (first === undefined) callback(new RefusedTargetError(), '')
        else if (options.all === true) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }
}
