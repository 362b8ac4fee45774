import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { subscriptionTested } from '../delivery/events.ts'

/** So many waiting deliveries are counted, for a backlog may be of any size. */
const COUNTED_MAX = 1_000

export interface HealthRow {
  readonly id: string
  readonly failing_since: Date | null
  readonly paused_at: Date | null
  readonly attempts: number
  readonly failures: number
  readonly signed: boolean
  readonly waiting: number
  readonly oldest_due: Date | null
}

/** How a live subscription of an account is doing, or undefined where there is none of this id. */
export async function healthOf(tx: Tx, accountId: number, id: string, now: Date): Promise<HealthRow | undefined> {
  const result = await sql<HealthRow>`select s.id, s.failing_since, s.paused_at, s.attempts, s.failures, s.sealed_secret is not null as signed,
      (select count(*) from (select 1 from delivery d where d.subscription_id = s.id and d.state = 'pending' limit ${COUNTED_MAX}) w) as waiting,
      (select case when d.attempts > d.tries_before or d.due_at <= ${now} then d.created_at end from delivery d
        where d.subscription_id = s.id and d.state = 'pending' order by d.seq limit 1) as oldest_due
    from subscription s where s.id = ${id} and s.account_id = ${accountId} and s.expires_at > ${now}`.execute(tx)
  return result.rows[0]
}

/** Locks a live subscription; false where there is none. */
export async function lockLive(tx: Tx, accountId: number, id: string, now: Date): Promise<{ paused: boolean, sealed_secret: string | null } | undefined> {
  const result = await sql<{ paused: boolean, sealed_secret: string | null }>`select paused_at is not null as paused, sealed_secret from subscription
    where id = ${id} and account_id = ${accountId} and expires_at > ${now} for update`.execute(tx)
  return result.rows[0]
}

/** The schedule of retries of a live subscription: null where it has none of its own, undefined where there is no such subscription. */
export async function retriesOf(tx: Tx, accountId: number, id: string, now: Date): Promise<readonly number[] | null | undefined> {
  const result = await sql<{ retry_seconds: number[] | null }>`select retry_seconds from subscription
    where id = ${id} and account_id = ${accountId} and expires_at > ${now}`.execute(tx)
  return result.rows[0]?.retry_seconds
}

export async function setRetries(tx: Tx, id: string, pauses: readonly number[] | null): Promise<void> {
  await sql`update subscription set retry_seconds = ${pauses}::integer[] where id = ${id}`.execute(tx)
}

export async function endPause(tx: Tx, id: string): Promise<void> {
  await sql`update subscription set paused_at = null, failing_since = null where id = ${id}`.execute(tx)
}

/** Makes another key sign; the one before goes on until an instant. */
export async function replaceSecret(tx: Tx, id: string, sealed: string, oldUntil: Date): Promise<void> {
  await sql`update subscription set sealed_old_secret = sealed_secret, old_secret_until = case when sealed_secret is not null then ${oldUntil}::timestamptz end,
    sealed_secret = ${sealed} where id = ${id}`.execute(tx)
}

/** Plans the delivery of a test to one subscription alone. The event is no part of what happened: nobody else hears of it. */
export async function planTest(tx: Tx, accountId: number, subscriptionId: string, by: string, now: Date): Promise<string> {
  const [eventId, deliveryId] = [newId(), newId()]
  await sql`with event as (
      insert into event (id, account_id, name, version, at, payload, relayed)
      values (${eventId}, ${accountId}, ${subscriptionTested.name}, ${subscriptionTested.version}, ${now}, ${JSON.stringify({ by })}::jsonb, true))
    insert into delivery (id, subscription_id, event_id, account_id, state, created_at, due_at)
    values (${deliveryId}, ${subscriptionId}, ${eventId}, ${accountId}, 'pending', ${now}, ${now})`.execute(tx)
  return deliveryId
}
