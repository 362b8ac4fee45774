import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'

/** Deliveries that are read at once; a digest takes more, because they go out as one. */
const BATCH = 50
const BATCH_OF_DIGEST = 1_000
/** Telephone numbers that are read at once, so that 50 orders of 5,000 numbers do not fill the memory; one always goes. */
const BATCH_NUMBERS = 10_000

/** A delivery that waits, with all that is needed to send it. Times are the account's. */
export interface PendingDelivery {
  readonly id: string
  readonly account_id: number
  /** Milliseconds that the account's clock runs ahead of the machine's. */
  readonly clock_offset_ms: number
  readonly time_zone: string
  readonly attempts: number
  readonly tries_before: number
  readonly due_at: Date
  readonly url: string | null
  readonly username: string | null
  readonly sealed_password: string | null
  readonly public_key: string | null
  readonly sealed_secret: string | null
  readonly sealed_old_secret: string | null
  readonly old_secret_until: Date | null
  readonly email: string | null
  readonly digest: 'NONE' | 'DAILY' | null
  /** The subscription's own schedule of retries; null: that of all. */
  readonly retry_seconds: readonly number[] | null
  readonly event_id: string
  readonly event_name: string
  readonly event_at: Date
  /** The day of the event in the account's time zone, as YYYY-MM-DD. */
  readonly day: string
  readonly payload: unknown
  readonly customer_order_id: string | null
  readonly numbers: readonly string[] | null
}

/**
 * The next deliveries of some subscriptions in their order, due or not; none where one has nothing to send, is paused or gone.
 * Answers in the order of the ids.
 *
 * NOTE: `limit 1` keeps the planner from reading all events and orders there are: beside a long backlog of one subscription it
 * takes the others' to be as long.
 */
export async function pendingDeliveries(tx: Tx, subscriptionIds: readonly string[]): Promise<PendingDelivery[][]> {
  const result = await sql<PendingDelivery & { subscription_id: string }>`with waiting as (
      select s.id as subscription_id, d.*
      from subscription s cross join lateral (
        select id, seq, event_id, attempts, tries_before, due_at from delivery where subscription_id = s.id and state = 'pending'
        order by seq limit case s.digest when 'DAILY' then ${BATCH_OF_DIGEST}::int else ${BATCH}::int end) d
      where s.id = any(${subscriptionIds}::uuid[]) and s.paused_at is null),
    told as (
      select w.*, e.name as event_name, e.at as event_at, e.payload, coalesce(e.payload ->> 'numbers', 'none') as which, o.id as order_id, o.customer_order_id,
        row_number() over in_order as position,
        sum(case when coalesce(e.payload ->> 'numbers', 'none') = 'none' then 0 else o.completed_count + o.failed_count end) over in_order as numbers_so_far
      from waiting w
        cross join lateral (select name, at, payload from event where id = w.event_id limit 1) e
        left join lateral (select id, customer_order_id, completed_count, failed_count from orders where id = (e.payload ->> 'orderId')::uuid limit 1) o on true
      window in_order as (partition by w.subscription_id order by w.seq))
    select t.subscription_id, t.id, s.account_id, a.clock_offset_ms, a.time_zone, t.attempts, t.tries_before, t.due_at, s.url, s.username, s.sealed_password,
      s.public_key, s.sealed_secret, s.sealed_old_secret, s.old_secret_until, s.email, s.digest, s.retry_seconds, t.event_id, t.event_name, t.event_at,
      to_char(t.event_at at time zone a.time_zone, 'YYYY-MM-DD') as day, t.payload, t.customer_order_id,
      case when t.which <> 'none' then coalesce(l.subjects, '{}') end as numbers
    from told t join subscription s on s.id = t.subscription_id join account a on a.id = s.account_id
      left join lateral (select array_agg(subject order by subject) as subjects from order_line
        where order_id = t.order_id and (t.which = 'all' or t.which = 'completed' and outcome = 'completed')) l on true
    where t.position = 1 or coalesce(t.numbers_so_far, 0) <= ${BATCH_NUMBERS}
    order by t.subscription_id, t.seq`.execute(tx)
  const bySubscription = Map.groupBy(result.rows, ({ subscription_id: id }) => id)
  return subscriptionIds.map((id) => bySubscription.get(id) ?? [])
}

/** For each of some subscriptions, whether its next delivery is due at a real instant. */
export async function areDeliveriesDue(tx: Tx, subscriptionIds: readonly string[], now: Date): Promise<boolean[]> {
  const result = await sql<{ id: string }>`select s.id from subscription s join account a on a.id = s.account_id
      cross join lateral (select due_at from delivery where subscription_id = s.id and state = 'pending' order by seq limit 1) d
    where s.id = any(${subscriptionIds}::uuid[]) and s.paused_at is null and d.due_at - a.clock_offset_ms * interval '1 millisecond' <= ${now}`.execute(tx)
  const due = new Set(result.rows.map(({ id }) => id))
  return subscriptionIds.map((id) => due.has(id))
}

/** What became of a delivery by one attempt. Times are the account's. */
export interface AttemptRow {
  readonly delivery_id: string
  /** Counts the attempts of the delivery from 1. */
  readonly number: number
  readonly state: 'pending' | 'delivered' | 'abandoned'
  readonly due_at: Date | null
  readonly at: Date
  readonly url: string
  readonly request_head: string
  readonly request_body: string
  readonly outcome: 'success' | 'rejected' | 'failed'
  readonly response_status: number | null
  readonly response_head: string | null
  readonly response_body: string | null
  readonly error: string | null
  readonly duration_ms: number
}

/** How a subscription is doing after some attempts, in the order in which they were made. */
export interface Health {
  /** What its `<Status>` says. */
  readonly lastAttempt: string
  readonly attempts: number
  readonly failures: number
  /** Whether one of them was taken: what failed before does not count any more. */
  readonly recovered: boolean
  /** The first failure after the last success. */
  readonly failingSince: Date | null
  /** Where it has been failing since before this instant, it is paused as of `at`. Null: it is not paused now. */
  readonly pause: { readonly before: Date, readonly at: Date } | null
}

/** What was attempted for one subscription, in the order in which it was made; there is at least one row. */
export interface Report {
  readonly subscriptionId: string
  readonly health: Health
  readonly rows: readonly AttemptRow[]
}

export type Written = 'written' | 'paused' | 'gone'

/** How subscriptions are doing now. First of all, and in the order of ids, as by those who delete subscriptions. */
async function writeHealth(tx: Tx, reports: readonly Report[]): Promise<ReadonlyMap<string, Written>> {
  const values = reports.map(({ subscriptionId, health: { pause, ...health } }) => ({
    id: subscriptionId, last_attempt: health.lastAttempt, attempts: health.attempts, failures: health.failures,
    recovered: health.recovered, failing_since: health.failingSince, pause_before: pause?.before ?? null, pause_at: pause?.at ?? null,
  }))
  await sql`select id from subscription where id = any(${values.map(({ id }) => id)}::uuid[]) order by id for no key update`.execute(tx)
  const updated = await sql<{ id: string, paused: boolean | null }>`with told as (
      select x.*, case when x.recovered then x.failing_since else coalesce(s.failing_since, x.failing_since) end as since
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as x(id uuid, last_attempt text, attempts int, failures int, recovered boolean,
        failing_since timestamptz, pause_before timestamptz, pause_at timestamptz)
      join subscription s on s.id = x.id)
    update subscription s set last_attempt = t.last_attempt, attempts = s.attempts + t.attempts, failures = s.failures + t.failures,
      failing_since = t.since, paused_at = case when t.since <= t.pause_before then t.pause_at else s.paused_at end
    from told t where s.id = t.id returning s.id, t.since <= t.pause_before as paused`.execute(tx)
  return new Map(updated.rows.map(({ id, paused }) => [id, paused === true ? 'paused' : 'written']))
}

/**
 * Writes attempts, and how subscriptions are doing after them. Answers, in the order of the reports, `gone` where a
 * subscription is: nothing is written for it then. `paused`: because of these attempts.
 */
export async function writeAttempts(tx: Tx, reports: readonly Report[]): Promise<Written[]> {
  const states = await writeHealth(tx, reports)
  const rows = reports.filter(({ subscriptionId: id }) => states.has(id)).flatMap((report) => report.rows)
  // A job that was thought dead and runs beside its successor finds the delivery settled, or the attempt's number taken.
  await sql`with attempt as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(delivery_id uuid, number int, state text, due_at timestamptz, at timestamptz,
        url text, request_head text, request_body text, outcome text, response_status int, response_head text, response_body text, error text, duration_ms int)),
    settled as (
      update delivery d set state = x.state, attempts = x.number, due_at = coalesce(x.due_at, d.due_at),
        settled_at = case when x.state <> 'pending' then x.at end
      from attempt x where d.id = x.delivery_id and d.state = 'pending' and d.attempts < x.number returning d.id)
    insert into delivery_attempt (delivery_id, number, at, url, request_head, request_body, outcome, response_status, response_head, response_body, error, duration_ms)
    select x.delivery_id, x.number, x.at, x.url, x.request_head, x.request_body, x.outcome, x.response_status, x.response_head, x.response_body, x.error, x.duration_ms
    from attempt x join settled s on s.id = x.delivery_id
    on conflict (delivery_id, number) do nothing`.execute(tx)
  return reports.map(({ subscriptionId: id }) => states.get(id) ?? 'gone')
}

/** The account of a subscription, or undefined where it is gone. */
export async function accountOf(tx: Tx, subscriptionId: string): Promise<number | undefined> {
  const result = await sql<{ account_id: number }>`select account_id from subscription where id = ${subscriptionId}`.execute(tx)
  return result.rows[0]?.account_id
}
