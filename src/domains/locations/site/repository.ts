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

export interface NewSite {
  readonly accountId: number
  readonly name: string
  readonly description?: string
  readonly customerName?: string
  readonly address: Address
  readonly ucTrunking?: UcTrunking
  readonly at: Date
}

/** The new site's id; undefined where the account has a site of that name in any case. */
export async function insertSite(tx: Tx, site: NewSite): Promise<number | undefined> {
  const row = await db(tx).insertInto('site').values({
    account_id: site.accountId, name: site.name, description: site.description ?? null,
    customer_name: site.customerName ?? null,
    address: JSON.stringify(site.address), uc_trunking: site.ucTrunking ? JSON.stringify(site.ucTrunking) : null,
    created_at: site.at,
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
