import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { Subject } from './wanted.ts'

/** First half of the advisory lock under which an account's subscriptions are created; the second is the account's id. */
const CREATE_LOCK = 20_049

const columns = [
  'id', 'order_type', 'order_id', 'event_type', 'kind', 'url', 'callback_user', 'username', 'public_key', 'email', 'digest',
  'expiry_seconds', 'last_attempt',
] as const

/** A subscription as it is shown: everything but the password. */
export interface SubscriptionRow {
  readonly id: string
  readonly order_type: string | null
  readonly order_id: string | null
  readonly event_type: string | null
  readonly kind: string
  readonly url: string | null
  readonly callback_user: string | null
  readonly username: string | null
  readonly public_key: string | null
  readonly email: string | null
  readonly digest: string | null
  readonly expiry_seconds: number | null
  readonly last_attempt: string | null
}

/** What a subscriber decides about a subscription. */
export interface SubscriptionDefinition extends Omit<SubscriptionRow, 'id' | 'last_attempt'> {
  readonly sealed_password: string | null
  readonly expires_at: Date
}

export interface NewSubscription extends SubscriptionDefinition {
  readonly id: string
  readonly account_id: number
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

/** Locks a live subscription. Answers what of its credentials is kept when it is replaced. */
export async function lockSubscription(tx: Tx, accountId: number, id: string, now: Date): Promise<{ username: string | null, sealed_password: string | null } | undefined> {
  return db(tx).selectFrom('subscription').select(['username', 'sealed_password'])
    .where('account_id', '=', accountId).where('id', '=', id).where('expires_at', '>', now).forUpdate().executeTakeFirst()
}

/** Lets nobody else create a subscription for the account until the transaction ends. */
export async function lockCreation(tx: Tx, accountId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CREATE_LOCK}::int, ${accountId}::int)`.execute(tx)
}

/** How many live subscriptions the account has that are not about one order. */
export async function countGlobal(tx: Tx, accountId: number, now: Date): Promise<number> {
  const row = await db(tx).selectFrom('subscription').select((e) => e.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId).where('order_id', 'is', null).where('expires_at', '>', now).executeTakeFirst()
  return row?.count ?? 0
}

export interface Target { readonly url: string | null, readonly email: string | null }

/** Whether the account has another live subscription for the same subject and the same URL or address. */
export async function hasSame(
  tx: Tx, accountId: number, { orderType, orderId, eventType }: Subject, { url, email }: Target, now: Date, except: string,
): Promise<boolean> {
  const row = await db(tx).selectFrom('subscription').select('id')
    .where('account_id', '=', accountId).where('expires_at', '>', now).where('id', '<>', except)
    .where('url', 'is not distinct from', url)
    .where('email', 'is not distinct from', email)
    .where('order_type', 'is not distinct from', orderType)
    .where('order_id', 'is not distinct from', orderId)
    .where('event_type', 'is not distinct from', eventType)
    .limit(1).executeTakeFirst()
  return row !== undefined
}

export async function insertSubscription(tx: Tx, row: NewSubscription): Promise<void> {
  await db(tx).insertInto('subscription').values(row).execute()
}

/** Replaces what the subscriber decides, and forgets that sending to the old target failed. */
export async function replaceSubscription(tx: Tx, id: string, row: SubscriptionDefinition): Promise<void> {
  await db(tx).updateTable('subscription').set({ ...row, failing_since: null, paused_at: null }).where('id', '=', id).execute()
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
