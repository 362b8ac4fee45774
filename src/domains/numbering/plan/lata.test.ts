import { expect, it } from 'vitest'
import { lataIn } from './lata.ts'

it.each([
  ['426', 426], ['00426', 426], ['0426', 426], ['42600', 426], ['73001', 730], ['4260', 426], ['00100', 100],
  ['42', undefined], ['426000', undefined], ['', undefined], ['abc', undefined], ['4 26', undefined],
])('reads %j as %s', (text, lata) => {
  expect(lataIn(text)).toBe(lata)
})
