import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { Mm4Host, MmsSettings } from './settings.ts'

type Role = 'termination' | 'origination'
/** A host that is stored, so it has an id. */
export type StoredHost = Mm4Host & { readonly hostId: number }

async function hostsOf(tx: Tx, peerId: number, role: Role): Promise<StoredHost[]> {
  const rows = await db(tx).selectFrom('mm4_host').select(['id', 'host_name', 'port', 'priority'])
    .where('peer_id', '=', peerId).where('role', '=', role).orderBy('id').execute()
  return rows.map((row) => ({ hostId: row.id, hostName: row.host_name, port: row.port ?? undefined, priority: row.priority ?? 0 }))
}

/** The MMS settings of a peer, all hosts with ids; undefined where MMS is off. */
export async function readMms(tx: Tx, peerId: number): Promise<MmsSettings | undefined> {
  const row = await db(tx).selectFrom('peer_mms').select(['protocol', 'tls', 'proxy_peer_id']).where('peer_id', '=', peerId).executeTakeFirst()
  if (!row) return undefined
  if (row.protocol === 'HTTP') return { protocol: 'HTTP', proxyPeerId: row.proxy_peer_id ?? undefined }
  const [terminationHosts, originationHosts] = [await hostsOf(tx, peerId, 'termination'), await hostsOf(tx, peerId, 'origination')]
  return { protocol: 'MM4', tls: row.tls === 'ON' ? 'ON' : 'OFF', terminationHosts, originationHosts }
}

/** Writes settings without hosts. */
export async function writeMms(tx: Tx, peerId: number, settings: MmsSettings): Promise<void> {
  const values = {
    protocol: settings.protocol, tls: settings.protocol === 'MM4' ? settings.tls : null,
    proxy_peer_id: settings.protocol === 'HTTP' ? settings.proxyPeerId ?? null : null,
  }
  await db(tx).insertInto('peer_mms').values({ peer_id: peerId, ...values })
    .onConflict((conflict) => conflict.column('peer_id').doUpdateSet(values)).execute()
}

/** Puts these hosts in place of those of the role. Breaks `mm4_host_termination` where another peer has one for termination. */
export async function writeHosts(tx: Tx, peerId: number, role: Role, hosts: readonly StoredHost[]): Promise<void> {
  await db(tx).deleteFrom('mm4_host').where('peer_id', '=', peerId).where('role', '=', role).execute()
  if (hosts.length === 0) return
  await db(tx).insertInto('mm4_host').values(hosts.map(({ hostId, hostName, port, priority }) => ({
    peer_id: peerId, role, id: hostId, host_name: hostName, port: port ?? null, priority,
  }))).execute()
}

/** The first of these names that another peer has as a termination host. */
export async function takenTerminationHost(tx: Tx, peerId: number, names: readonly string[]): Promise<string | undefined> {
  if (names.length === 0) return undefined
  const row = await db(tx).selectFrom('mm4_host').select('host_name').where('role', '=', 'termination').where('peer_id', '<>', peerId)
    .where((e) => e(e.fn('lower', ['host_name']), 'in', names.map((name) => name.toLowerCase()))).orderBy('host_name').limit(1).executeTakeFirst()
  return row?.host_name
}

/** Whether the account has the peer, on any site; it cannot be deleted until the transaction ends. */
export async function holdProxy(tx: Tx, accountId: number, peerId: number): Promise<boolean> {
  const row = await db(tx).selectFrom('sip_peer').select('id').where('account_id', '=', accountId).where('id', '=', peerId)
    .forKeyShare().executeTakeFirst()
  return row !== undefined
}

export async function deleteMms(tx: Tx, peerId: number): Promise<void> {
  await db(tx).deleteFrom('peer_mms').where('peer_id', '=', peerId).execute()
}
