import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Places } from './places.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

let nowMs = 0
const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
const pass = async (ms: number) => {
  nowMs += ms
  await vi.advanceTimersByTimeAsync(ms)
}
const wanted = (target: string, accountId = 1) => ({ accountId, target })

describe('places', () => {
  test('one target gets a quarter of them; who comes then waits for one that is left', async () => {
    const places = new Places(16, clock)
    const held = await Promise.all(Array.from({ length: 4 }, () => places.take(wanted('a'))))
    expect(held.every((place) => place !== undefined)).toBe(true)
    const late = places.take(wanted('a'))
    expect(await places.take(wanted('b'))).toBeDefined()
    await pass(10)
    held[0]?.leave()
    expect(await late).toBeDefined()
  })

  test('where nobody leaves within a second, whoever comes is turned away', async () => {
    const places = new Places(16, clock)
    for (let i = 0; i < 4; i += 1) await places.take(wanted('a'))
    const late = places.take(wanted('a'))
    await pass(1_000)
    expect(await late).toBeUndefined()
  })

  test('a target that was slow gets fewer, without waiting, until it is quick again', async () => {
    const places = new Places(32, clock)
    const slow = await places.take(wanted('a'))
    await pass(2_000)
    slow?.leave()
    const [first, second] = [await places.take(wanted('a')), await places.take(wanted('a'))]
    expect(await places.take(wanted('a'))).toBeUndefined()
    const pause = places.pauseMs('a')
    expect(await places.take(wanted('a'))).toBeUndefined()
    expect(places.pauseMs('a')).toBeGreaterThan(pause)
    first?.leave()
    second?.leave()
    const many = await Promise.all(Array.from({ length: 8 }, () => places.take(wanted('a'))))
    expect(many.every((place) => place !== undefined)).toBe(true)
  })

  test('all targets of one account leave half of them to others', async () => {
    const places = new Places(8, clock)
    for (const target of ['a', 'b', 'c', 'd']) expect(await places.take(wanted(target))).toBeDefined()
    const late = places.take(wanted('e'))
    expect(await places.take(wanted('e', 2))).toBeDefined()
    await pass(1_000)
    expect(await late).toBeUndefined()
  })
})
