import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { LoaType } from '../request-parts.ts'
import { Subscriber } from './contract.ts'

export interface ImportDetails {
  /** As they were asked for, in that order. */
  readonly numbers: readonly string[]
  readonly peerId: number
  readonly subscriber: Subscriber
  readonly authorizingPerson: string
  readonly loaType: string
}

export async function insertImport(tx: Tx, orderId: string, { numbers, peerId, subscriber, authorizingPerson, loaType }: ImportDetails): Promise<void> {
  await db(tx).insertInto('import_order').values({
    order_id: orderId, numbers: [...numbers], peer_id: peerId, subscriber: JSON.stringify(subscriber), authorizing_person: authorizingPerson, loa_type: loaType,
  }).execute()
}

/** The details of an order; throws where it has none, which is a fault of ours. */
export async function findImport(tx: Tx, orderId: string): Promise<ImportDetails> {
  const { subscriber, ...row } = await db(tx).selectFrom('import_order')
    .select(['numbers', 'peer_id as peerId', 'subscriber', 'authorizing_person as authorizingPerson', 'loa_type as loaType'])
    .where('order_id', '=', orderId).executeTakeFirstOrThrow()
  return { ...row, subscriber: Subscriber.parse(subscriber) }
}

/** How many numbers each of these orders names. */
export async function importCounts(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string, count: number }>`
    select order_id as id, cardinality(numbers) as count from import_order where order_id = any(${orderIds}::uuid[])`.execute(db(tx))
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Whether an order was placed with such a letter of authorization: a condition on `orders`. */
export const hasLoaType = (loaType: LoaType): RawBuilder<SqlBool> =>
  sql`exists (select from import_order detail where detail.order_id = orders.id and detail.loa_type = ${loaType})`
