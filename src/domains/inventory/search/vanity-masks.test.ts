import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VanityMasks } from './vanity-masks.ts'
import { toKeypad, VanityPattern } from './vanity-pattern.ts'

const masksOf = (pattern: string, endsIn = false) => new VanityMasks(new VanityPattern(pattern, endsIn).tokens)
const backwards = (text: string) => [...text].reverse().join('')
const pattern = fc.array(fc.constantFrom('2', '3', '0', 'A', '_', '*'), { minLength: 3, maxLength: 7 }).map((letters) => letters.join(''))
const ending = fc.oneof(
  fc.integer({ min: 2_000_000, max: 9_999_999 }).map(String),
  fc.tuple(fc.constantFrom('2', '3'), fc.array(fc.constantFrom('2', '3', '0'), { minLength: 6, maxLength: 6 })).map(([first, rest]) => first + rest.join('')),
)

describe('what is looked up of a vanity in an area code', () => {
  it('holds exactly the endings that a regular expression finds', () => {
    fc.assert(fc.property(pattern, fc.boolean(), ending, (text, endsIn, sought) => {
      const masks = masksOf(text, endsIn)
      fc.pre(masks.lookUps < 4_000)
      const { forward, backward } = masks.ranges()
      const isIn = (ranges: typeof forward, digits: string) => ranges.some(({ low, high }) => low <= digits && digits <= high)
      const matches = new RegExp(`${toKeypad(text).replaceAll('_', '\\d').replaceAll('*', '\\d*')}${endsIn ? '$' : ''}`).test(sought)
      expect(isIn(forward, sought) || isIn(backward, backwards(sought))).toBe(matches)
    }), { numRuns: 300 })
  })

  it('takes the digits from the end where that needs fewer look-ups', () => {
    expect(masksOf('HOME').lookUps).toBe(1 + 10 + 10 + 1)
    expect(masksOf('HOME', true).ranges()).toEqual({ forward: [], backward: [{ low: '3664000', high: '3664999' }] })
    expect(masksOf('FLOWERS').ranges()).toEqual({ forward: [{ low: '3569377', high: '3569377' }], backward: [] })
    expect(masksOf('1ABCDEF').lookUps).toBe(0)
  })
})
