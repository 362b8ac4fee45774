import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../kernel/config/config.ts'
import { retryAt } from './retry-schedule.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

const schedule = readConfig({}).callbackRetrySeconds

describe('retry schedule', () => {
  test('has the documented 8 retries within 40 minutes', () => {
    expect(schedule).toHaveLength(8)
    expect(schedule.reduce((sum, delay) => sum + delay, 0)).toBe(40 * 60)
  })

  test('waits 10 s after the first failure and 13 min 20 s after the eighth', () => {
    expect(retryAt(schedule, 1, at)).toEqual(new Date('2026-03-01T12:00:10.000Z'))
    expect(retryAt(schedule, 8, at)).toEqual(new Date('2026-03-01T12:13:20.000Z'))
  })

  test('ends with the ninth failure', () => {
    expect(retryAt(schedule, 9, at)).toBeUndefined()
  })
})
