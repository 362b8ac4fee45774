import { sql } from 'kysely'
import { announce } from '../db/announce.ts'
import type { Tx } from '../db/database.ts'
import { accountFlag, type Job } from './job.ts'

/** Channel on which workers hear that the earliest timer may have changed. */
export const TIMER_CHANNEL = 'numberplane_timer'

interface TimerOptions {
  /** Null for what waits for real time and concerns no account. */
  readonly accountId: number | null
  /** Unique over all timers, for example `order:<id>:retry`; setting it again moves the timer. */
  readonly key: string
  /** The instant, on the account's clock, at which the job becomes due. */
  readonly dueAt: Date
}

/**
 * Lets a job wait for an instant of an account's clock, as part of a transaction. Moving that clock moves the timer
 * with it. Setting a timer that is there already replaces it.
 */
export async function setTimer<Payload>(tx: Tx, job: Job<Payload>, payload: Payload, options: TimerOptions): Promise<void> {
  const { accountId } = options
  await sql`insert into timer (key, account_id, task, payload, due_at, fire_at)
    select ${options.key}, whose.id, ${job.name}, ${JSON.stringify(payload)}::jsonb, ${options.dueAt}::timestamptz,
      ${options.dueAt}::timestamptz - whose.clock_offset_ms * interval '1 millisecond'
    from ${accountId === null ? sql`(select null::integer as id, 0 as clock_offset_ms)` : sql`(select id, clock_offset_ms from account where id = ${accountId})`} whose
    on conflict (key) do update set task = excluded.task, payload = excluded.payload, due_at = excluded.due_at, fire_at = excluded.fire_at`.execute(tx)
  await announce(tx, TIMER_CHANNEL)
}

/** Like `setTimer`, but a timer of this key that is due earlier stays as it is. */
export async function setTimerAtLatest<Payload>(tx: Tx, job: Job<Payload>, payload: Payload, options: TimerOptions & { accountId: number }): Promise<void> {
  await sql`insert into timer (key, account_id, task, payload, due_at, fire_at)
    select ${options.key}, a.id, ${job.name}, ${JSON.stringify(payload)}::jsonb, ${options.dueAt}::timestamptz,
      ${options.dueAt}::timestamptz - a.clock_offset_ms * interval '1 millisecond' from account a where a.id = ${options.accountId}
    on conflict (key) do update set due_at = excluded.due_at, fire_at = excluded.fire_at where timer.due_at > excluded.due_at`.execute(tx)
  await announce(tx, TIMER_CHANNEL)
}

/** Takes a timer back; none by that key is no error. */
export async function cancelTimer(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('timer').where('key', '=', key).execute()
}

/** Takes back any number of timers at once. */
export async function cancelTimers(tx: Tx, keys: readonly string[]): Promise<void> {
  await sql`delete from timer where key = any(${keys}::text[])`.execute(tx)
}

/** The next instant (account time) at which something is due for an account, or undefined where nothing waits. */
export async function nextDue(tx: Tx, accountId: number): Promise<Date | undefined> {
  const row = await tx.selectFrom('timer').select((e) => e.fn.min('due_at').as('due')).where('account_id', '=', accountId).executeTakeFirst()
  return row?.due ?? undefined
}

/** Recomputes when an account's timers fire, after its clock has been moved. */
export async function rescheduleTimers(tx: Tx, accountId: number, offsetMs: number): Promise<void> {
  await sql`update timer set fire_at = due_at - ${offsetMs}::bigint * interval '1 millisecond' where account_id = ${accountId}`.execute(tx)
  await announce(tx, TIMER_CHANNEL)
}

const MOST_AT_ONCE = 500

/**
 * Moves timers that are due at a real instant into the job queue. Several workers may do this at once: each timer goes
 * over exactly once. Answers how many were moved; `most` of them means that there may be more.
 */
export async function fireTimers(tx: Tx, now: Date, attemptsOf: (task: string) => number): Promise<{ fired: number, most: number }> {
  const due = await sql<{ key: string, account_id: number | null, task: string, payload: object }>`
    delete from timer where key in (select key from timer where fire_at <= ${now} order by fire_at, key limit ${MOST_AT_ONCE} for update skip locked)
    returning key, account_id, task, payload`.execute(tx)
  for (const row of due.rows) {
    await sql`select graphile_worker.add_job(${row.task}, payload => ${JSON.stringify(row.payload)}::json,
      max_attempts => ${attemptsOf(row.task)}::int, flags => ${row.account_id === null ? [] : [accountFlag(row.account_id)]}::text[])`.execute(tx)
  }
  return { fired: due.rows.length, most: MOST_AT_ONCE }
}

/** When the next timer of any account fires, on the machine's clock. */
export async function nextFire(tx: Tx): Promise<Date | undefined> {
  const row = await tx.selectFrom('timer').select((e) => e.fn.min('fire_at').as('fire')).executeTakeFirst()
  return row?.fire ?? undefined
}
