import { sql } from 'kysely'
import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Metrics } from '../../../kernel/http/metrics.ts'

/** Subscriptions that are told of by name; those that lag most, then those that failed most. */
const MOST = 500

interface Figures { readonly id: string, readonly attempts: number, readonly failures: number, readonly lag: number, readonly paused: boolean }

/** Reads how far behind subscriptions are and how much of what was sent to them failed, when somebody asks for the metrics. */
export async function measureSubscriptions(database: Database, clock: Clock, metrics: Metrics): Promise<void> {
  const result = await sql<Figures>`select s.id, s.attempts, s.failures, s.paused_at is not null as paused,
      coalesce(extract(epoch from ${clock.now()}::timestamptz + a.clock_offset_ms * interval '1 millisecond' - w.due)::float8, 0) as lag
    from subscription s join account a on a.id = s.account_id
      left join lateral (select case when d.attempts > d.tries_before then d.created_at else d.due_at end as due from delivery d
        where d.subscription_id = s.id and d.state = 'pending' order by d.seq limit 1) w on true
    where s.attempts > 0 or w.due is not null
    order by lag desc, s.failures desc, s.id limit ${MOST}`.execute(database.db)
  const { lag, attempts, failures, paused } = metrics.subscriptions
  for (const gauge of [lag, attempts, failures, paused]) gauge.reset()
  for (const row of result.rows) {
    const labels = { subscription: row.id }
    lag.set(labels, Math.max(0, row.lag))
    attempts.set(labels, row.attempts)
    failures.set(labels, row.failures)
    paused.set(labels, row.paused ? 1 : 0)
  }
}
