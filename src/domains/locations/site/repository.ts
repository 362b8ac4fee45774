import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { Address } from '../../accounts/index.ts'
import { UcTrunking } from './uc-trunking.ts'

export interface SiteSummary {
  readonly id: number
  readonly name: string
  readonly description: string | undefined
}

export interface Site extends SiteSummary {
  readonly customerName: string | undefined
  readonly address: Address
  readonly ucTrunking: UcTrunking | undefined
}

/** What a caller decides about a site. `customerProvidedId` is kept and never shown: no documented answer has it. */
export interface SiteContent {
  readonly name: string
  readonly description?: string
  readonly customerName?: string
  readonly customerProvidedId?: string
  readonly address: Address
  readonly ucTrunking?: UcTrunking
}

export interface NewSite extends SiteContent {
  readonly accountId: number
  readonly at: Date
}

const rowOf = ({ name, description, customerName, customerProvidedId, address, ucTrunking }: SiteContent) => ({
  name, description: description ?? null, customer_name: customerName ?? null, customer_provided_id: customerProvidedId ?? null,
  address: JSON.stringify(address), uc_trunking: ucTrunking ? JSON.stringify(ucTrunking) : null,
})

/** The new site's id; undefined where the account has a site of that name in any case. */
export async function insertSite(tx: Tx, site: NewSite): Promise<number | undefined> {
  const row = await db(tx).insertInto('site').values({
    account_id: site.accountId, ...rowOf(site), created_at: site.at,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return row?.id
}

/** An account's sites in the order in which they were made. */
export async function listSites(tx: Tx, accountId: number): Promise<SiteSummary[]> {
  const rows = await db(tx).selectFrom('site').select(['id', 'name', 'description']).where('account_id', '=', accountId)
    .orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, name: row.name, description: row.description ?? undefined }))
}

export async function findSite(tx: Tx, accountId: number, siteId: number): Promise<Site | undefined> {
  const row = await db(tx).selectFrom('site').select(['id', 'name', 'description', 'customer_name', 'address', 'uc_trunking'])
    .where('account_id', '=', accountId).where('id', '=', siteId).executeTakeFirst()
  return row && {
    id: row.id, name: row.name, description: row.description ?? undefined, customerName: row.customer_name ?? undefined,
    address: Address.parse(row.address), ucTrunking: row.uc_trunking ? UcTrunking.parse(row.uc_trunking) : undefined,
  }
}

/** Whether the account has the site. Any integer may be asked for. */
export async function siteExists(tx: Tx, accountId: number, siteId: number): Promise<boolean> {
  const result = await sql`select from site where account_id = ${accountId} and id = ${siteId}::bigint`.execute(tx)
  return result.rows.length > 0
}

/** Locks the site, so that peers of it are made one after the other; false where the account has no such site. */
export async function lockSite(tx: Tx, accountId: number, siteId: number): Promise<boolean> {
  const row = await db(tx).selectFrom('site').select('id').where('account_id', '=', accountId).where('id', '=', siteId)
    .forNoKeyUpdate().executeTakeFirst()
  return row !== undefined
}

/** Writes a site anew. Throws the broken constraint `site_name` where another site of the account has the name in any case. */
export async function updateSite(tx: Tx, siteId: number, site: SiteContent): Promise<void> {
  await db(tx).updateTable('site').set(rowOf(site)).where('id', '=', siteId).execute()
}

/** What decides whether a site may be changed or deleted. */
export interface SiteState {
  readonly locked: boolean
  readonly hasPeers: boolean
}

/**
 * Locks the site against everybody who adds to it and answers its state; undefined where the account has no such site.
 */
export async function lockForChange(tx: Tx, accountId: number, siteId: number): Promise<SiteState | undefined> {
  const row = await db(tx).selectFrom('site').select('locked').where('account_id', '=', accountId).where('id', '=', siteId)
    .forUpdate().executeTakeFirst()
  if (!row) return undefined
  // A statement of its own, so that it sees peers that were added while this one waited for the lock.
  const peer = await db(tx).selectFrom('sip_peer').select('id').where('site_id', '=', siteId).limit(1).executeTakeFirst()
  return { locked: row.locked, hasPeers: peer !== undefined }
}

export async function deleteSite(tx: Tx, siteId: number): Promise<void> {
  await db(tx).deleteFrom('site').where('id', '=', siteId).execute()
}
