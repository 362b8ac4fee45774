import { describe, expect, it } from 'vitest'
import { formatTn, Tn } from '../index.ts'

describe('a telephone number as clients write it', () => {
  it.each([
    '9194390154', '19194390154', '+19194390154', '919-439-0154', '919.439.0154', '919 439 0154', '(919) 439-0154', '+1 (919) 439-0154', ' 9194390154\n',
  ])('%j is ten digits', (text) => {
    expect(Tn.parse(text)).toBe('9194390154')
  })

  it.each([
    '', '919439015', '91943901545', '1194390154', '9190390154', '9191390154', '29194390154', '++19194390154', '+9194390154', '919439O154', '919/439/0154', '+33140289562',
  ])('%j is refused', (text) => {
    expect(Tn.safeParse(text).success).toBe(false)
  })

  it('a very long text is refused in no time', () => {
    expect(Tn.safeParse('1'.repeat(1_000_000)).success).toBe(false)
  })
})

describe('formatting', () => {
  it('sets dashes between area code, exchange and line', () => {
    expect(formatTn('9194390154')).toBe('919-439-0154')
    expect(formatTn('123')).toBe('123')
  })
})
