import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** Where numbers go: `at` on the account's clock, `actor` the user who ordered them. */
export interface Assignment {
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
  readonly orderId: string
  readonly orderType: 'NEW_NUMBER_ORDER'
  readonly protected: boolean
  readonly at: Date
  readonly actor: string
}

/**
 * Puts numbers in service on an account, with history: Available -> Inservice. The numbers must have been picked
 * (locked) in the same transaction; throws when one of them is not Available, and nothing is changed then.
 */
export async function assignNumbers(tx: Tx, tns: readonly string[], assignment: Assignment): Promise<void> {
  const { accountId, siteId, peerId, orderId, orderType, at, actor } = assignment
  const result = await sql`
    with changed as (
      update telephone_number set status = 'Inservice', account_id = ${accountId}, site_id = ${siteId}, peer_id = ${peerId},
        order_id = ${orderId}, order_type = ${orderType}, protected = ${assignment.protected},
        in_service_at = ${at}, ordered_at = ${at}, modified_at = ${at}
      where tn = any(${tns}::text[]) and status = 'Available'
      returning tn
    )
    insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, actor)
    select tn, ${at}::timestamptz, 'Available', 'Inservice', ${accountId}::integer, ${orderId}::uuid, ${actor}::text
    from changed order by tn`.execute(ledger(tx))
  const assigned = Number(result.numAffectedRows ?? 0)
  if (assigned !== tns.length) throw new Error(`order ${orderId}: ${tns.length} numbers to assign, ${assigned} were available`)
}

const RESET_ACTOR = 'sandbox reset'

/** Gives back everything that an account holds, as if it had never ordered: each number is Available again, its history kept. */
export async function resetNumbers(tx: Tx, accountId: number, at: Date): Promise<void> {
  await sql`
    with held as (
      select tn, status, order_id from telephone_number where account_id = ${accountId} order by tn for update
    ), changed as (
      update telephone_number set status = 'Available', account_id = null, site_id = null, peer_id = null, order_id = null,
        order_type = null, protected = false, in_service_at = null, ordered_at = null, modified_at = ${at}
      from held where telephone_number.tn = held.tn
      returning held.tn, held.status as from_status, held.order_id
    )
    insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, actor)
    select tn, ${at}::timestamptz, from_status, 'Available', ${accountId}::integer, order_id, ${RESET_ACTOR}::text
    from changed order by tn`.execute(ledger(tx))
}
