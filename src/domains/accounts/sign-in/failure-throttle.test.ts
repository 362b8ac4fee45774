import { describe, expect, it } from 'vitest'
import { FailureThrottle } from './failure-throttle.ts'

function throttle() {
  const time = { ms: 1_000 }
  return { time, failures: new FailureThrottle({ monotonicMs: () => time.ms }) }
}

function fail(failures: FailureThrottle, times: number, key = 'joe'): void {
  for (let n = 0; n < times; n += 1) failures.fail(key)
}

describe('FailureThrottle', () => {
  it('lets nine failures pass and makes the tenth wait', () => {
    const { failures } = throttle()
    fail(failures, 9)
    expect(failures.waitMs('joe')).toBe(0)
    fail(failures, 1)
    expect(failures.waitMs('joe')).toBe(10_000)
    expect(failures.waitMs('ann')).toBe(0)
  })

  it('does not count failures that are more than a minute old', () => {
    const { time, failures } = throttle()
    fail(failures, 9)
    time.ms += 60_000
    fail(failures, 9)
    expect(failures.waitMs('joe')).toBe(0)
  })

  it('doubles the wait with each further failure, up to five minutes', () => {
    const { time, failures } = throttle()
    fail(failures, 10)
    const waits = [1, 2, 3, 4, 5, 6].map(() => {
      time.ms += failures.waitMs('joe')
      expect(failures.waitMs('joe')).toBe(0)
      fail(failures, 1)
      return failures.waitMs('joe')
    })
    expect(waits).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000])
  })

  it('starts afresh after a success, and after ten minutes without a failure', () => {
    const { time, failures } = throttle()
    fail(failures, 10)
    failures.succeed('joe')
    fail(failures, 9)
    expect(failures.waitMs('joe')).toBe(0)
    fail(failures, 1)
    time.ms += 600_001
    fail(failures, 9)
    expect(failures.waitMs('joe')).toBe(0)
  })

  it('remembers no more than ten thousand keys', () => {
    const { failures } = throttle()
    fail(failures, 10, 'first')
    for (let n = 0; n < 10_000; n += 1) failures.fail(`other ${n}`)
    expect(failures.waitMs('first')).toBe(0)
  })
})
