import type { Database, Tx } from '../../../kernel/db/database.ts'
import { hasFeature } from '../../accounts/index.ts'
import { holdAddressSpace } from '../address-space.ts'
import { messagingErrors } from '../messaging/errors.ts'
import type { SipPeer } from '../sip-peer/repository.ts'
import { requireLockedPeer, requirePeer, type PeerPath } from '../sip-peer/service.ts'
import { dropUnusableApplication, readSms } from '../sms/repository.ts'
import type { MmsFeatureRequest } from './contract.ts'
import { deleteMms, holdProxy, readMms, takenTerminationHost, writeHosts, writeMms, type StoredHost } from './repository.ts'
import { checkedSettings, type Mm4Host, type MmsSettings } from './settings.ts'

const HIGHEST_ID = 2_147_483_647

async function requireAllowed(tx: Tx, accountId: number, peer: SipPeer, { protocol }: MmsSettings): Promise<void> {
  if (!await hasFeature(tx, accountId, 'MESSAGING.MMS')) throw messagingErrors.noMms({ accountId })
  if (protocol === 'MM4' && !await hasFeature(tx, accountId, 'MESSAGING.MM4')) throw messagingErrors.noMm4({ accountId })
  if (protocol === 'HTTP' && !await hasFeature(tx, accountId, 'MESSAGING.HTTP')) throw messagingErrors.httpFeatureMissing({ accountId, feature: 'HTTP' })
  if (!await readSms(tx, peer.id)) throw messagingErrors.mmsNeedsSms()
}

/** Gives every host its id: the one that it names, which must be among `before`, or the next free one. Throws 13618. */
function numbered(peerId: number, hosts: readonly Mm4Host[], before: readonly Mm4Host[]): StoredHost[] {
  const known = new Set(before.map(({ hostId }) => hostId))
  const named = hosts.flatMap(({ hostId }) => hostId ?? [])
  const stranger = named.find((hostId, index) => !known.has(hostId) || named.indexOf(hostId) !== index)
  if (stranger !== undefined) throw messagingErrors.mm4HostUnknown({ hostId: stranger, peerId })
  let last = Math.max(0, ...named)
  return hosts.map((host) => ({ ...host, hostId: host.hostId ?? (last += 1) }))
}

async function writeFeature(tx: Tx, accountId: number, peer: SipPeer, settings: MmsSettings): Promise<MmsSettings> {
  const before = await readMms(tx, peer.id)
  const old = before?.protocol === 'MM4' ? before : undefined
  if (settings.protocol === 'HTTP') {
    const { proxyPeerId: proxy } = settings
    if (proxy !== undefined && (proxy > HIGHEST_ID || !await holdProxy(tx, accountId, proxy))) throw messagingErrors.proxyUnknown({ peerId: proxy })
  }
  const mm4 = settings.protocol === 'MM4' ? settings : undefined
  const terminationHosts = numbered(peer.id, mm4?.terminationHosts ?? [], old?.terminationHosts ?? [])
  const originationHosts = numbered(peer.id, mm4?.originationHosts ?? [], old?.originationHosts ?? [])
  await holdAddressSpace(tx)
  const taken = await takenTerminationHost(tx, peer.id, terminationHosts.map(({ hostName }) => hostName))
  if (taken !== undefined) throw messagingErrors.mm4HostTaken({ host: taken })
  await writeMms(tx, peer.id, settings)
  await writeHosts(tx, peer.id, 'termination', terminationHosts)
  await writeHosts(tx, peer.id, 'origination', originationHosts)
  await dropUnusableApplication(tx, peer.id)
  return mm4 ? { ...mm4, terminationHosts, originationHosts } : settings
}

async function requireMms(tx: Tx, peerId: number): Promise<MmsSettings> {
  const settings = await readMms(tx, peerId)
  if (!settings) throw messagingErrors.mmsMissing({ peerId })
  return settings
}

/** MMS on SIP peers. Each method throws 13563 for a peer that is not there; all but `create` 404 where MMS is off. */
export class MmsFeatures {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async get(path: PeerPath): Promise<MmsSettings> {
    const peer = await requirePeer(this.#database.db, path)
    return requireMms(this.#database.db, peer.id)
  }

  /** Switches MMS on. Throws 13606 where it is on with another protocol, 13623 without SMS, and what is wrong with the settings. */
  create(path: PeerPath, request: MmsFeatureRequest): Promise<MmsSettings> {
    return this.#write(path, request, async (tx, peer, { protocol }) => {
      const before = await readMms(tx, peer.id)
      if (before && before.protocol !== protocol) throw messagingErrors.oneProtocol()
    })
  }

  replace(path: PeerPath, request: MmsFeatureRequest): Promise<MmsSettings> {
    return this.#write(path, request, (tx, peer) => requireMms(tx, peer.id))
  }

  async remove(path: PeerPath): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      await requireMms(tx, peer.id)
      await deleteMms(tx, peer.id)
      await dropUnusableApplication(tx, peer.id)
    })
  }

  async #write(
    path: PeerPath, request: MmsFeatureRequest, check: (tx: Tx, peer: SipPeer, settings: MmsSettings) => Promise<unknown>,
  ): Promise<MmsSettings> {
    const settings = checkedSettings(request)
    return this.#database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      await requireAllowed(tx, path.accountId, peer, settings)
      await check(tx, peer, settings)
      return writeFeature(tx, path.accountId, peer, settings)
    })
  }
}
