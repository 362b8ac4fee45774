import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import { defineJob, enqueue, enqueueMany } from './job.ts'

const { database, close } = await cloneTemplate({ connections: 2 })
afterAll(close)

const job = defineJob({ name: 'trial.noun.verb', payload: z.object({ n: z.int() }), attempts: 7 })
/** The row of a job without what differs from one to the next. */
async function storedJobs(): Promise<unknown[]> {
  const { rows } = await sql<{ job: unknown }>`select to_jsonb(j) - 'id' - 'run_at' - 'created_at' - 'updated_at' as job
    from graphile_worker._private_jobs j order by j.id`.execute(database.db)
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  return rows.map((row) => row.job)
}
const byLibrary = (n: number) => sql`select graphile_worker.add_job(${job.name}, payload => ${JSON.stringify({ n })}::json,
  max_attempts => ${job.attempts}::int, flags => array['account:5']::text[])`.execute(database.db)

describe('a job without key and queue', () => {
  it('is in the queue just as the library would have put it there, also where it is the first of its kind', async () => {
    await database.transaction((tx) => enqueue(tx, job, { n: 1 }, { accountId: 5 }))
    const first = await storedJobs()
    await byLibrary(1)
    const expected = await storedJobs()
    await database.transaction((tx) => enqueueMany(tx, job, [1, 1].map((n) => ({ payload: { n }, options: { accountId: 5 } }))))
    const later = await storedJobs()
    expect(first).toEqual(expected)
    expect(later).toEqual([...expected, ...expected])
  })

  it('is not there when its transaction fails', async () => {
    const failing = database.transaction(async (tx) => {
      await enqueue(tx, job, { n: 1 }, { accountId: 5 })
      throw new Error('changed its mind')
    })
    await expect(failing).rejects.toThrow('changed its mind')
    expect(await storedJobs()).toEqual([])
  })

  it('is announced after the commit', async () => {
    const client = await database.pool.connect()
    const heard = Promise.withResolvers<string>()
    client.on('notification', ({ channel }) => { heard.resolve(channel) })
    await client.query('listen "jobs:insert"')
    await database.transaction((tx) => enqueue(tx, job, { n: 1 }, { accountId: 5 }))
    expect(await heard.promise).toBe('jobs:insert')
    client.release(true)
  })
})
