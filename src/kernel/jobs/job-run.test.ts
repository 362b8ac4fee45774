import { afterAll, expect, it } from 'vitest'
import { until } from '../../../tests/world/order-storm.ts'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import { createLogger } from '../log/logger.ts'
import { startJobRun } from './job-run.ts'

const shared = await cloneTemplate()
afterAll(() => shared.close())

it('a run that stops finishes the job that it does and gives back those that it has fetched, as if they had not been tried', async () => {
  const gate = Promise.withResolvers<void>()
  const complaints: unknown[] = []
  const silent = createLogger('silent')
  const note = (...words: unknown[]) => { complaints.push(words) }
  const log = Object.assign(Object.create(silent), { warn: note, error: note })
  await shared.database.pool.query(`select graphile_worker.add_job('wait', '{}') from generate_series(1, 4)`)
  let begun = 0
  const run = await startJobRun({
    pool: shared.database.pool, concurrency: 1, regular: [], pollMs: 50, calm: false, log,
    tasks: { wait: async () => { begun += 1; await gate.promise } },
  })
  const held = async () => Number((await shared.database.pool.query('select count(*) from graphile_worker.jobs where locked_by = $1', [run.poolId])).rows[0].count)
  await until('one job runs and the others are fetched', async () => begun === 1 && await held() === 4)
  const stopped = run.stop()
  await until('the fetched ones are given back', async () => await held() === 1)
  gate.resolve()
  await stopped
  const { rows } = await shared.database.pool.query('select locked_by, attempts from graphile_worker.jobs')
  expect(rows).toEqual([1, 2, 3].map(() => ({ locked_by: null, attempts: 0 })))
  expect({ begun, complaints }).toEqual({ begun: 1, complaints: [] })
})

it('does every announced job, however close together they are announced, without a look of its own in between', async () => {
  const done = new Set<number>()
  const all = Promise.withResolvers<void>()
  await shared.database.pool.query('delete from graphile_worker._private_jobs')
  const run = await startJobRun({
    // It would look by itself after an hour.
    pool: shared.database.pool, concurrency: 2, regular: [], pollMs: 3_600_000, calm: true, log: createLogger('silent'),
    tasks: { count: async (payload: unknown) => { if (done.add(Number(payload)).size === 60) all.resolve() } },
  })
  for (let n = 0; n < 60; n += 1) await shared.database.pool.query(`select graphile_worker.add_job('count', $1::json)`, [n])
  await all.promise
  await run.stop()
  expect(done.size).toBe(60)
})
