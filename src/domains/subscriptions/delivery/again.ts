import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { cancelTimer } from '../../../kernel/jobs/timer.ts'
import { retryTimer, runDeliveries } from './jobs.ts'

interface Resumed { readonly accountId: number, readonly subscriptionId: string, readonly now: Date }

/**
 * Lets what waits for a subscription go out at once, with a whole schedule of retries of its own: its target has changed, or
 * somebody says that it works again. Digests keep their hour. The caller has locked the subscription.
 */
export async function resumeSending(tx: Tx, { accountId, subscriptionId, now }: Resumed): Promise<void> {
  await sql`update delivery d set due_at = least(d.due_at, ${now}::timestamptz), tries_before = d.attempts
    from subscription s where s.id = d.subscription_id and d.subscription_id = ${subscriptionId} and d.state = 'pending'
      and (s.digest is distinct from 'DAILY' or d.attempts > d.tries_before)`.execute(tx)
  await cancelTimer(tx, retryTimer(subscriptionId))
  await enqueue(tx, runDeliveries, { subscriptionId }, { accountId })
}
