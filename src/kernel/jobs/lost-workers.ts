import { sql } from 'kysely'
import type pg from 'pg'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/database.ts'

/** First half of the advisory lock of a worker process; the second is its `lock_id`. */
const LOCK_CLASS = 20_048

/**
 * Marks a run of the job queue as alive for as long as the given connection lives: PostgreSQL drops the lock the moment
 * the process is gone, however it ended.
 */
export async function holdWorkerLock(client: pg.Client, poolId: string, clock: Clock): Promise<void> {
  // One transaction, so nobody ever sees the row without its lock; the lock itself outlives the transaction.
  await client.query('begin')
  const row = await client.query<{ lock_id: number }>('insert into worker_process (pool_id, started_at) values ($1, $2) returning lock_id', [poolId, clock.now()])
  await client.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, row.rows[0]?.lock_id])
  await client.query('commit')
}

/**
 * Gives the jobs of worker processes that died without saying so back to the queue. Answers their pool ids.
 * The job queue itself would wait four hours before it did that.
 */
export async function releaseLostWorkers(database: Database): Promise<string[]> {
  return database.transaction(async (tx) => {
    const lost = await sql<{ pool_id: string }>`delete from worker_process w where not exists (
        select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = ${LOCK_CLASS}::oid and l.objid = w.lock_id::oid
          and l.objsubid = 2 and l.database = (select oid from pg_database where datname = current_database()))
      returning pool_id`.execute(tx)
    // A worker that died before it could register: its jobs are locked by a name that nobody holds.
    const strangers = await sql<{ pool_id: string }>`select distinct locked_by as pool_id from graphile_worker.jobs
      where locked_by is not null and locked_at < now() - interval '30 seconds'
        and not exists (select 1 from worker_process w where w.pool_id = locked_by)`.execute(tx)
    const ids = [...lost.rows, ...strangers.rows].map((row) => row.pool_id)
    if (ids.length > 0) await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(tx)
    return ids
  })
}

/** Takes a worker process off the list when it ends in order. */
export async function forgetWorker(database: Database, poolId: string): Promise<void> {
  await database.db.deleteFrom('worker_process').where('pool_id', '=', poolId).execute()
}
