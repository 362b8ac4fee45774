import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { Subject } from './wanted.ts'

/** First half of the advisory lock under which an account's subscriptions are created; the second is the account's id. */
const CREATE_LOCK = 20_049

const columns = [
  'id', 'order_type', 'order_id', 'event_type', 'url', 'callback_user', 'username', 'public_key', 'expiry_seconds', 'last_attempt',
] as const

/** A callback subscription as it is shown: everything but the password. */
export interface SubscriptionRow {
  readonly id: string
  readonly order_type: string | null
  readonly order_id: string | null
  readonly event_type: string | null
  readonly url: string | null
  readonly callback_user: string | null
  readonly username: string | null
  readonly public_key: string | null
  readonly expiry_seconds: number | null
  readonly last_attempt: string | null
}

export interface NewSubscription extends Omit<SubscriptionRow, 'last_attempt'> {
  readonly account_id: number
  readonly sealed_password: string | null
  readonly expires_at: Date
  readonly created_by: string
  readonly created_at: Date
}

/** The account's subscriptions that have not run out at an instant of its clock, in the order of their creation. */
export async function liveSubscriptions(tx: Tx, accountId: number, now: Date): Promise<SubscriptionRow[]> {
  return db(tx).selectFrom('subscription').select(columns)
    .where('account_id', '=', accountId).where('expires_at', '>', now).orderBy('id').execute()
}

/** One of them, or undefined where the account has no live one of this id. */
export async function liveSubscription(tx: Tx, accountId: number, id: string, now: Date): Promise<SubscriptionRow | undefined> {
  return db(tx).selectFrom('subscription').select(columns)
    .where('account_id', '=', accountId).where('id', '=', id).where('expires_at', '>', now).executeTakeFirst()
}

/** Lets nobody else create a subscription for the account until the transaction ends. */
export async function lockCreation(tx: Tx, accountId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CREATE_LOCK}::int, ${accountId}::int)`.execute(tx)
}

/** Whether the account has a live subscription for the same subject and URL. */
export async function hasSame(tx: Tx, accountId: number, { orderType, orderId, eventType }: Subject, url: string, now: Date): Promise<boolean> {
  const row = await db(tx).selectFrom('subscription').select('id')
    .where('account_id', '=', accountId).where('url', '=', url).where('expires_at', '>', now)
    .where('order_type', 'is not distinct from', orderType)
    .where('order_id', 'is not distinct from', orderId)
    .where('event_type', 'is not distinct from', eventType)
    .limit(1).executeTakeFirst()
  return row !== undefined
}

export async function insertSubscription(tx: Tx, row: NewSubscription): Promise<void> {
  await db(tx).insertInto('subscription').values({ ...row, kind: 'callback' }).execute()
}

/** Removes a live subscription with everything that hangs on it. Answers whether there was one. */
export async function deleteSubscription(tx: Tx, accountId: number, id: string, now: Date): Promise<boolean> {
  const result = await db(tx).deleteFrom('subscription')
    .where('account_id', '=', accountId).where('id', '=', id).where('expires_at', '>', now).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whether the account has an order of this id and type. */
export async function orderExists(tx: Tx, accountId: number, orderType: string, orderId: string): Promise<boolean> {
  const row = await db(tx).selectFrom('orders').select('id')
    .where('id', '=', orderId).where('account_id', '=', accountId)
    .where((e) => e(e.fn('lower', ['type']), '=', orderType.toLowerCase())).executeTakeFirst()
  return row !== undefined
}
