import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** A credential as it is stored: its hashes sealed. `compositeName` is the user name, and @domain where there is one. */
export interface StoredCredential {
  readonly compositeName: string
  readonly userName: string
  readonly domain: string | undefined
  readonly sealedHash1: string
  readonly sealedHash1b: string | undefined
}

const columns = ['composite_name', 'user_name', 'domain', 'sealed_hash1', 'sealed_hash1b'] as const
interface Row {
  readonly composite_name: string, readonly user_name: string, readonly domain: string | null
  readonly sealed_hash1: string, readonly sealed_hash1b: string | null
}
const toCredential = (row: Row): StoredCredential => ({
  compositeName: row.composite_name, userName: row.user_name, domain: row.domain ?? undefined,
  sealedHash1: row.sealed_hash1, sealedHash1b: row.sealed_hash1b ?? undefined,
})

/** Stores those whose names the account does not use yet and answers these names. */
export async function insertCredentials(tx: Tx, accountId: number, credentials: readonly StoredCredential[], at: Date): Promise<Set<string>> {
  if (credentials.length === 0) return new Set()
  const rows = await db(tx).insertInto('sip_credential').values(credentials.map((each) => ({
    account_id: accountId, composite_name: each.compositeName, user_name: each.userName, domain: each.domain ?? null,
    sealed_hash1: each.sealedHash1, sealed_hash1b: each.sealedHash1b ?? null, created_at: at,
  }))).onConflict((conflict) => conflict.doNothing()).returning('composite_name').execute()
  return new Set(rows.map((row) => row.composite_name))
}

export interface CredentialPage {
  /** Composite name that the page begins with; the first one where absent. */
  readonly from?: string
  readonly size: number
  /** Parts of the user name and of the domain, without case. */
  readonly userName?: string
  readonly domain?: string
}

/** A page of an account's credentials by composite name, and one more, where there is one. */
export async function pageOfCredentials(tx: Tx, accountId: number, page: CredentialPage): Promise<StoredCredential[]> {
  const { from, size, userName, domain } = page
  let query = db(tx).selectFrom('sip_credential').select(columns).where('account_id', '=', accountId)
  if (from !== undefined) query = query.where('composite_name', '>=', from)
  if (userName !== undefined) query = query.where(sql<boolean>`strpos(lower(user_name), lower(${userName})) > 0`)
  if (domain !== undefined) query = query.where(sql<boolean>`strpos(lower(domain), lower(${domain})) > 0`)
  const rows = await query.orderBy('composite_name').limit(size + 1).execute()
  return rows.map(toCredential)
}

export async function findCredential(tx: Tx, accountId: number, name: string): Promise<StoredCredential | undefined> {
  const row = await db(tx).selectFrom('sip_credential').select(columns)
    .where('account_id', '=', accountId).where('composite_name', '=', name).executeTakeFirst()
  return row && toCredential(row)
}

/** Writes new hashes; undefined where the account has no such credential. */
export async function updateHashes(
  tx: Tx, accountId: number, name: string, sealed: Pick<StoredCredential, 'sealedHash1' | 'sealedHash1b'>,
): Promise<StoredCredential | undefined> {
  const row = await db(tx).updateTable('sip_credential').set({ sealed_hash1: sealed.sealedHash1, sealed_hash1b: sealed.sealedHash1b ?? null })
    .where('account_id', '=', accountId).where('composite_name', '=', name).returning(columns).executeTakeFirst()
  return row && toCredential(row)
}

/** Whether there was one. */
export async function deleteCredential(tx: Tx, accountId: number, name: string): Promise<boolean> {
  const result = await db(tx).deleteFrom('sip_credential')
    .where('account_id', '=', accountId).where('composite_name', '=', name).executeTakeFirst()
  return result.numDeletedRows > 0n
}
