import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../db/database.ts'
import { newId } from '../ids/ids.ts'

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

/** Puts a job into the queue as part of a transaction: it runs, as soon as a worker is free, if and only if that commits. */
export async function enqueue<Payload>(tx: Tx, job: Job<Payload>, payload: Payload, options: EnqueueOptions): Promise<void> {
  // A job without a key gets one that nobody else has, in the mode that does not look for a waiting job to replace: that
  // costs a third.
  const mode = options.key === undefined ? 'unsafe_dedupe' : 'replace'
  await sql`select graphile_worker.add_job(${job.name}, payload => ${JSON.stringify(payload)}::json,
    queue_name => ${options.queue ?? null}::text, max_attempts => ${job.attempts}::int, job_key => ${options.key ?? newId()}::text,
    flags => array[${accountFlag(options.accountId)}]::text[], job_key_mode => ${mode}::text)`.execute(tx)
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
  await sql`select count(*) from graphile_worker.add_jobs(array(
      select row(x.identifier, x.payload, x.queue_name, null, x.max_attempts, x.job_key, null, array(select json_array_elements_text(x.flags)))::graphile_worker.job_spec
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(identifier text, payload json, queue_name text, max_attempts int, job_key text, flags json)))`.execute(tx)
}
