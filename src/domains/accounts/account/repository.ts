import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { AccountDetails } from './details.ts'

/** An account as the program works with it. `clockOffsetMs`: how far its clock runs ahead of real time. */
export interface Account {
  readonly id: number
  readonly companyName: string
  readonly accountType: string
  readonly customerSegment: string | undefined
  readonly tiers: readonly number[]
  readonly details: AccountDetails
  readonly active: boolean
  readonly sandbox: boolean
  readonly clockOffsetMs: number
  readonly strictInput: boolean
}

export interface NewAccountRow {
  readonly id: number
  readonly companyName: string
  readonly customerSegment: string | undefined
  readonly sandbox: boolean
  readonly details: AccountDetails
  readonly at: Date
}

/** Ids that we choose ourselves lie above this one. */
const LAST_RESERVED_ID = 5_500_100
/** Held while an id is chosen, by every process that makes an account. */
const ACCOUNT_ID_LOCK = 7_201_903

/** The lowest id above the reserved ones that no account has. Until this transaction ends nobody else is given one. */
export async function nextAccountId(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(${ACCOUNT_ID_LOCK})`.execute(tx)
  const result = await sql<{ id: number }>`
    select u.id + 1 as id from (select ${LAST_RESERVED_ID}::int as id union all select a.id from account a where a.id > ${LAST_RESERVED_ID}) u
    where not exists (select from account n where n.id = u.id + 1) order by u.id limit 1`.execute(tx)
  const [row] = result.rows
  if (!row) throw new Error('there is no free account id')
  return row.id
}

/** Whether the account was written: false where another has the id. */
export async function insertAccount(tx: Tx, account: NewAccountRow): Promise<boolean> {
  const inserted = await db(tx).insertInto('account').values({
    id: account.id, company_name: account.companyName, customer_segment: account.customerSegment ?? null,
    sandbox: account.sandbox,
    details: JSON.stringify(account.details), created_at: account.at,
  }).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst()
  return inserted !== undefined
}

export async function findAccount(tx: Tx, id: number): Promise<Account | undefined> {
  const row = await db(tx).selectFrom('account').select([
    'id', 'company_name', 'account_type', 'customer_segment', 'tiers', 'details', 'status', 'sandbox',
    'clock_offset_ms', 'strict_input',
  ]).where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id, companyName: row.company_name, accountType: row.account_type,
    customerSegment: row.customer_segment ?? undefined,
    tiers: row.tiers, details: AccountDetails.parse(row.details), active: row.status === 'active', sandbox: row.sandbox,
    clockOffsetMs: row.clock_offset_ms, strictInput: row.strict_input,
  }
}

/** What an account may reach where its details do not say. */
const BREAK_OUT_COUNTRIES = ['CAN', 'GBR', 'MEX']

/** The countries, as three letters, that messages of the account may break out to. */
export async function approvedCountries(tx: Tx, accountId: number): Promise<readonly string[]> {
  return (await findAccount(tx, accountId))?.details.breakOutCountries ?? BREAK_OUT_COUNTRIES
}

/** The part of an account that every request needs. */
export async function findScope(
  tx: Tx, id: number,
): Promise<Pick<Account, 'id' | 'active' | 'sandbox' | 'strictInput' | 'clockOffsetMs'> | undefined> {
  const row = await db(tx).selectFrom('account').select(['id', 'status', 'sandbox', 'clock_offset_ms', 'strict_input'])
    .where('id', '=', id).executeTakeFirst()
  return row && {
    id: row.id, active: row.status === 'active', sandbox: row.sandbox, strictInput: row.strict_input,
    clockOffsetMs: row.clock_offset_ms,
  }
}

/** Whether there was such a sandbox account: the clock of any other stands still at real time. */
export async function setClockOffset(tx: Tx, accountId: number, offsetMs: number): Promise<boolean> {
  const updated = await db(tx).updateTable('account').set({ clock_offset_ms: offsetMs })
    .where('id', '=', accountId).where('sandbox', '=', true).returning('id').executeTakeFirst()
  return updated !== undefined
}
