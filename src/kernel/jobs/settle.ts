import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/database.ts'
import { accountFlag } from './job.ts'

export interface Outstanding { readonly events: number, readonly jobs: number, readonly timers: number }

/** What is due or running for an account at a real instant: events to relay, jobs to run, timers to fire. */
export async function outstanding(database: Database, accountId: number, now: Date): Promise<Outstanding> {
  const result = await sql<{ events: number, jobs: number, timers: number }>`select
    (select count(*) from event where (account_id = ${accountId} or account_id is null) and not relayed) as events,
    (select count(*) from graphile_worker.jobs where flags ? ${accountFlag(accountId)} and attempts < max_attempts
      and (locked_at is not null or run_at <= now())) as jobs,
    (select count(*) from timer where account_id = ${accountId} and fire_at <= ${now}) as timers`.execute(database.db)
  return result.rows[0] ?? { events: 0, jobs: 0, timers: 0 }
}

/**
 * Waits until nothing is due or running for an account. Answers what is still outstanding when the time is up:
 * all zero means settled. Jobs that failed and wait for their next try are not due.
 */
export async function settle(database: Database, clock: Clock, accountId: number, timeoutMs: number): Promise<Outstanding> {
  const deadline = clock.now().getTime() + timeoutMs
  for (let delay = 2; ; delay = Math.min(delay * 2, 50)) {
    const left = await outstanding(database, accountId, clock.now())
    if (left.events + left.jobs + left.timers === 0 || clock.now().getTime() >= deadline) return left
    await pause(delay)
  }
}
