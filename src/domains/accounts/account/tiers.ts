import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

const TIERS = [0, 1, 2, 3, 4, 5]

/** The tiers that an account may have numbers of, as an SQL array for statements of others. */
export const openTiers = (accountId: number | RawBuilder<number>): RawBuilder<number[]> => sql`(select account.tiers from account where account.id = ${accountId})::integer[]`

/** The tiers that at least one of the accounts may have numbers of. */
export const tiersOpenToAny = (accountIds: readonly number[]): RawBuilder<number[]> =>
  sql`array(select distinct tier from account cross join unnest(account.tiers) as tier where account.id = any(${accountIds}::integer[]))::integer[]`

/** Whether there is any tier that an account may not have numbers of. */
export async function hasClosedTier(tx: Tx, accountId: number): Promise<boolean> {
  const row = await db(tx).selectFrom('account').select('tiers').where('id', '=', accountId).executeTakeFirst()
  return row === undefined || TIERS.some((tier) => !row.tiers.includes(tier))
}
