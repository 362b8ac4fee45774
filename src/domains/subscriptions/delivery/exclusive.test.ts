import { afterAll, describe, expect, test } from 'vitest'
import { createWorld } from '../../../../tests/world/world.ts'
import { Exclusive, type Progress } from './exclusive.ts'
import { SessionLocks } from './session-locks.ts'

const world = await createWorld({ worker: false })
const { pool } = world.database
afterAll(() => world.close())

/** Stands for a process: its locks live on a connection of their own. */
const aProcess = () => new Exclusive(new SessionLocks(pool))
const never = async () => false

/** Work that says when it has begun and ends when it is told to. */
function gated(progress: Progress = 'done') {
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let times = 0
  return {
    begun: begun.promise,
    open: () => { gate.resolve() },
    get times() { return times },
    work: async () => {
      times += 1
      begun.resolve()
      await gate.promise
      return progress
    },
  }
}

async function locksHeld(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(`select pid from pg_locks where locktype = 'advisory' and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())`)
  return rows.map(({ pid }) => pid)
}

describe('exclusive work', () => {
  test('another process leaves at once, and the one at work looks again after letting go', async () => {
    const [one, other] = [aProcess(), aProcess()]
    const job = gated()
    let more = true
    const running = one.run('a', job.work, async () => more)
    await job.begun
    const refused = gated()
    expect(await other.run('a', refused.work, never)).toBe('done')
    expect(refused.times).toBe(0)
    more = false
    job.open()
    await running
    expect(job.times).toBe(1)
    refused.open()
    expect(await other.run('a', refused.work, never)).toBe('done')
    expect(refused.times).toBe(1)
  })

  test('what came in the meantime is worked on', async () => {
    const answers = [true, true, false]
    let times = 0
    await aProcess().run('a', async () => { times += 1; return 'done' }, async () => answers.shift() ?? false)
    expect(times).toBe(3)
  })

  test('a second call in the same process has the first one look again', async () => {
    const one = aProcess()
    const job = gated()
    const running = one.run('a', job.work, never)
    await job.begun
    expect(await one.run('a', async () => { throw new Error('must not run') }, never)).toBe('done')
    job.open()
    await running
    expect(job.times).toBe(2)
  })

  test('unfinished work is handed to the caller without looking again', async () => {
    const job = gated('unfinished')
    job.open()
    expect(await aProcess().run('a', job.work, async () => true)).toBe('unfinished')
    expect(job.times).toBe(1)
  })

  test('work that fails rejects and leaves the lock free', async () => {
    const one = aProcess()
    await expect(one.run('a', async () => { throw new Error('failed') }, never)).rejects.toThrow('failed')
    const job = gated()
    job.open()
    await aProcess().run('a', job.work, never)
    expect(job.times).toBe(1)
  })

  test('many locks share one connection, which goes back to the pool', async () => {
    const one = aProcess()
    const jobs = Array.from({ length: 10 }, () => gated())
    const running = jobs.map((job, index) => one.run(`name ${index}`, job.work, never))
    await Promise.all(jobs.map((job) => job.begun))
    const pids = await locksHeld()
    expect(pids).toHaveLength(10)
    expect(new Set(pids).size).toBe(1)
    for (const job of jobs) job.open()
    await Promise.all(running)
    expect(await locksHeld()).toEqual([])
    expect(pool.idleCount).toBe(pool.totalCount)
  })

  test('a connection that is lost fails the work under way, and nothing after it', async () => {
    const one = aProcess()
    const job = gated()
    const running = one.run('a', job.work, never)
    await job.begun
    const [pid] = await locksHeld()
    await pool.query('select pg_terminate_backend($1)', [pid])
    job.open()
    await expect(running).rejects.toThrow()
    const next = gated()
    next.open()
    await one.run('a', next.work, never)
    expect(next.times).toBe(1)
    expect(await locksHeld()).toEqual([])
  })
})
