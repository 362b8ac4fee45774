import { afterAll, describe, expect, it } from 'vitest'
import { readLedger, startStorm, until, withClient } from '../world/order-storm.ts'
import { dataFolder, killAll, start } from '../world/program-process.ts'
import { cloneTemplate } from '../world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'

const ORDERS = 200

const folder = await dataFolder()
const shared = await cloneTemplate()
const env = { NUMBERPLANE_DATA: folder.path, DATABASE_URL: shared.url, NUMBERPLANE_WORKER_CONCURRENCY: '4' }
const workers = [start(['serve', '--role', 'worker'], { env }), start(['serve', '--role', 'worker'], { env })]
const api = start(['serve', '--role', 'api'], { env })
afterAll(async () => {
  await killAll()
  await shared.close()
  await folder.remove()
})

const poolsWithJobs = async (): Promise<string[]> => (await shared.database.pool.query<{ pool: string }>(
  'select distinct locked_by as pool from graphile_worker.jobs where locked_by is not null order by 1')).rows.map(({ pool }) => pool)
const pools = async (): Promise<string[]> => (await shared.database.pool.query<{ id: string }>('select pool_id as id from worker_process')).rows.map(({ id }) => id)

describe('an API process and two workers on one database', () => {
  it('end every order, although one worker is killed while it holds jobs', async () => {
    const [address] = await Promise.all([api.ready(), ...workers.map((worker) => worker.ready())])
    const site = Number((await shared.database.pool.query(`select id from site where account_id = ${SANDBOX_ACCOUNT}`)).rows[0].id)
    await withClient(shared.url, async (blocker) => {
      // Numbers can be read but not assigned: both workers take jobs and get stuck in them.
      await blocker.query('begin; lock table telephone_number in exclusive mode')
      const storm = startStorm({ address: () => address, site, count: ORDERS })
      await storm.done
      await until('both workers hold jobs', async () => (await poolsWithJobs()).length === 2)
      const before = await pools()
      expect(before).toEqual(expect.arrayContaining(await poolsWithJobs()))

      workers[0]?.kill('SIGKILL')
      await until('the dead worker is off the list', async () => (await pools()).length === before.length / 2, 5_000)
      const survivors = await pools()
      await until('its jobs are locked by nobody else', async () => (await poolsWithJobs()).every((pool) => survivors.includes(pool)), 5_000)
      await blocker.query('rollback')

      await until('all orders have ended', async () => (await readLedger(blocker)).orders.every(({ status }) => status === 'COMPLETE'))
      const { orders, sharedNumbers, strayNumbers } = await readLedger(blocker)
      expect(orders.map(({ id }) => id)).toEqual([...storm.accepted].sort())
      expect(orders.filter(({ endings, numbers }) => endings !== 1 || numbers !== 2)).toEqual([])
      expect([sharedNumbers, strayNumbers]).toEqual([[], []])
    })
  }, 90_000)

  it('stop in order when asked to', async () => {
    const left = [workers[1], api].flatMap((one) => one ?? [])
    for (const one of left) one.kill('SIGTERM')
    const ends = await Promise.all(left.map(({ ended }) => ended))
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(await pools()).toEqual([])
  })
})
