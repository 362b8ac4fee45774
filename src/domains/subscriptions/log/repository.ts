import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'

/** Which deliveries of an account are meant; what is absent does not matter. Instants are the account's. */
export interface Selection {
  readonly subscriptionId?: string
  readonly orderId?: string
  readonly state?: string
  readonly from?: Date
  readonly to?: Date
}

export interface DeliveryRow {
  readonly id: string
  readonly seq: number
  readonly subscription_id: string
  readonly event: string
  readonly event_id: string
  readonly order_id: string | null
  readonly state: 'pending' | 'delivered' | 'abandoned'
  readonly created_at: Date
  readonly due_at: Date
  readonly settled_at: Date | null
  readonly attempts: number
}

export interface AttemptSummaryRow {
  readonly delivery_id: string
  readonly number: number
  readonly at: Date
  readonly outcome: string
  readonly response_status: number | null
  readonly error: string | null
  readonly duration_ms: number
}

export interface AttemptFullRow extends AttemptSummaryRow {
  readonly url: string
  readonly request_head: string
  readonly request_body: string
  readonly response_head: string | null
  readonly response_body: string | null
}

/** Only conditions that are wanted go into the statement, so that each way of asking has an index. */
function conditionsOf(accountId: number, { subscriptionId, orderId, state, from, to }: Selection): RawBuilder<unknown> {
  const conditions = [sql`d.account_id = ${accountId}`]
  if (subscriptionId !== undefined) conditions.push(sql`d.subscription_id = ${subscriptionId}`)
  if (orderId !== undefined) conditions.push(sql`d.order_id = ${orderId}`)
  if (state !== undefined) conditions.push(sql`d.state = ${state}`)
  if (from !== undefined) conditions.push(sql`d.created_at >= ${from}`)
  if (to !== undefined) conditions.push(sql`d.created_at < ${to}`)
  return sql.join(conditions, sql` and `)
}

const columns = sql`d.id, d.seq, d.subscription_id, e.name as event, d.event_id, d.order_id, d.state, d.created_at, d.due_at, d.settled_at, d.attempts`

/** Deliveries, newest first, of those that were planned before the one called `after`. */
export async function selectDeliveries(tx: Tx, accountId: number, selection: Selection, after: string | undefined, size: number): Promise<DeliveryRow[]> {
  const before = after === undefined ? sql`true` : sql`d.seq < (select seq from delivery where id = ${after} and account_id = ${accountId})`
  const result = await sql<DeliveryRow>`select ${columns} from delivery d join event e on e.id = d.event_id
    where ${conditionsOf(accountId, selection)} and ${before} order by d.seq desc limit ${size}`.execute(tx)
  return result.rows
}

export async function selectDelivery(tx: Tx, accountId: number, id: string): Promise<DeliveryRow | undefined> {
  const result = await sql<DeliveryRow>`select ${columns} from delivery d join event e on e.id = d.event_id
    where d.id = ${id} and d.account_id = ${accountId}`.execute(tx)
  return result.rows[0]
}

/** The latest attempt of each of these deliveries that has any. */
export async function latestAttempts(tx: Tx, deliveryIds: readonly string[]): Promise<AttemptSummaryRow[]> {
  const result = await sql<AttemptSummaryRow>`select distinct on (a.delivery_id) a.delivery_id, a.number, a.at, a.outcome, a.response_status, a.error, a.duration_ms
    from delivery_attempt a where a.delivery_id = any(${deliveryIds}::uuid[]) order by a.delivery_id, a.number desc`.execute(tx)
  return result.rows
}

export async function attemptsOf(tx: Tx, deliveryId: string): Promise<AttemptSummaryRow[]> {
  const result = await sql<AttemptSummaryRow>`select delivery_id, number, at, outcome, response_status, error, duration_ms
    from delivery_attempt where delivery_id = ${deliveryId} order by number`.execute(tx)
  return result.rows
}

export async function selectAttempt(tx: Tx, accountId: number, deliveryId: string, number: number): Promise<AttemptFullRow | undefined> {
  const result = await sql<AttemptFullRow>`select a.delivery_id, a.number, a.at, a.outcome, a.response_status, a.error, a.duration_ms, a.url, a.request_head,
      a.request_body, a.response_head, a.response_body
    from delivery_attempt a join delivery d on d.id = a.delivery_id
    where a.delivery_id = ${deliveryId} and a.number = ${number} and d.account_id = ${accountId}`.execute(tx)
  return result.rows[0]
}

/**
 * Makes settled deliveries wait again, due at an instant, each with a whole schedule of retries. Those of subscriptions
 * that have ended are left alone. Answers how many there are for each subscription.
 */
export async function renewDeliveries(
  tx: Tx, accountId: number, selection: Selection & { readonly id?: string }, now: Date,
): Promise<{ subscriptionId: string, count: number }[]> {
  const chosen = sql`${conditionsOf(accountId, selection)} and ${selection.id === undefined ? sql`true` : sql`d.id = ${selection.id}`} and d.state <> 'pending'`
  // Subscriptions first and in the order of their ids, as whoever writes a delivery locks them first.
  await sql`select id from subscription s where account_id = ${accountId}
    and exists (select 1 from delivery d where d.subscription_id = s.id and ${chosen}) order by id for update`.execute(tx)
  const renewed = await sql<{ subscriptionId: string, count: number }>`with renewed as (
      update delivery d set state = 'pending', tries_before = d.attempts, due_at = ${now}, settled_at = null
      from subscription s where s.id = d.subscription_id and s.expires_at > ${now} and ${chosen} returning d.subscription_id)
    select subscription_id as "subscriptionId", count(*) as count from renewed group by subscription_id order by subscription_id`.execute(tx)
  return renewed.rows
}
