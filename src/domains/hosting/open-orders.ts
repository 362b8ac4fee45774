import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { db } from './db.ts'

/** Whether an order that has not ended will bring numbers to this peer of the site. */
export async function peerAwaitsNumbers(tx: Tx, siteId: number, peerId: number): Promise<boolean> {
  const { rows: [row] } = await sql<{ open: boolean }>`select exists (
    select from orders left join import_order i on i.order_id = orders.id left join external_order e on e.order_id = orders.id
    where orders.site_id = ${siteId} and orders.completed_at is null and coalesce(i.peer_id, e.peer_id) = ${peerId}) as open`.execute(db(tx))
  return row?.open === true
}
