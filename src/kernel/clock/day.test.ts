import { describe, expect, it } from 'vitest'
import { endOfDay, startOfDay, startOfMonth, startOfNextMonth } from './day.ts'

describe('a calendar day', () => {
  it.each([['2026-03-01', '2026-03-01'], ['26-03-01', '2026-03-01'], ['2024-02-29', '2024-02-29']])('%s starts in UTC', (text, day) => {
    expect(startOfDay(text)?.toISOString()).toBe(`${day}T00:00:00.000Z`)
  })

  it.each(['', '2026-3-1', '2026-02-30', '2026-13-01', 'tomorrow', '2026-03-01T00:00:00Z', '126-03-01'])('%j is none', (text) => {
    expect(startOfDay(text)).toBeUndefined()
  })

  it('ends where the next one starts', () => {
    expect(endOfDay(new Date('2026-02-28T00:00:00.000Z')).toISOString()).toBe('2026-03-01T00:00:00.000Z')
  })
})

describe('a month', () => {
  it.each([
    ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('%s lies between its starts', (instant, start, next) => {
    expect(startOfMonth(new Date(instant)).toISOString()).toBe(start)
    expect(startOfNextMonth(new Date(instant)).toISOString()).toBe(next)
  })
})
