import numbers from '@bandwidth/numbers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../world/world.ts'

/** Searches and coverage through the vendor's own SDK from npm, unmodified. */
const { AvailableNpaNxx, AvailableNumbers, City, Client, CoveredRateCenter, RateCenter } = numbers

let world: World
let client: InstanceType<typeof Client>

beforeAll(async () => {
  world = await createWorld({ worker: false })
  const { account, auth } = await world.newAccount()
  const [user = '', password = ''] = auth.split(':')
  client = new Client(account, user, password, '', '', { apiEndPoint: world.url })
})
afterAll(() => world.close())

const found = async (query: object) => {
  const { telephoneNumberList } = await AvailableNumbers.listAsync(client, query) as { telephoneNumberList?: { telephoneNumber: string | string[] } }
  return [telephoneNumberList?.telephoneNumber ?? []].flat()
}

describe('searches', () => {
  it.each([
    ['a vanity anywhere', { localVanity: 'abc', quantity: 3 }, /222/],
    ['a vanity at the end', { localVanity: 'a*b', endsIn: true, quantity: 3 }, /2\d*2$/],
    ['a vanity in an area code', { localVanity: '4*6', areaCode: '919', quantity: 3 }, /^919\d*4\d*6/],
    ['a toll-free vanity', { tollFreeVanity: '2222' }, /^8\d\d\d*2222/],
    ['a toll-free wildcard', { tollFreeWildCardPattern: '87*', quantity: 3 }, /^877/],
    ['a LATA', { lata: '426', quantity: 3 }, /^\d{10}$/],
    ['a block', { npaNxx: '540551', LCA: false, quantity: 3 }, /^540551/],
    ['everything at once', { npaNxx: '919439', rateCenter: 'RALEIGH', city: 'RALEIGH', state: 'NC', zip: '27606', lata: '426', quantity: 3 }, /^919439/],
  ])('by %s', async (_what, query, shape) => {
    for (const tn of await found(query)) expect(tn).toMatch(shape)
  })

  it('sorted', async () => {
    const tns = await found({ zip: '27606', orderBy: 'fullNumber', quantity: 40 })
    expect(tns).toHaveLength(40)
    expect(tns).toEqual(tns.toSorted())
  })
})

describe('coverage', () => {
  it('exchanges with their numbers', async () => {
    const exchanges = await AvailableNpaNxx.listAsync(client, { areaCode: '919' })
    expect(exchanges.length).toBeGreaterThan(1)
    expect(exchanges[0]).toMatchObject({ npa: 919, state: 'NC', quantity: expect.any(Number), nxx: expect.any(Number), city: expect.any(String) })
  })

  it('rate centers and cities', async () => {
    expect(await RateCenter.listAsync(client, { state: 'NC' })).toContainEqual({ abbreviation: 'RALEIGH', name: 'RALEIGH' })
    expect(await RateCenter.listAsync(client, { state: 'AK', supported: true })).toEqual([])
    expect(await RateCenter.listAsync(client, { state: 'NC', available: true })).toContainEqual(
      { abbreviation: 'RALEIGH', name: 'RALEIGH', availableTelephoneNumberCount: expect.any(Number) })
    expect(await City.listAsync(client, { state: 'NC', available: true, supported: true })).toContainEqual(
      { rcAbbreviation: 'RALEIGH', name: 'RALEIGH', availableTelephoneNumberCount: expect.any(Number) })
  })

  it('covered rate centers, with page 1 and size 500 added by the SDK', async () => {
    const centers = await CoveredRateCenter.listAsync(client, { state: 'CA', embed: 'ZipCodes' })
    expect(centers).toHaveLength(500)
    expect(centers[0]).toMatchObject({ state: 'CA', zipCodes: {}, tiers: {}, id: expect.any(Number) })
    expect(await CoveredRateCenter.listAsync(client, { state: 'NC', abbreviation: 'RALEIGH' })).toMatchObject([{ name: 'RALEIGH', lata: 426, tiers: { tier: 0 } }])
    expect(await CoveredRateCenter.listAsync(client, { zip: '00000' })).toEqual([])
  })

  it('a refusal keeps its documented code and text', async () => {
    const refused = await CoveredRateCenter.listAsync(client, { npa: '12' }).catch((error: unknown) => error) as { status: number, response: { text: string } }
    expect(refused.status).toBe(400)
    expect(refused.response.text).toContain('4002')
  })
})
