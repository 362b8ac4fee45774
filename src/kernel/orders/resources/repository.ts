import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

export interface HistoryEntry {
  readonly orderDate: Date
  readonly note: string
  readonly author: string
  readonly status: string
  readonly difference: string | undefined
}

/** The history of an order, oldest first. */
export async function historyOf(tx: Tx, orderId: string): Promise<HistoryEntry[]> {
  const rows = await tx.selectFrom('order_event').select(['at', 'note', 'actor', 'to_status', 'difference'])
    .where('order_id', '=', orderId).orderBy('position').execute()
  return rows.map((row) => ({
    orderDate: row.at, note: row.note ?? '', author: row.actor, status: row.to_status, difference: row.difference ?? undefined,
  }))
}

/** How many completed subjects of an order begin with the same so many characters, in ascending order. */
export async function countByPrefix(tx: Tx, orderId: string, length: number): Promise<{ prefix: string, count: number }[]> {
  const result = await sql<{ prefix: string, count: number }>`select left(subject, ${length}::int) as prefix, count(*) as count from order_line
    where order_id = ${orderId} and outcome = 'completed' group by 1 order by 1`.execute(tx)
  return result.rows
}
