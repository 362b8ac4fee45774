import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { PeerDetails } from './details.ts'

export interface SipPeer {
  readonly id: number
  readonly name: string
  readonly description: string | undefined
  readonly isDefault: boolean
  readonly details: PeerDetails
}

export interface NewPeerRow {
  readonly accountId: number
  readonly siteId: number
  readonly name: string
  readonly description: string | undefined
  readonly isDefault: boolean
  readonly details: PeerDetails
  readonly at: Date
}

/**
 * The new peer's id; undefined where the site has a peer of that name in any case. The caller holds the site's lock.
 */
export async function insertPeer(tx: Tx, peer: NewPeerRow): Promise<number | undefined> {
  const row = await db(tx).insertInto('sip_peer').values({
    account_id: peer.accountId, site_id: peer.siteId, name: peer.name, description: peer.description ?? null,
    is_default: peer.isDefault,
    details: JSON.stringify(peer.details), created_at: peer.at,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return row?.id
}

/** Takes the default flag from the peer of the site that has it, if one does. */
export async function clearDefault(tx: Tx, siteId: number): Promise<void> {
  await db(tx).updateTable('sip_peer').set({ is_default: false }).where('site_id', '=', siteId)
    .where('is_default', '=', true).execute()
}

const columns = ['id', 'name', 'description', 'is_default', 'details'] as const

const toPeer = (row: { id: number, name: string, description: string | null, is_default: boolean, details: object }): SipPeer => ({
  id: row.id, name: row.name, description: row.description ?? undefined, isDefault: row.is_default,
  details: PeerDetails.parse(row.details),
})

/** A site's peers in the order in which they were made. */
export async function listPeers(tx: Tx, accountId: number, siteId: number): Promise<SipPeer[]> {
  const rows = await db(tx).selectFrom('sip_peer').select(columns).where('account_id', '=', accountId)
    .where('site_id', '=', siteId)
    .orderBy('id').execute()
  return rows.map(toPeer)
}

export async function readPeer(
  tx: Tx, accountId: number, siteId: number, peerId: number,
): Promise<SipPeer | undefined> {
  const row = await db(tx).selectFrom('sip_peer').select(columns).where('account_id', '=', accountId)
    .where('site_id', '=', siteId)
    .where('id', '=', peerId).executeTakeFirst()
  return row && toPeer(row)
}

/** A peer's id and name, for those who put numbers on it. */
export interface PeerName {
  readonly id: number
  readonly name: string
}

/** The peer, if it is on this site of this account. Any integer may be asked for. */
export async function findPeer(
  tx: Tx, accountId: number, siteId: number, peerId: number,
): Promise<PeerName | undefined> {
  const result = await sql<PeerName>`select id, name from sip_peer
    where account_id = ${accountId} and site_id = ${siteId}::bigint and id = ${peerId}::bigint`.execute(tx)
  return result.rows[0]
}

/** The peer that gets the site's numbers where an order names none; undefined for a site without peers, or no site. */
export async function defaultPeer(tx: Tx, accountId: number, siteId: number): Promise<PeerName | undefined> {
  const result = await sql<PeerName>`select id, name from sip_peer
    where account_id = ${accountId} and site_id = ${siteId}::bigint and is_default`.execute(tx)
  return result.rows[0]
}

/**
 * Where numbers go. `peerId` is undefined where the named peer is not on the site, or where the site has no peer yet.
 */
export interface Place {
  readonly siteExists: boolean
  readonly peerId: number | undefined
}

/**
 * Answers in one query whether the account has the site and which of its peers is meant: the one named, or the site's
 * default peer where none is. Any integers may be asked for.
 */
export async function placeFor(tx: Tx, accountId: number, siteId: number, peerId: number | undefined): Promise<Place> {
  const result = await sql<{ peer_id: number | null }>`select p.id as peer_id from site s
    left join sip_peer p on p.site_id = s.id
      and case when ${peerId ?? null}::bigint is null then p.is_default else p.id = ${peerId ?? null}::bigint end
    where s.account_id = ${accountId} and s.id = ${siteId}::bigint`.execute(tx)
  const [row] = result.rows
  return { siteExists: row !== undefined, peerId: row?.peer_id ?? undefined }
}
