import { describe, expect, it } from 'vitest'
import { addDuration, parseDuration } from './duration.ts'

describe('parseDuration', () => {
  it.each([
    ['PT4H', { months: 0, ms: 4 * 3_600_000 }],
    ['P45D', { months: 0, ms: 45 * 86_400_000 }],
    ['P1Y2M', { months: 14, ms: 0 }],
    ['P1WT1.5S', { months: 0, ms: 7 * 86_400_000 + 1500 }],
  ])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toEqual(expected)
  })

  it.each(['', 'P', 'PT', '4H', 'P-1D', 'PT1H2', '-PT1H', 'P1D2H'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('addDuration', () => {
  it('ends a month early rather than spilling into the next', () => {
    const end = addDuration(new Date('2025-01-31T10:00:00Z'), { months: 1, ms: 0 })
    expect(end.toISOString()).toBe('2025-02-28T10:00:00.000Z')
  })

  it('adds exact time after the months', () => {
    const end = addDuration(new Date('2025-12-15T00:00:00Z'), { months: 1, ms: 3_600_000 })
    expect(end.toISOString()).toBe('2026-01-15T01:00:00.000Z')
  })
})
