import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** A back order in its queue: orders with one criterion are served in the order in which they came. */
export interface Waiting {
  readonly orderId: string
  readonly accountId: number
  readonly criterion: string
  readonly areaCode: string | null
}

export async function joinQueue(tx: Tx, { orderId, accountId, criterion, areaCode }: Waiting): Promise<void> {
  await db(tx).insertInto('back_order').values({ order_id: orderId, account_id: accountId, criterion, area_code: areaCode }).execute()
}

export async function leaveQueue(tx: Tx, orderId: string): Promise<void> {
  await db(tx).deleteFrom('back_order').where('order_id', '=', orderId).execute()
}

/** The criterion that an order waits with, or undefined where it does not wait. */
export async function criterionIn(tx: Tx, orderId: string): Promise<string | undefined> {
  const row = await db(tx).selectFrom('back_order').select('criterion').where('order_id', '=', orderId).executeTakeFirst()
  return row?.criterion
}

/** The order that waits next after another one, or the first of all. */
export async function nextInQueue(tx: Tx, criterion: string, after?: string): Promise<string | undefined> {
  const row = await db(tx).selectFrom('back_order').select('order_id').where('criterion', '=', criterion)
    .$if(after !== undefined, (query) => query.where('order_id', '>', after ?? '')).orderBy('order_id').limit(1).executeTakeFirst()
  return row?.order_id
}

/** Lets nobody else serve the queue of a criterion until the transaction ends. */
export async function lockQueue(tx: Tx, criterion: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${criterion}, 20048))`.execute(db(tx))
}

/** Queues that numbers of these area codes may help, with the accounts that wait in them. */
export async function queuesFor(tx: Tx, areaCodes: readonly string[]): Promise<{ criterion: string, accountId: number }[]> {
  return db(tx).selectFrom('back_order').select(['criterion', 'account_id as accountId']).distinct()
    .where((e) => e.or([e('area_code', 'is', null), e('area_code', 'in', [...areaCodes])])).orderBy('criterion').orderBy('account_id').execute()
}

/** How many orders of an account wait. */
export async function countWaiting(tx: Tx, accountId: number): Promise<number> {
  const row = await db(tx).selectFrom('back_order').select((e) => e.fn.countAll<number>().as('count')).where('account_id', '=', accountId).executeTakeFirst()
  return row?.count ?? 0
}
