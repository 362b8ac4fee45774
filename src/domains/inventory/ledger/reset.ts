import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { moveNumbers, withoutHolder } from './moves.ts'
import { undoBringing } from './remove.ts'

const RESET_ACTOR = 'sandbox reset'

/** Numbers that the account brought itself are not ours to offer: each is what it was before. */
async function removeAllBrought(tx: Tx, accountId: number, at: Date): Promise<void> {
  const { rows } = await sql<{ tn: string }>`
    select tn from telephone_number where account_id = ${accountId} and (external or imported or hosted) order by tn for update`.execute(ledger(tx))
  await undoBringing(tx, rows.map(({ tn }) => tn), { accountId, at, actor: RESET_ACTOR })
}

/**
 * Gives back everything that an account holds, as if it had never ordered: each number is Available again, its history
 * kept. The account's timers are the caller's to clear.
 */
export async function resetNumbers(tx: Tx, accountId: number, at: Date): Promise<void> {
  await removeAllBrought(tx, accountId, at)
  const rows = await ledger(tx).selectFrom('telephone_number').select('tn').where('account_id', '=', accountId).orderBy('tn').execute()
  const tns = rows.map(({ tn }) => tn)
  await moveNumbers(tx, 'startOver', tns, {
    accountId, at, actor: RESET_ACTOR, where: sql`t.account_id = ${accountId}`,
    set: sql`${withoutHolder}, protected = false, service_types = '{Voice}'`,
    also: sql`delete from line_setting where tn in (select tn from changed)`,
  })
  await ledger(tx).deleteFrom('tn_reservation').where('account_id', '=', accountId).execute()
  await ledger(tx).deleteFrom('disconnected_number').where('account_id', '=', accountId).execute()
}
