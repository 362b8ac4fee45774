import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addDuration } from '../../src/kernel/clock/duration.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { defineJob } from '../../src/kernel/jobs/job.ts'
import { cancelTimer, fireTimers, nextDue, rescheduleTimers, setTimer } from '../../src/kernel/jobs/timer.ts'
import { createWorld, type World } from '../world/world.ts'

const job = defineJob({ name: 'test.timer.fired', payload: z.object({ n: z.int() }), attempts: 3 })
const hours = (count: number) => ({ months: 0, ms: count * 3_600_000 })

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

const set = (key: string, dueAt: Date) => setTimer(world.database.db, job, { n: 1 }, { accountId: world.account, key, dueAt })
const fire = (now: Date) => world.database.transaction((tx) => fireTimers(tx, now, () => 3))
const queued = async () => (await world.database.db.selectFrom('timer').select('key').orderBy('key').execute()).map(({ key }) => key)

describe('timers', () => {
  it('wait for their instant, fire once, and are replaced by key', async () => {
    const now = systemClock.now()
    await set('a', addDuration(now, hours(1)))
    await set('a', addDuration(now, hours(2)))
    await set('b', addDuration(now, hours(3)))
    expect((await fire(addDuration(now, hours(1)))).fired).toBe(0)
    expect((await fire(addDuration(now, hours(2)))).fired).toBe(1)
    expect((await fire(addDuration(now, hours(2)))).fired).toBe(0)
    expect(await queued()).toEqual(['b'])
    await cancelTimer(world.database.db, 'b')
    expect(await nextDue(world.database.db, world.account)).toBeUndefined()
  })

  it('fire earlier when the clock of their account moves ahead', async () => {
    const now = systemClock.now()
    await set('c', addDuration(now, hours(5)))
    await rescheduleTimers(world.database.db, world.account, 4.5 * 3_600_000)
    expect((await fire(now)).fired).toBe(0)
    await rescheduleTimers(world.database.db, world.account, 5 * 3_600_000)
    expect((await fire(now)).fired).toBe(1)
  })

  it('go over exactly once when several workers fire at the same time', async () => {
    const now = systemClock.now()
    for (let n = 0; n < 20; n++) await set(`race-${n}`, now)
    const results = await Promise.all(Array.from({ length: 5 }, () => fire(now)))
    expect(results.reduce((sum, { fired }) => sum + fired, 0)).toBe(20)
  })
})
