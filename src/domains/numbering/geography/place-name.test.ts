import { expect, test } from 'vitest'
import { placeKey, placeName } from './place-name.ts'

test.each([
  ['St. Louis', 'SAINT LOUIS'],
  ['ft collins', 'FORT COLLINS'],
  ['Winston-Salem', 'WINSTON SALEM'],
  ["O'Fallon", 'OFALLON'],
  ['Cañon City', 'CANON CITY'],
  ['  Port  St. Lucie ', 'PORT SAINT LUCIE'],
  ['...', ''],
])('%s is written %s', (text, name) => {
  expect(placeName(text)).toBe(name)
})

test('spaces make no difference to the key', () => {
  expect(placeKey('De Kalb')).toBe(placeKey('DeKalb'))
  expect(placeKey('De Kalb')).not.toBe(placeKey('Kalb'))
})
