import { sql, type RawBuilder } from 'kysely'

/** The tiers that an account may have numbers of, as an SQL array for statements of others. */
export const openTiers = (accountId: number): RawBuilder<number[]> => sql`(select account.tiers from account where account.id = ${accountId})::integer[]`
