import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { holdAddressSpace, terminationCollision } from '../address-space.ts'
import { db } from '../db.ts'
import { locationErrors } from '../errors.ts'
import { parseNetwork } from '../network.ts'
import type { TerminationHost } from './details.ts'

interface Owner {
  readonly accountId: number
  readonly peerId: number
}

/**
 * Gives a peer these termination hosts in place of those that it has. They must have been checked. Throws 13552, 13569,
 * 13654 or 13655 for one that others use; of two peers that want the same at once, exactly one gets it.
 */
export async function replaceTerminationHosts(tx: Tx, { accountId, peerId }: Owner, hosts: readonly TerminationHost[]): Promise<void> {
  await db(tx).deleteFrom('termination_host').where('peer_id', '=', peerId).execute()
  if (hosts.length === 0) return
  const wanted = hosts.map(({ hostName, port, customerTrafficAllowed }) =>
    ({ hostName, port, traffic: customerTrafficAllowed, network: parseNetwork(hostName).cidr }))
  await holdAddressSpace(tx)
  await refuseCollision(tx, peerId, wanted)
  await db(tx).insertInto('termination_host').values(wanted.map(({ hostName, port, traffic, network }, index) => ({
    peer_id: peerId, position: index + 1, account_id: accountId, host_name: hostName, network, port: port ?? null, traffic: traffic ?? null,
  }))).execute()
}

async function refuseCollision(
  tx: Tx, peerId: number, wanted: readonly { readonly hostName: string, readonly port?: number, readonly network: string }[],
): Promise<void> {
  const collision = await terminationCollision(tx, peerId, wanted)
  if (!collision) return
  const { hostName: host = '', port = 0 } = wanted[collision.index] ?? {}
  if (collision.samePort && port > 0) throw locationErrors.hostAndPortTaken({ host, port })
  if (collision.same) throw locationErrors.hostTaken({ host })
  if (collision.overlaps === 1) throw locationErrors.hostOverlaps({ host })
  throw locationErrors.hostOverlapsSeveral({ host, count: collision.overlaps })
}

/** A peer's termination hosts as a JSON array, for a query over `sip_peer p`. */
export const terminationHostsOfPeer = sql<unknown>`coalesce((
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('hostName', h.host_name, 'port', h.port, 'customerTrafficAllowed', h.traffic)) order by h.position)
  from termination_host h where h.peer_id = p.id), '[]')`
