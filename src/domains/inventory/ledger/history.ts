import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** Something that happened to numbers without changing their state: a step of an order that concerns them. */
export interface HistoryNote {
  readonly accountId: number
  readonly at: Date
  readonly actor: string
  readonly orderId: string
  readonly orderType: string
  readonly orderStatus: string
  readonly orderCreatedAt: Date
}

/** Writes a step of an order into the history of an account's numbers; numbers that it does not hold are passed over. */
export async function noteHistory(tx: Tx, tns: readonly string[], note: HistoryNote): Promise<void> {
  const { accountId, at, actor, orderId, orderType, orderStatus, orderCreatedAt } = note
  await sql`
    insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, order_type, order_status, order_created_at, actor)
    select t.tn, ${at}::timestamptz, t.status, t.status, ${accountId}::integer, ${orderId}::uuid, ${orderType}::text, ${orderStatus}::text,
      ${orderCreatedAt}::timestamptz, ${actor}::text
    from telephone_number t where t.tn = any(${tns}::text[]) and t.account_id = ${accountId} order by t.tn`.execute(ledger(tx))
}
