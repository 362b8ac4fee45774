import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { openTiers } from '../../accounts/index.ts'
import { ledger } from '../db.ts'

/**
 * Locks, until the transaction ends, those of the given numbers that the account may order and that nobody else has
 * locked; answers them ascending. A Reserved number is among them only where one of `reservationIds` is its
 * reservation and the account's own, an Available one only in a tier that is open to the account.
 */
export async function pickNumbers(tx: Tx, accountId: number, tns: readonly string[], reservationIds: readonly string[] = []): Promise<string[]> {
  const reserved = reservationIds.length === 0 ? sql`false` : sql`(t.status = 'Reserved' and t.account_id = ${accountId} and exists (
    select from tn_reservation r
    where r.tn = t.tn and r.state = 'active' and r.account_id = ${accountId} and r.id = any(${reservationIds}::uuid[])))`
  const { rows } = await sql<{ tn: string }>`
    select t.tn from telephone_number t
    where t.tn ${isAnyOf(tns)} and ((t.status = 'Available' and t.tier = any(${openTiers(accountId)})) or ${reserved})
      and (t.pool_account_id is null or t.pool_account_id = ${accountId})
    order by t.tn for update of t skip locked`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}
