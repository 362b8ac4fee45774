import { readdirSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadGeography } from './geography.ts'

const geography = loadGeography()
const { npas, rateCenters, rateCentersById, exchanges, exchangesByNpaNxx } = geography

function centerAt(npaNxx: string) {
  const exchange = exchangesByNpaNxx.get(npaNxx)
  return exchange === undefined ? undefined : rateCentersById.get(exchange.rateCenterId)
}

test('holds at least 12,000 exchanges in 4,000 rate centers', () => {
  expect(exchanges.length).toBeGreaterThan(12_000)
  expect(new Set(exchanges.map((exchange) => exchange.rateCenterId)).size).toBeGreaterThan(4_000)
})

test('covers the fifty states and the District of Columbia', () => {
  const states = new Set(rateCenters.filter((center) => center.country === 'US').map((center) => center.state))
  for (const territory of ['PR', 'VI', 'GU', 'MP', 'AS']) states.delete(territory)
  expect(states.size).toBe(51)
  expect(states).toContain('DC')
})

test('has only exchanges that the numbering plan allows, each once, ascending', () => {
  const wrong = exchanges.filter(({ npaNxx }) => !/^[2-9][0-8][0-9](?!555)[2-9](?!11)[0-9]{2}$/.test(npaNxx))
  expect(wrong).toEqual([])
  expect(exchanges.findIndex(({ npaNxx }, index) => npaNxx <= (exchanges[index - 1]?.npaNxx ?? ''))).toBe(-1)
})

test('ties every exchange to a rate center in a state that its area code serves', () => {
  const twoProvinces = new Map([
    ['782', ['NS', 'PE']],
    ['902', ['NS', 'PE']],
    ['867', ['YT', 'NT', 'NU']],
  ])
  const wrong = exchanges.filter(({ npaNxx, rateCenterId }) => {
    const npa = npas.get(npaNxx.slice(0, 3))
    const center = rateCentersById.get(rateCenterId)
    if (npa === undefined || center === undefined || npa.kind !== 'geographic') return true
    const states = twoProvinces.get(npa.npa) ?? [npa.state]
    return !states.includes(center.state) || npa.country !== center.country
  })
  expect(wrong).toEqual([])
})

test('names rate centers in capitals, with an abbreviation of at most ten characters unique in its state', () => {
  const wrong = rateCenters.filter(
    ({ abbreviation, city }) => !/^[A-Z0-9 ]{2,10}$/.test(abbreviation) || !/^[A-Z0-9 ]{2,}$/.test(city),
  )
  expect(wrong).toEqual([])
  expect(new Set(rateCenters.map((center) => `${center.state} ${center.abbreviation}`)).size).toBe(rateCenters.length)
})

test('gives every rate center a LATA, a tier from 0 to 5, ZIPs in order and coordinates on its continent', () => {
  const wrong = rateCenters.filter(
    (center) =>
      !/^[1-9][0-9]{2}$/.test(center.lata) ||
      !(Number.isInteger(center.tier) && center.tier >= 0 && center.tier <= 5) ||
      center.zips.some((zip, index) => !/^[0-9]{5}$/.test(zip) || zip <= (center.zips[index - 1] ?? '')) ||
      (center.country === 'US' && center.zips.length === 0) ||
      !(center.latitude > 13 && center.latitude < 80),
  )
  expect(wrong).toEqual([])
  expect(new Set(rateCenters.map((center) => center.tier)).size).toBe(6)
})

test('numbers rate centers from 1 without gaps', () => {
  expect(rateCenters.every((center, index) => center.id === index + 1)).toBe(true)
})

test.each([
  ['919439', 'RALEIGH', 'RALEIGH', 'NC', '426'],
  ['919238', 'CARY', 'CARY', 'NC', '426'],
  ['540551', 'WASHINGTON', 'WASHINGTON', 'VA', '246'],
  ['540227', 'WASHINGTON', 'WASHINGTON', 'VA', '246'],
  ['804210', 'RICHMOND', 'RICHMOND', 'VA', '248'],
  ['435477', 'PAROWAN', 'PAROWAN', 'UT', '660'],
  ['435709', 'PARK CITY', 'PARK CITY', 'UT', '660'],
  ['317200', 'INDIANAPLS', 'INDIANAPOLIS', 'IN', '336'],
  ['201855', 'JERSEYCITY', 'JERSEY CITY', 'NJ', '224'],
  ['410343', 'SPARKSGLNC', 'SPARKS GLENCOE', 'MD', '238'],
  ['217447', 'BEASON', 'BEASON', 'IL', '366'],
  ['310257', 'LOMITA', 'LOMITA', 'CA', '730'],
  ['970204', 'FT COLLINS', 'FORT COLLINS', 'CO', '656'],
  ['212736', 'NEW YORK', 'NEW YORK', 'NY', '132'],
  ['202456', 'WASHINGTON', 'WASHINGTON', 'DC', '236'],
])('%s is %s (%s %s) in LATA %s', (npaNxx, abbreviation, city, state, lata) => {
  expect(centerAt(npaNxx)).toMatchObject({ abbreviation, city, state, lata })
})

test('places a rate center: ZIPs and coordinates of Raleigh', () => {
  const raleigh = centerAt('919439')
  expect(raleigh?.zips).toContain('27606')
  expect(raleigh?.latitude).toBeCloseTo(35.8, 0)
  expect(raleigh?.longitude).toBeCloseTo(-78.6, 0)
  expect(raleigh?.tier).toBe(0)
})

test.each([
  ['919', 'US', 'NC', 'geographic', '426'],
  ['303', 'US', 'CO', 'geographic', '656'],
  ['202', 'US', 'DC', 'geographic', '236'],
  ['702', 'US', 'NV', 'geographic', '721'],
  ['416', 'CA', 'ON', 'geographic', '888'],
  ['876', 'JM', null, 'geographic', null],
  ['833', null, null, 'toll-free', null],
  ['900', null, null, 'non-geographic', null],
])('area code %s: country %s, state %s, %s, LATA %s', (npa, country, state, kind, lata) => {
  expect(npas.get(npa)).toEqual({ npa, country, state, kind, lata })
})

test('knows the seven toll-free codes and no others', () => {
  const tollFree = [...npas.values()].filter((npa) => npa.kind === 'toll-free').map((npa) => npa.npa)
  expect(tollFree).toEqual(['800', '833', '844', '855', '866', '877', '888'])
})

test('gives every area code of the United States a LATA', () => {
  const without = [...npas.values()].filter((npa) => npa.country === 'US' && (npa.lata === null || npa.state === null))
  expect(without).toEqual([])
})

test('is frozen', () => {
  expect([rateCenters, rateCenters[0], rateCenters[0]?.zips, exchanges, exchanges[0]].every(Object.isFrozen)).toBe(true)
})

test('stays below 2 MB of data files', () => {
  const folder = new URL('../../../../data/', import.meta.url)
  const bytes = ['rate-centers.tsv', 'npa-nxx.tsv', 'npa.tsv'].map((name) => statSync(new URL(name, folder)).size)
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['npa-nxx.tsv', 'npa.tsv', 'rate-centers.tsv']))
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000)
})
