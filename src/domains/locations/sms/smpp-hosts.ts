import type { Tx } from '../../../kernel/db/database.ts'
import { holdAddressSpace, smppCollision } from '../address-space.ts'
import { db } from '../db.ts'
import { messagingErrors } from '../messaging/errors.ts'
import { parseNetwork } from '../network.ts'
import type { SmppHostRequest } from './contract.ts'

const MOST_HOSTS = 10
const SHORTEST_MASK = 20
const HIGHEST_PRIORITY = 9
const connectionTypes: readonly string[] = ['RECEIVER_ONLY', 'TRANSCEIVER']

export interface SmppHost {
  readonly hostId: number
  readonly hostName: string
  readonly priority: number
  readonly connectionType: string
}

/** A host that was checked; `hostId` where it is one that the peer has already. */
interface CheckedHost {
  readonly hostId: number | undefined
  readonly hostName: string
  readonly network: string
  readonly priority: number
  readonly connectionType: string
}

function checkedHost({ hostId, hostName, port, priority = 0, connectionType = 'RECEIVER_ONLY' }: SmppHostRequest): CheckedHost {
  if (port !== undefined) throw messagingErrors.smsPortRefused()
  if (priority < 0 || priority > HIGHEST_PRIORITY) throw messagingErrors.priorityOutOfRange({ priority })
  if (!connectionTypes.includes(connectionType)) {
    throw messagingErrors.elementMalformed({ element: 'ConnectionType', value: connectionType.slice(0, 60), values: connectionTypes.join(', ') })
  }
  const network = parseNetwork(hostName)
  if (network.mask < SHORTEST_MASK) throw messagingErrors.subnetTooLarge()
  return { hostId, hostName, network: network.cidr, priority, connectionType }
}

/** Checks form and number of SMPP hosts. Throws 13508, 13018, 13568, 13599, 13674 and the refusals of networks. */
export function checkedHosts(hosts: readonly SmppHostRequest[]): CheckedHost[] {
  if (hosts.length > MOST_HOSTS) throw messagingErrors.tooManySmsHosts({ most: MOST_HOSTS })
  const checked = hosts.map(checkedHost)
  const again = checked.find(({ network }, index) => checked.findIndex((other) => other.network === network) !== index)
  if (again) throw messagingErrors.smsHostRepeated({ host: again.hostName })
  return checked
}

/** A peer's SMPP hosts in the order in which they were made. */
export async function findHosts(tx: Tx, peerId: number): Promise<SmppHost[]> {
  return db(tx).selectFrom('smpp_host')
    .select(['id as hostId', 'host_name as hostName', 'connection_type as connectionType'])
    .select((e) => e.fn.coalesce('priority', e.lit(0)).as('priority'))
    .where('peer_id', '=', peerId).orderBy('id').execute()
}

interface Owner {
  readonly accountId: number
  readonly peerId: number
}

async function requireFree(tx: Tx, accountId: number, hosts: readonly CheckedHost[]): Promise<void> {
  await holdAddressSpace(tx)
  const collision = await smppCollision(tx, accountId, hosts)
  if (collision) throw messagingErrors.smppHostTaken({ host: hosts[collision.index]?.hostName ?? '' })
}

const rowOf = ({ hostName, network, priority, connectionType }: CheckedHost) =>
  ({ host_name: hostName, network, priority, connection_type: connectionType })

/**
 * Gives a peer these hosts in place of those that it has; one with an id stays the same host. Throws 13596 for an id that
 * the peer does not have, 13637 for an address that overlaps another account's or one from which calls come.
 */
export async function replaceHosts(tx: Tx, { accountId, peerId }: Owner, hosts: readonly CheckedHost[]): Promise<void> {
  const before = new Set((await findHosts(tx, peerId)).map(({ hostId }) => hostId))
  const kept = hosts.flatMap(({ hostId }) => hostId ?? [])
  const stranger = kept.find((hostId, index) => !before.has(hostId) || kept.indexOf(hostId) !== index)
  if (stranger !== undefined) throw messagingErrors.smsHostUnknown({ hostId: stranger, peerId })
  if (hosts.length > 0) await requireFree(tx, accountId, hosts)
  const gone = [...before].filter((hostId) => !kept.includes(hostId))
  if (gone.length > 0) await db(tx).deleteFrom('smpp_host').where('id', 'in', gone).execute()
  for (const host of hosts) {
    if (host.hostId !== undefined) await db(tx).updateTable('smpp_host').set(rowOf(host)).where('id', '=', host.hostId).execute()
  }
  const added = hosts.filter(({ hostId }) => hostId === undefined)
  if (added.length === 0) return
  await db(tx).insertInto('smpp_host').values(added.map((host) => ({ ...rowOf(host), peer_id: peerId, account_id: accountId }))).execute()
}

/** Adds one host. Throws 13508 for the eleventh, 13018 for one that the peer has already, and as `replaceHosts`. */
export async function addHost(tx: Tx, { accountId, peerId }: Owner, host: CheckedHost): Promise<SmppHost> {
  const networks = await db(tx).selectFrom('smpp_host').select('network').where('peer_id', '=', peerId).orderBy('id').execute()
  if (networks.length >= MOST_HOSTS) throw messagingErrors.tooManySmsHosts({ most: MOST_HOSTS })
  if (networks.some(({ network }) => network === host.network)) throw messagingErrors.smsHostRepeated({ host: host.hostName })
  await requireFree(tx, accountId, [host])
  const { id } = await db(tx).insertInto('smpp_host').values({ ...rowOf(host), peer_id: peerId, account_id: accountId })
    .returning('id').executeTakeFirstOrThrow()
  return { hostId: id, hostName: host.hostName, priority: host.priority, connectionType: host.connectionType }
}
