import { expect, test } from 'vitest'
import { CRITERIA, includesLocalArea, REFUSALS, SEARCH_WAYS, waysFor, type Criterion } from './combinations.ts'
import { readCriteria } from './criteria.ts'

const EXAMPLES: Record<Criterion, string> = {
  areaCode: '919', npaNxx: '919439', npaNxxx: '9194391', rateCenter: 'RALEIGH', state: 'NC', city: 'RALEIGH', zip: '27606', lata: '426',
  localVanity: 'home', tollFreeVanity: 'home', tollFreeWildCardPattern: '8**',
}
const everyCombination = Array.from({ length: 2 ** CRITERIA.length }, (_, bits) => new Set(CRITERIA.filter((_name, index) => bits & (1 << index))))

test('of all 2,048 combinations, those that fit no documented way are refused, and no others', () => {
  const wrong = everyCombination.filter((given) => (waysFor(given).length === 0) !== REFUSALS.some(({ applies }) => applies(given)))
  expect(wrong.map((given) => [...given].join(' '))).toEqual([])
  expect(everyCombination.filter((given) => waysFor(given).length > 0)).toHaveLength(85)
})

test('what is read agrees with the tables', () => {
  for (const given of everyCombination) {
    const criteria = Object.fromEntries([...given].map((name) => [name, EXAMPLES[name]]))
    if (waysFor(given).length === 0) expect(() => readCriteria(criteria)).toThrow()
    else expect(readCriteria({ ...criteria, lca: true })).toMatchObject(includesLocalArea(given) ? { local: true } : {})
  }
})

test('the local calling area belongs to an exchange, a block or a rate center without anything else', () => {
  expect(everyCombination.filter(includesLocalArea).map((given) => [...given])).toEqual([['npaNxx'], ['npaNxxx'], ['rateCenter', 'state']])
  expect(SEARCH_WAYS.filter(({ lca }) => lca)).toHaveLength(3)
})
