import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exchangePlaces, loadGeography } from '../../domains/numbering/index.ts'
import { createIndustry, type Industry } from './index.ts'
import type { IndustryNumber } from './industry.ts'

const geography = loadGeography()
const places = exchangePlaces(geography)
const industry = createIndustry({ places: () => places, seed: 1 })

function known(tn: string, of: Industry = industry): IndustryNumber {
  const found = of.numberOf(tn)
  if (!found) throw new Error(`nobody serves ${tn}`)
  return found
}

const exchange = fc.constantFrom(...geography.exchanges.map(({ npaNxx }) => npaNxx))
const line = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0'))
const plannedTn = fc.tuple(exchange, line).map((parts) => parts.join(''))
const geographicTn = fc.tuple(fc.constantFrom(...[...geography.npas.values()].map(({ npa }) => npa)), fc.integer({ min: 200, max: 999 }), line).map((parts) => parts.join(''))

describe('every number of the plan', () => {
  it('has a carrier and a subscriber who knows it, the same ones at every look and in another process', () => {
    const again = createIndustry({ places: () => exchangePlaces(geography), seed: 1 })
    fc.assert(fc.property(geographicTn, (tn) => {
      const { carrier, subscriber } = known(tn)
      expect(known(tn, again)).toEqual(known(tn))
      expect(carrier.spid).toMatch(/^[A-Z]\d{3}$/)
      expect(subscriber.tns).toContain(tn)
      expect(subscriber.accountNumber).toMatch(/^\d{9}$/)
      expect(subscriber.pin).toMatch(/^\d{4}$/)
      expect(Object.values(subscriber.serviceAddress).slice(0, 4).every((part) => part !== '')).toBe(true)
    }))
  })

  it('shares carrier and subscriber with the other numbers on its account', () => {
    fc.assert(fc.property(plannedTn, (tn) => {
      const { carrier, subscriber } = known(tn)
      expect(subscriber.billingTn).toBe(subscriber.tns[0])
      expect(subscriber.tns).toEqual([...new Set(subscriber.tns)].sort())
      for (const other of subscriber.tns) expect(known(other)).toMatchObject({ carrier, subscriber })
    }))
  })

  it('has other subscribers under another seed, and the same carrier', () => {
    const other = createIndustry({ places: () => places, seed: 2 })
    const tns = fc.sample(plannedTn, { numRuns: 200, seed: 7 })
    expect(tns.filter((tn) => known(tn, other).subscriber.name === known(tn).subscriber.name).length).toBeLessThan(20)
    for (const tn of tns) expect(known(tn, other).carrier.spid).toBe(known(tn).carrier.spid)
  })
})

describe('an area code that nobody has', () => {
  it('has no numbers', async () => {
    expect(industry.numberOf('9992345678')).toBeUndefined()
    expect([...await industry.carriersOf(['9992345678', '9193456789'])].map(([tn]) => tn)).toEqual(['9193456789'])
  })
})

describe('carriers', () => {
  const COUNT = 40_000
  const sample = Array.from({ length: COUNT }, (_one, index) => {
    const { npaNxx } = geography.exchanges[(index * 7919) % geography.exchanges.length] ?? { npaNxx: '' }
    return known(npaNxx + String((index * 31) % 10_000).padStart(4, '0'))
  })
  const share = (of: (number: IndustryNumber) => boolean) => sample.filter(of).length / COUNT

  it('give records at once for 40 in 100 numbers, a quarter of those to whoever proves more, by hand for 30, and never for 30', () => {
    expect(share(({ carrier }) => ['automated', 'asks'].includes(carrier.csr))).toBeCloseTo(0.4, 1.5)
    expect(share(({ carrier }) => carrier.csr === 'asks')).toBeCloseTo(0.1, 1.5)
    expect(share(({ carrier }) => carrier.csr === 'manual')).toBeCloseTo(0.3, 1.5)
    expect(share(({ carrier }) => carrier.csr === 'unsupported')).toBeCloseTo(0.3, 1.5)
  })

  it('are wireless for one number in five, and wireless ones give no records and want account number and PIN', () => {
    expect(share(({ carrier }) => carrier.kind === 'wireless')).toBeCloseTo(0.2, 1.5)
    for (const { carrier } of sample) {
      if (carrier.kind === 'wireless') expect(carrier).toMatchObject({ csr: 'unsupported', needsAccountNumber: true, needsPin: true, minimumIntervalDays: 0 })
    }
  })

  it.each([
    ['8005550140', 'toll-free', 'T150', true], ['5005550140', 'other', 'P160', false], ['8765550140', 'wireline', 'X170', false], ['6715550140', 'wireline', 'X170', false],
  ])('of %s: %s', (tn, kind, spid, portable) => {
    expect(known(tn)).toMatchObject({ carrier: { kind, spid, portable, csr: 'unsupported' }, magic: undefined })
  })
})

describe('magic numbers', () => {
  it.each([
    ['0140', 'automated', 1], ['0141', 'asks', 1], ['0142', 'manual', 1], ['0143', 'manual', 1], ['0144', 'unsupported', 1], ['0145', 'automated', 1], ['0160', 'automated', 10], ['0169', 'automated', 10],
  ])('555-%s: %s, %i on the account, in every area code', (last, csr, size) => {
    for (const npa of ['919', '303', '416', '787']) {
      const { carrier, subscriber, magic } = known(`${npa}555${last}`)
      expect([carrier.csr, subscriber.tns.length]).toEqual([csr, size])
      expect(magic?.about).toEqual(expect.any(String))
    }
  })

  it('are followed by ordinary ones', () => {
    expect(known('9195550139').magic).toBeUndefined()
    expect(known('9195550170').magic).toBeUndefined()
  })

  it('of the guide has the subscriber of its example', () => {
    expect(known('9198675309')).toMatchObject({
      carrier: { csr: 'automated' },
      subscriber: { name: 'House of Mouse', serviceAddress: { houseNumber: '1234', streetName: 'Main', streetSuffix: 'ST', city: 'Durham', state: 'NC', zip: '27707' }, tns: ['9198675309'] },
    })
  })
})
