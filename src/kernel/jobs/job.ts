import { sql } from 'kysely'
import type { z } from 'zod'
import { announce } from '../db/announce.ts'
import type { Tx } from '../db/database.ts'

/**
 * A kind of background work. Payloads carry ids, never objects; running one twice must do no harm, because a worker that
 * dies after its work and before saying so has its job run again.
 */
export interface Job<Payload> {
  /** `domain.noun.verb`, for example `ordering.number-order.process`. */
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** Tries before the job is given up; the pauses grow exponentially from about 3 s to hours. */
  readonly attempts: number
  /** Jobs of one lane share its places and never wait for another lane's. `work` where absent. */
  readonly lane?: string
}

export const defineJob = <Payload>(job: Job<Payload>): Job<Payload> => Object.freeze(job)

interface EnqueueOptions {
  readonly accountId: number
  /** Jobs with one key replace each other while they wait. */
  readonly key?: string
  /** Jobs of one queue run one after the other, on whichever worker. */
  readonly queue?: string
}

/** The mark by which `settle` and metrics find an account's jobs. */
export const accountFlag = (accountId: number): string => `account:${accountId}`

/** Channel on which the job queue's workers hear of new jobs. */
const JOBS_CHANNEL = 'jobs:insert'

/** Puts a job into the queue as part of a transaction: it runs, as soon as a worker is free, if and only if that commits. */
export async function enqueue<Payload>(tx: Tx, job: Job<Payload>, payload: Payload, options: EnqueueOptions): Promise<void> {
  await enqueueMany(tx, job, [{ payload, options }])
}

/** Puts many jobs of one kind into the queue with one statement. */
export async function enqueueMany<Payload>(
  tx: Tx, job: Job<Payload>, items: readonly { readonly payload: Payload, readonly options: EnqueueOptions }[],
): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ payload, options }) => ({
    identifier: job.name, payload, queue_name: options.queue ?? null, max_attempts: job.attempts,
    job_key: options.key ?? null, flags: [accountFlag(options.accountId)],
  }))
  const isPlain = items.every(({ options }) => options.key === undefined && options.queue === undefined)
  if (isPlain && await insertJobs(tx, rows) === rows.length) return
  await sql`select count(*) from graphile_worker.add_jobs(array(
      select row(x.identifier, x.payload, x.queue_name, null, x.max_attempts, x.job_key, null, array(select json_array_elements_text(x.flags)))::graphile_worker.job_spec
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(identifier text, payload json, queue_name text, max_attempts int, job_key text, flags json)))`.execute(tx)
}

/**
 * Writes jobs that have neither key nor queue into the queue's table as `add_jobs` would, and rings its channel after the
 * commit. `add_jobs` notifies within the transaction, so that orders could be taken only one at a time; and it costs
 * four times as much. Answers how many were written: none where no worker has ever named this kind of job yet.
 * NOTE: the table is the library's own; its version is pinned and a test compares the rows with those of `add_jobs`.
 */
async function insertJobs(tx: Tx, rows: readonly { readonly identifier: string, readonly max_attempts: number }[]): Promise<number> {
  const written = await sql`insert into graphile_worker._private_jobs (task_id, payload, max_attempts, flags)
    select task.id, x.payload, x.max_attempts, (select jsonb_object_agg(flag, true) from json_array_elements_text(x.flags) flag)
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(identifier text, payload json, max_attempts int, flags json)
      join graphile_worker._private_tasks task on task.identifier = x.identifier`.execute(tx)
  await announce(tx, JOBS_CHANNEL)
  return Number(written.numAffectedRows ?? 0)
}
