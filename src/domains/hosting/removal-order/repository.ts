import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

export async function insertRemoval(tx: Tx, orderId: string, numbers: readonly string[]): Promise<void> {
  await db(tx).insertInto('import_removal_order').values({ order_id: orderId, numbers: [...numbers] }).execute()
}

/** The numbers of an order, as they were asked for; throws where it has no details, which is a fault of ours. */
export async function numbersOf(tx: Tx, orderId: string): Promise<readonly string[]> {
  const { numbers } = await db(tx).selectFrom('import_removal_order').select('numbers').where('order_id', '=', orderId).executeTakeFirstOrThrow()
  return numbers
}

/** How many numbers each of these orders names. */
export async function removalCounts(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string, count: number }>`
    select order_id as id, cardinality(numbers) as count from import_removal_order where order_id = any(${orderIds}::uuid[])`.execute(db(tx))
  return new Map(rows.map(({ id, count }) => [id, count]))
}
