import { sql, type RawBuilder } from 'kysely'

/** The tiers that an account may have numbers of, as an SQL array for statements of others. */
export const openTiers = (accountId: number | RawBuilder<number>): RawBuilder<number[]> => sql`(select account.tiers from account where account.id = ${accountId})::integer[]`

/** The tiers that at least one of the accounts may have numbers of. */
export const tiersOpenToAny = (accountIds: readonly number[]): RawBuilder<number[]> =>
  sql`array(select distinct tier from account cross join unnest(account.tiers) as tier where account.id = any(${accountIds}::integer[]))::integer[]`
