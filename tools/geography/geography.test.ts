import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { distanceKm } from '../../src/domains/numbering/geography/distance.ts'
import { abbreviate, makeUnique } from './abbreviation.ts'
import { readNpaFacts } from './facts.ts'
import { buildGeography } from './geography.ts'
import { tierByDistance, tierOf } from './rate-centers.ts'
import { readPrefixes } from './sources.ts'

const built = buildGeography()

test('the committed data is what the builder makes, and twice the same', () => {
  expect(buildGeography().files).toEqual(built.files)
  for (const [name, text] of built.files) {
    const committed = readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8')
    expect(committed === text, `data/${name}: run node tools/geography/build.ts`).toBe(true)
  }
})

test('leaves out next to nothing for naming a city outside the state of its area code', () => {
  expect(built.dropped['state differs']).toBeLessThanOrEqual(5)
  expect(built.dropped['no such area code']).toBe(0)
})

test('knows every area code that the package knows, with the same state where the package names one', () => {
  const names = new Map([
    ['Washington State', 'WA'], ['Washington D.C.', 'DC'], ['California', 'CA'], ['Texas', 'TX'], ['Florida', 'FL'],
    ['Ohio', 'OH'], ['Virginia', 'VA'], ['West Virginia', 'WV'], ['Illinois', 'IL'], ['Missouri', 'MO'],
    ['New Jersey', 'NJ'], ['North Carolina', 'NC'], ['Georgia', 'GA'], ['Pennsylvania', 'PA'], ['Michigan', 'MI'],
    ['Colorado', 'CO'], ['Arizona', 'AZ'], ['Tennessee', 'TN'], ['Ontario', 'ON'], ['Quebec', 'QC'],
    ['Alabama', 'AL'], ['Arkansas', 'AR'], ['Connecticut', 'CT'], ['Idaho', 'ID'], ['Indiana', 'IN'], ['Iowa', 'IA'],
    ['Kansas', 'KS'], ['Kentucky', 'KY'], ['Louisiana', 'LA'], ['Maine', 'ME'], ['Maryland', 'MD'],
    ['Massachusetts', 'MA'], ['Minnesota', 'MN'], ['Mississippi', 'MS'], ['Montana', 'MT'], ['Nebraska', 'NE'],
    ['Nevada', 'NV'], ['New Hampshire', 'NH'], ['New Mexico', 'NM'], ['New York', 'NY'], ['Oklahoma', 'OK'],
    ['Oregon', 'OR'], ['South Carolina', 'SC'], ['Utah', 'UT'], ['Wisconsin', 'WI'], ['Wyoming', 'WY'],
  ])
  const facts = new Map(readNpaFacts().map((fact) => [fact.npa, fact]))
  const areas = readPrefixes().filter(({ prefix }) => prefix.length === 3)
  expect(areas.length).toBeGreaterThan(400)
  expect(areas.filter(({ prefix }) => facts.get(prefix)?.kind !== 'geographic')).toEqual([])
  const named = areas.flatMap(({ prefix, text }) => {
    const state = names.get(text)
    return state === undefined ? [] : [{ prefix, state }]
  })
  expect(named.length).toBeGreaterThan(300)
  expect(named.filter(({ prefix, state }) => facts.get(prefix)?.states[0] !== state)).toEqual([])
})

test.each([
  ['WEST POINT', 'WEST POINT'],
  ['FORT COLLINS', 'FT COLLINS'],
  ['JERSEY CITY', 'JERSEYCITY'],
  ['BEVERLY HILLS', 'BEVERLYHLS'],
  ['INDIANAPOLIS', 'INDIANAPLS'],
  ['SPARKS GLENCOE', 'SPARKSGLNC'],
])('%s is abbreviated %s', (city, abbreviation) => {
  expect(abbreviate(city)).toBe(abbreviation)
})

test('an abbreviation that is taken gets a number at its end, within ten characters', () => {
  expect(makeUnique('SPARKSGLNC', new Set(['SPARKSGLNC', 'SPARKSGLN2']))).toBe('SPARKSGLN3')
  expect(makeUnique('ADAMS', new Set())).toBe('ADAMS')
})

test('the tier follows the number of ZIPs, and is 5 outside the adjoining states', () => {
  expect([12, 10, 9, 4, 3, 2, 1].map((zips) => tierOf(zips, 'CO', 'US'))).toEqual([0, 0, 1, 1, 2, 2, 3])
  expect([tierOf(20, 'AK', 'US'), tierOf(0, 'ON', 'CA')]).toEqual([5, 5])
})

test('a small place far from every large city is of tier 4', () => {
  const place = (tier: number, latitude: number) => ({ tier, latitude, longitude: -100 })
  const centers = [place(0, 40), place(3, 40.5), place(3, 42), place(2, 42)]
  expect(centers.map((center) => tierByDistance(center, centers))).toEqual([0, 3, 4, 2])
})

test('distances are great-circle kilometers', () => {
  const newYork = { latitude: 40.71, longitude: -74.01 }
  expect(distanceKm(newYork, { latitude: 34.05, longitude: -118.24 })).toBeCloseTo(3936, -1)
  expect(distanceKm(newYork, newYork)).toBe(0)
})
