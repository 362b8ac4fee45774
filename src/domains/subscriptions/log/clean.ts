import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { defineJob } from '../../../kernel/jobs/job.ts'
import type { JobContext } from '../../../kernel/jobs/worker.ts'

/** Removes history that nobody needs any more. */
export const cleanHistory = defineJob({ name: 'subscriptions.history.clean', payload: z.object({}), attempts: 3 })

/** Rows that go with one statement, so that no lock is held for long. */
const BATCH = 2_000
const DAY_MS = 86_400_000

/**
 * Removes events with their deliveries and attempts, subscriptions that have expired, and kept mails, all once they are older
 * than so many days. What still waits to be delivered stays, with its event.
 */
export async function removeOldHistory(database: Database, clock: Clock, days: number, { signal, log }: Pick<JobContext, 'signal' | 'log'>): Promise<void> {
  const before = new Date(clock.now().getTime() - days * DAY_MS)
  const statements = {
    subscriptions: sql`delete from subscription where id in (select s.id from subscription s join account a on a.id = s.account_id
      where s.expires_at < ${before}::timestamptz + a.clock_offset_ms * interval '1 millisecond' limit ${BATCH})`,
    events: sql`delete from event where id in (select e.id from event e where e.relayed and e.at < ${before}
      and not exists (select 1 from delivery d where d.event_id = e.id and d.state = 'pending') limit ${BATCH})`,
    mails: sql`delete from kept_mail where id in (select id from kept_mail where kept_at < ${before} limit ${BATCH})`,
  }
  for (const [what, statement] of Object.entries(statements)) {
    let removed = 0
    for (let count = BATCH; count === BATCH && signal?.aborted !== true; removed += count) {
      count = Number((await statement.execute(database.db)).numAffectedRows ?? 0n)
    }
    if (removed > 0) log.info({ removed }, `old ${what} removed`)
  }
}
