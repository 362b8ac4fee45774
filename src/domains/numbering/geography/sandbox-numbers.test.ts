import { expect, test } from 'vitest'
import { loadGeography } from './geography.ts'
import { sandboxNumbers } from './sandbox-numbers.ts'
import { broadNpas, deepNpas, documentedExchanges } from './sandbox-plan.ts'

const { npas, exchanges, exchangesByNpaNxx, rateCentersById } = loadGeography()
const generate = (seed: number, count?: number) => [...sandboxNumbers({ seed, count, exchanges, npas })]
const standard = generate(1)
const local = standard.filter((number) => number.rateCenterId !== null)
const byNpa = Map.groupBy(standard, (number) => number.tn.slice(0, 3))

test('gives 100,000 different, well-formed numbers unless told otherwise', () => {
  expect(standard).toHaveLength(100_000)
  expect(new Set(standard.map((number) => number.tn)).size).toBe(100_000)
  expect(standard.filter(({ tn }) => !/^[2-9][0-8][0-9](?!555)[2-9](?!11)[0-9]{6}$/.test(tn))).toEqual([])
})

test('takes local numbers only from known exchanges, with their rate center', () => {
  const wrong = local.filter(
    ({ tn, npaNxx, rateCenterId }) =>
      !tn.startsWith(npaNxx) || exchangesByNpaNxx.get(npaNxx)?.rateCenterId !== rateCenterId,
  )
  expect(wrong).toEqual([])
})

test('covers all its area codes, more than 60, and every state', () => {
  for (const npa of [...deepNpas, ...broadNpas]) expect(byNpa.get(npa)?.length ?? 0, npa).toBeGreaterThan(500)
  expect(byNpa.size).toBeGreaterThan(60)
  expect(new Set(local.map(({ rateCenterId }) => rateCentersById.get(rateCenterId ?? 0)?.state)).size).toBe(51)
})

test('has 5,500 numbers or more in each deep area code', () => {
  for (const npa of deepNpas) expect(byNpa.get(npa)?.length, npa).toBeGreaterThanOrEqual(5_500)
})

test('has 100 numbers or more in each exchange that it uses, the documented ones among them', () => {
  const byExchange = Map.groupBy(local, (number) => number.npaNxx)
  expect(Math.min(...[...byExchange.values()].map((numbers) => numbers.length))).toBeGreaterThanOrEqual(100)
  expect([...documentedExchanges].filter((npaNxx) => !byExchange.has(npaNxx))).toEqual([])
})

test('offers fifty numbers in sequence in each exchange', () => {
  const lines = new Set(local.filter((number) => number.npaNxx === '540551').map((number) => Number(number.tn)))
  const run = Array.from({ length: 50 }, (_, at) => at)
  const starts = [...lines].filter((line) => run.every((at) => lines.has(line + at)))
  expect(starts.length).toBeGreaterThan(0)
})

test('has a few hundred numbers under each toll-free code, without a rate center', () => {
  for (const npa of ['800', '833', '844', '855', '866', '877', '888']) {
    const numbers = byNpa.get(npa) ?? []
    expect(numbers.length, npa).toBeGreaterThanOrEqual(200)
    expect(numbers.every((number) => number.rateCenterId === null)).toBe(true)
  }
})

test('gives the same numbers for the same seed and others for another', () => {
  expect(generate(7, 2_000)).toEqual(generate(7, 2_000))
  expect(generate(7, 2_000)).not.toEqual(generate(8, 2_000))
})

test.each([0, 1, 124, 125, 1_000, 12_345])('gives exactly %i numbers when asked', (count) => {
  expect(new Set(generate(3, count).map((number) => number.tn)).size).toBe(count)
})

test('spreads more numbers over the same exchanges when there are more than 125 for each', () => {
  const few = exchanges.filter((exchange) => exchange.npaNxx.startsWith('9194'))
  const numbers = [...sandboxNumbers({ seed: 1, count: 20_000, exchanges: few, npas: new Map() })]
  expect(new Set(numbers.map((number) => number.tn)).size).toBe(20_000)
})

test('refuses a count that cannot be met', () => {
  const some = exchanges.slice(0, 0)
  expect(() => [...sandboxNumbers({ seed: 1, count: 10, exchanges: some, npas })]).toThrow(RangeError)
  expect(() => generate(1, 1.5)).toThrow(RangeError)
  expect(() => generate(1, -1)).toThrow(RangeError)
})
