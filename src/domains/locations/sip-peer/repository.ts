import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { PeerDetails, TerminationHost } from './details.ts'
import { terminationHostsOfPeer } from './termination-hosts.ts'

export interface SipPeer {
  readonly id: number
  readonly name: string
  readonly description: string | undefined
  readonly isDefault: boolean
  readonly details: PeerDetails
  readonly terminationHosts: readonly TerminationHost[]
}

/** What a caller decides about a peer, beside its termination hosts. */
export type PeerContent = Omit<SipPeer, 'id' | 'terminationHosts'>

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

const TerminationHosts = z.array(TerminationHost)

const peersOf = (tx: Tx, accountId: number) => db(tx).selectFrom('sip_peer as p')
  .select(['p.id', 'p.name', 'p.description', 'p.is_default', 'p.details', terminationHostsOfPeer.as('termination_hosts')])
  .where('p.account_id', '=', accountId)
const peers = (tx: Tx, accountId: number, siteId: number) => peersOf(tx, accountId).where('p.site_id', '=', siteId)

interface PeerRow {
  readonly id: number, readonly name: string, readonly description: string | null, readonly is_default: boolean, readonly details: object
  readonly termination_hosts: unknown
}

const toPeer = (row: PeerRow): SipPeer => ({
  id: row.id, name: row.name, description: row.description ?? undefined, isDefault: row.is_default,
  details: PeerDetails.parse(row.details), terminationHosts: TerminationHosts.parse(row.termination_hosts),
})

/** A site's peers in the order in which they were made. */
export async function listPeers(tx: Tx, accountId: number, siteId: number): Promise<SipPeer[]> {
  const rows = await peers(tx, accountId, siteId).orderBy('p.id').execute()
  return rows.map(toPeer)
}

/** All peers of an account by their sites, each site's in the order in which they were made. */
export async function peersBySite(tx: Tx, accountId: number): Promise<ReadonlyMap<number, SipPeer[]>> {
  const rows = await peersOf(tx, accountId).select('p.site_id').orderBy('p.site_id').orderBy('p.id').execute()
  const bySite = new Map<number, SipPeer[]>()
  for (const row of rows) {
    const ofSite = bySite.get(row.site_id) ?? []
    ofSite.push(toPeer(row))
    bySite.set(row.site_id, ofSite)
  }
  return bySite
}

export async function readPeer(
  tx: Tx, accountId: number, siteId: number, peerId: number,
): Promise<SipPeer | undefined> {
  const row = await peers(tx, accountId, siteId).where('p.id', '=', peerId).executeTakeFirst()
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
 * default peer where none is. Any integers may be asked for. Until the transaction ends nobody can delete the peer.
 */
export async function placeFor(tx: Tx, accountId: number, siteId: number, peerId: number | undefined): Promise<Place> {
  const result = await sql<{ peer_id: number | null }>`
    with meant as (
      select id from sip_peer where account_id = ${accountId} and site_id = ${siteId}::bigint
        and case when ${peerId ?? null}::bigint is null then is_default else id = ${peerId ?? null}::bigint end
      for key share)
    select meant.id as peer_id from site left join meant on true
    where site.account_id = ${accountId} and site.id = ${siteId}::bigint`.execute(tx)
  const [row] = result.rows
  return { siteExists: row !== undefined, peerId: row?.peer_id ?? undefined }
}

/** Whether a SIP peer that an order was placed for is still on its site. Until the transaction ends nobody can delete it. */
export async function placeStands(tx: Tx, { accountId, siteId, peerId }: { readonly accountId: number, readonly siteId: number | null, readonly peerId: number }): Promise<boolean> {
  return siteId !== null && (await placeFor(tx, accountId, siteId, peerId)).peerId !== undefined
}

/** Locks a peer so that only one at a time changes it; false where it is not on this site of this account. */
export async function lockPeer(tx: Tx, accountId: number, siteId: number, peerId: number, to: 'change' | 'delete'): Promise<boolean> {
  const peer = db(tx).selectFrom('sip_peer').select('id')
    .where('account_id', '=', accountId).where('site_id', '=', siteId).where('id', '=', peerId)
  const row = await (to === 'delete' ? peer.forUpdate() : peer.forNoKeyUpdate()).executeTakeFirst()
  return row !== undefined
}

/** Writes a peer anew. Breaks the constraint `sip_peer_name` where another peer of the site has the name in any case. */
export async function updatePeer(tx: Tx, peerId: number, { name, description, isDefault, details }: PeerContent): Promise<void> {
  await db(tx).updateTable('sip_peer').set({
    name, description: description ?? null, is_default: isDefault, details: JSON.stringify(details),
  }).where('id', '=', peerId).execute()
}

export async function deletePeer(tx: Tx, peerId: number): Promise<void> {
  await db(tx).deleteFrom('sip_peer').where('id', '=', peerId).execute()
}
