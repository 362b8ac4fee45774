import { expect, test } from 'vitest'
import { carriers, isOnNet, spidOf } from './carriers.ts'
import { distanceKm } from './distance.ts'
import { loadGeography } from './geography.ts'
import { localCalls } from './local-calling.ts'

const { rateCenters, rateCentersById, exchanges } = loadGeography()
const calls = localCalls(rateCenters)
const keys = new Set(calls.map(({ from, to }) => `${from} ${to}`))
const center = (id: number) => {
  const found = rateCentersById.get(id)
  if (!found) throw new Error(`no rate center ${id}`)
  return found
}

test('every rate center is local to itself, and each pair is named once', () => {
  expect(keys.size).toBe(calls.length)
  expect(rateCenters.every(({ id }) => keys.has(`${id} ${id}`))).toBe(true)
})

test('local calls stay in their LATA and within reach of the rate center that is called', () => {
  const reach = (tier: number) => (tier === 0 ? 48 : tier === 1 ? 32 : 20)
  const wrong = calls.filter(({ from, to }) => from !== to
    && (center(from).lata !== center(to).lata || distanceKm(center(from), center(to)) > reach(center(to).tier)))
  expect(wrong).toEqual([])
})

test('nothing within reach is left out', () => {
  const raleigh = rateCenters.find(({ abbreviation, state }) => abbreviation === 'RALEIGH' && state === 'NC')
  if (!raleigh) throw new Error('no Raleigh')
  const near = rateCenters.filter((other) => other.lata === raleigh.lata && distanceKm(other, raleigh) <= 20)
  expect(near.length).toBeGreaterThan(3)
  expect(near.filter(({ id }) => !keys.has(`${raleigh.id} ${id}`) || !keys.has(`${id} ${raleigh.id}`))).toEqual([])
})

test('10 to 20 of a hundred pairs are local one way only', () => {
  const oneWay = calls.filter(({ from, to }) => !keys.has(`${to} ${from}`))
  expect(oneWay.length / calls.length).toBeGreaterThan(0.1)
  expect(oneWay.length / calls.length).toBeLessThan(0.2)
})

test('every exchange has one of the carriers, the incumbent of its LATA six of ten', () => {
  const spids = exchanges.map((exchange) => spidOf(exchange, center(exchange.rateCenterId)))
  expect(new Set(spids)).toEqual(new Set(carriers.map(({ spid }) => spid)))
  expect(carriers.every(({ spid }) => /^[A-Z0-9]{4}$/.test(spid))).toBe(true)
  const raleigh = center(exchanges.find(({ npaNxx }) => npaNxx === '919439')?.rateCenterId ?? 0)
  const ofTen = Array.from({ length: 10 }, (_, digit) => spidOf({ npaNxx: `91943${digit}`, rateCenterId: raleigh.id }, raleigh))
  expect(ofTen.filter((spid) => spid === ofTen[0])).toHaveLength(6)
  expect(new Set(ofTen).size).toBe(5)
})

test('tiers 0 to 3 are on net, 4 and 5 a partner\'s', () => {
  expect(new Set(rateCenters.filter(isOnNet).map(({ tier }) => tier))).toEqual(new Set([0, 1, 2, 3]))
})
