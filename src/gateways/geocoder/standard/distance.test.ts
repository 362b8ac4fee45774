import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, tolerated } from './distance.ts'

const word = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 8 })

describe('distance', () => {
  it.each([['ANSUN', 'ANSON', 1], ['WASHINGTUN', 'WASHINGTON', 1], ['PENNSYLVANAI', 'PENNSYLVANIA', 1], ['MAIN', 'MAINE', 1], ['OAK', 'ELM', 3], ['', 'AB', 2]])(
    'of %s and %s is %i', (one, other, wanted) => { expect(distance(one, other, 5)).toBe(wanted) })

  it('is 0 for equal words only, the same both ways, and cut off beyond the most', () => {
    fc.assert(fc.property(word, word, fc.nat(4), (one, other, most) => {
      const whole = distance(one, other, 20)
      expect(distance(other, one, 20)).toBe(whole)
      expect(whole === 0).toBe(one === other)
      expect(distance(one, other, most)).toBe(Math.min(whole, most + 1))
    }))
  })
})

it('tolerates more in longer words, nothing in numbers', () => {
  expect(['OAK', 'ANSON', 'WASHINGTON', '142ND'].map(tolerated)).toEqual([0, 1, 2, 0])
})
