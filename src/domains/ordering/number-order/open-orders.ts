import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** Whether an order that has not ended will put numbers on a SIP peer. */
export async function peerHasOpenOrders(tx: Tx, siteId: number, peerId: number): Promise<boolean> {
  const row = await db(tx).selectFrom('orders').innerJoin('number_order', 'number_order.order_id', 'orders.id').select('orders.id')
    .where('orders.site_id', '=', siteId).where('orders.completed_at', 'is', null).where('number_order.peer_id', '=', peerId).limit(1).executeTakeFirst()
  return row !== undefined
}
