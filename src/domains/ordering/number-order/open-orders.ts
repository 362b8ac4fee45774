import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** Whether an order that has not ended will put numbers on this peer of the site. */
export async function peerHasOpenOrders(tx: Tx, siteId: number, peerId: number): Promise<boolean> {
  const result = await sql<{ open: boolean }>`select exists (
    select from orders join number_order on number_order.order_id = orders.id
    where orders.site_id = ${siteId} and orders.completed_at is null and number_order.peer_id = ${peerId}) as open`.execute(db(tx))
  return result.rows[0]?.open === true
}
