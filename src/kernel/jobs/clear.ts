import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { accountFlag } from './job.ts'

/** Removes what waits for an account: timers, events and jobs that no worker holds at the moment. */
export async function clearWaiting(tx: Tx, accountId: number): Promise<void> {
  await tx.deleteFrom('timer').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('event').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('idempotency').where('account_id', '=', accountId).execute()
  await sql`select graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs where flags ? ${accountFlag(accountId)} and locked_at is null))`.execute(tx)
}
