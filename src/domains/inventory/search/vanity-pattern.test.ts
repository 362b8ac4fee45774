import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EndingCursor, toKeypad, VanityPattern } from './vanity-pattern.ts'

const pattern = fc.array(fc.constantFrom('2', '3', '0', 'A', 'd', '_', '*'), { minLength: 3, maxLength: 7 }).map((letters) => letters.join(''))
const ending = fc.integer({ min: 0, max: 9_999_999 }).map((value) => String(value).padStart(7, '0'))
const likely = fc.array(fc.constantFrom('2', '3', '0'), { minLength: 7, maxLength: 7 }).map((digits) => digits.join(''))

const matcher = (text: string, endsIn: boolean) =>
  new RegExp(`${toKeypad(text).replaceAll('_', '\\d').replaceAll('*', '\\d*')}${endsIn ? '$' : ''}`)
function all(vanity: VanityPattern, start: string) {
  const cursor = new EndingCursor(vanity, start)
  const ranges = []
  for (let batch = cursor.take(1); batch.length > 0; batch = cursor.take(700)) ranges.push(...batch)
  return ranges
}
const size = ({ low, high }: { low: string, high: string }) => Number(high) - Number(low) + 1

describe('a vanity pattern', () => {
  it('maps letters to the digits of a keypad', () => {
    expect(toKeypad('abcdefghijklmnopqrstuvwxyz')).toBe('22233344455566677778889999')
    expect(toKeypad('newCARS')).toBe('6392277')
    expect(toKeypad('1_*0')).toBe('1_*0')
  })

  it('has exactly the endings that a regular expression finds', () => {
    fc.assert(fc.property(pattern, fc.boolean(), fc.oneof(ending, likely), ending, (text, endsIn, sought, start) => {
      const vanity = new VanityPattern(text, endsIn)
      fc.pre(vanity.rangeCount < 3_000)
      const isIn = all(vanity, start).some(({ low, high }) => low <= sought && sought <= high)
      expect(isIn).toBe(sought >= '2' && matcher(text, endsIn).test(sought))
    }), { numRuns: 200 })
  })

  it('counts them, gives each once, and begins at the start that is asked for', () => {
    fc.assert(fc.property(pattern, fc.boolean(), ending, (text, endsIn, start) => {
      const vanity = new VanityPattern(text, endsIn)
      fc.pre(vanity.rangeCount < 3_000)
      const ranges = all(vanity, start)
      expect(ranges.reduce((sum, range) => sum + size(range), 0)).toBe(vanity.matches)
      expect(ranges.length).toBeLessThanOrEqual(vanity.rangeCount + 1)
      const turn = ranges.findIndex(({ low }) => low < start)
      const after = turn === -1 ? ranges : ranges.slice(0, turn)
      for (const part of [after, ranges.slice(after.length)]) expect(part.map(({ low }) => low)).toEqual(part.map(({ low }) => low).toSorted())
    }), { numRuns: 100 })
  })

  it.each([
    ['HOME', true, 800], ['HOME', false, 3_400], ['newcars', false, 1], ['___', false, 8_000_000], ['*', false, 8_000_000], ['4_6', true, 80_000], ['1_1____', false, 0],
  ])('%s (at the end: %s) matches %i endings', (text, endsIn, count) => {
    expect(new VanityPattern(text, endsIn).matches).toBe(count)
  })

  it('is the same pattern for like', () => {
    expect(new VanityPattern('h_M*', true).like).toBe('___%4_6%')
    expect(new VanityPattern('HOM', false).like).toBe('___%466%')
  })
})
