import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { useReservations } from '../reservation/use.ts'
import { moveNumbers } from './moves.ts'

/** Where numbers go: `at` on the account's clock, `actor` the user who ordered them. */
export interface Assignment {
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
  readonly orderId: string
  readonly orderType: string
  /** When the order was placed; `at` where absent. */
  readonly orderCreatedAt?: Date
  /** Makes the numbers protected; one that is protected already stays so. */
  readonly protected: boolean
  readonly at: Date
  readonly actor: string
  /** Reservations of this account that the order names: without its own, a Reserved number is not to be had. */
  readonly reservationIds?: readonly string[]
}

/**
 * Puts numbers in service on an account, with history: Available, or Reserved by a named reservation -> Inservice. The
 * numbers must have been picked (locked) in the same transaction; throws when one of them is not to be had, so that
 * the transaction must be rolled back.
 */
export async function assignNumbers(tx: Tx, tns: readonly string[], assignment: Assignment): Promise<void> {
  const { accountId, siteId, peerId, orderId, orderType, at, actor, reservationIds = [] } = assignment
  const orderCreatedAt = assignment.orderCreatedAt ?? at
  const used = reservationIds.length === 0 ? [] : await useReservations(tx, { accountId, ids: reservationIds, tns, orderId })
  const assigned = await moveNumbers(tx, 'assign', tns, {
    accountId, at, actor, orderId, orderType, orderCreatedAt,
    where: sql`(t.status = 'Available' or t.tn = any(${used}::text[]))`,
    set: sql`account_id = ${accountId}, site_id = ${siteId}, peer_id = ${peerId}, order_id = ${orderId}, order_type = ${orderType},
      protected = held.protected or ${assignment.protected}, in_service_at = ${at}, ordered_at = ${orderCreatedAt}`,
    also: sql`delete from disconnected_number gone using changed where gone.tn = changed.tn and gone.account_id = ${accountId}`,
  })
  if (assigned.length !== tns.length) throw new Error(`order ${orderId}: ${tns.length} numbers to assign, ${assigned.length} were available`)
}
