import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { calling, CAMPUS, house, identifiersBody, locationsBody, NOWHERE, outcome, REMOVE } from '../world/e911.ts'
import type { Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, text } from '../world/xml.ts'

/** Endpoints without numbers of their own, and the addresses that they may be at. */

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())
beforeEach(async () => {
  owner = await world.newAccount()
  my = calling(world, owner)
})

const phone = (identifier: string, more: Elements = {}): Elements => ({ Identifier: identifier, PIDFLOEnabled: 'true', ...more })
const simple = (identifier: string, callback: string, more: Elements = {}): Elements => ({ Identifier: identifier, CallbackNumber: callback, PIDFLOEnabled: 'false', ...more })
const put = async (endpoints: readonly Elements[], more: Elements = { Address: CAMPUS }) => outcome(await my.done(identifiersBody(endpoints, more)))
const locate = async (addresses: readonly Elements[], more: Elements = {}) => outcome(await my.done(locationsBody(addresses, more)))
const addresses = async () => {
  const { status, xml } = await my.get('/addresses?type=E911')
  return status === 404 ? [] : all(at(xml, 'Addresses'), 'Address').map((each) => ['HouseNumber', 'EndpointCount', 'ValidationStatus'].map((part) => text(each, part)).join(' '))
}

describe('an identifier', () => {
  it('comes into the lists with its address, is changed by a second order, and goes', async () => {
    expect(await put([simple('lobby1', '9195550100', { CallerName: 'Lobby' })])).toBe('COMPLETE')
    const read = await my.get('/aeuis/lobby1')
    expect(read.text).toContain('<Identifier>lobby1</Identifier><CallbackNumber>9195550100</CallbackNumber><E911><CallerName>Lobby</CallerName><Address><HouseNumber>901</HouseNumber>')
    expect(await addresses()).toEqual(['901 1 VALID'])
    expect(await put([{ Identifier: 'lobby1', CallbackNumber: '9195550101' }], { Address: house('7'), CallerName: 'Hall' })).toBe('COMPLETE')
    expect((await my.get('/aeuis/lobby1')).text).toContain('<CallbackNumber>9195550101</CallbackNumber><E911><CallerName>Hall</CallerName><Address><HouseNumber>7</HouseNumber>')
    expect(await addresses()).toEqual(['7 1 VALID'])
    expect(await put([{ Identifier: 'lobby1' }], REMOVE)).toBe('COMPLETE')
    expect([(await my.get('/aeuis/lobby1')).status, await addresses()]).toEqual([404, []])
  })

  it('with dynamic location needs no callback number, and its address goes into the pool', async () => {
    expect(await put([phone('a', { PreferredLanguage: 'FR' }), phone('b')])).toBe('COMPLETE')
    const listed = await my.get('/aeuis?pidfloenabledonly=true')
    expect(listed.text).toContain('<AlternateEndUserIdentifier><Identifier>a</Identifier></AlternateEndUserIdentifier>')
    expect(await addresses()).toEqual(['901 2 VALID'])
    const { rows } = await world.database.pool.query('select identifier, preferred_language from emergency_endpoint where account_id = $1 order by 1', [owner.account])
    expect(rows).toEqual([{ identifier: 'a', preferred_language: 'fr' }, { identifier: 'b', preferred_language: 'en' }])
    expect(await put([{ Identifier: 'a', CallerName: 'Anna', PreferredLanguage: 'en' }], {})).toBe('COMPLETE')
    expect((await my.get('/aeuis/a')).text).toContain('<CallerName>Anna</CallerName><Address><HouseNumber>901</HouseNumber>')
    expect(await put([{ Identifier: 'a' }, { Identifier: 'b' }], REMOVE)).toBe('COMPLETE')
    expect(await addresses()).toEqual(['901 0 VALID'])
  })

  it.each<[string, string, () => Promise<string>]>([
    ['8012', 'too short without dynamic location', () => put([{ Identifier: 'abc', CallbackNumber: '9195550100' }])],
    ['8015', 'without a letter', () => put([{ Identifier: '123456', CallbackNumber: '9195550100' }])],
    ['8064', 'without a callback number', () => put([{ Identifier: 'abcdef' }])],
    ['8036', 'with a language, though without dynamic location', () => put([{ Identifier: 'abcdef', CallbackNumber: '9195550100', PreferredLanguage: 'en' }])],
    ['8040', 'at a location that is not set up', () => put([phone('a', { LocationId: 'nowhere' })], {})],
    ['8046', 'that is new, without a place', () => put([phone('a')], {})],
    ['8110', 'that is new and simple, without a place', () => put([simple('abcdef', '9195550100')], {})],
    ['8021', 'that is to go and was never there', () => put([{ Identifier: 'a' }], REMOVE)],
    ['8006', 'at an address that nobody knows', () => put([phone('a')], { Address: NOWHERE })],
    ['8005', 'at a house that the service does not take', () => put([phone('a')], { Address: house('9112') })],
    ['8042', 'at a house whose records break', () => put([phone('a')], { Address: house('9114') })],
  ])('fails with %s %s', async (code, _what, order) => { expect(await order()).toBe(`FAILED ${code}`) })

  it('keeps its kind (8048, 8054) and its callback number to itself (8020)', async () => {
    expect(await put([simple('lobby1', '9195550100')])).toBe('COMPLETE')
    expect(await put([phone('lobby1')])).toBe('FAILED 8048')
    expect(await put([{ Identifier: 'lobby1', PreferredLanguage: 'fr' }], {})).toBe('FAILED 8054')
    expect(await put([simple('lobby2', '9195550100'), simple('lobby3', '9195550101')])).toBe('PARTIAL 8020')
    expect(await put([phone('mobile', { CallbackNumber: '9195550100' })])).toBe('COMPLETE')
  })

  it('that the service has locked stays (8044)', async () => {
    expect(await put([phone('a')], { Address: house('9115') })).toBe('COMPLETE')
    expect(await put([{ Identifier: 'a' }], REMOVE)).toBe('FAILED 8044')
    expect((await my.get('/aeuis/a')).status).toBe(200)
  })

  it('is held by one order at a time, and so is its callback number (8019); the same again is cancelled (8033)', async () => {
    const body = identifiersBody([simple('lobby1', '9195550100')], { Address: house('9111') })
    const first = await my.place(body)
    await world.settle(owner.account)
    expect([await put([simple('lobby1', '9195550101')]), await put([simple('lobby2', '9195550100')])]).toEqual(['FAILED 8019', 'FAILED 8019'])
    expect(outcome(await my.done(body))).toBe('FAILED 8033')
    await world.advance('PT2H', owner.account)
    expect(outcome(await my.read(first))).toBe('COMPLETE')
    expect(await put([simple('lobby1', '9195550101')])).toBe('COMPLETE')
  })

  it('shares an address under its location id, which belongs to no other address (8028)', async () => {
    const hall = { LocationId: 'hall', ...CAMPUS }
    expect(await put([phone('a')], { Address: hall })).toBe('COMPLETE')
    expect(await put([phone('b')], { Address: { ...hall, LocationId: 'HALL', StreetSuffix: 'DRIVE' } })).toBe('COMPLETE')
    expect(await put([phone('c'), phone('d', { LocationId: 'hall' })], { Address: { LocationId: 'hall', ...house('12') } })).toBe('FAILED 8028')
    expect(await addresses()).toEqual(['901 2 VALID'])
  })

  it('of somebody else is another one', async () => {
    expect(await put([simple('lobby1', '9195550100')])).toBe('COMPLETE')
    const other = calling(world, await world.newAccount())
    expect(outcome(await other.done(identifiersBody([{ Identifier: 'lobby1' }], REMOVE)))).toBe('FAILED 8021')
    expect(outcome(await other.done(identifiersBody([simple('lobby1', '9195550100')], { Address: CAMPUS })))).toBe('COMPLETE')
    expect((await my.get('/aeuis/lobby1')).status).toBe(200)
  })
})

describe('an address of the pool', () => {
  const hall = { LocationId: 'hall', ...CAMPUS }

  it('is set up, used, edited but for what stays (8058), kept while it is used (8051), and goes', async () => {
    expect(await locate([hall])).toBe('COMPLETE')
    expect(await put([phone('a', { LocationId: 'hall' })], {})).toBe('COMPLETE')
    expect(await locate([{ LocationId: 'Hall', HouseNumber: '12', AddressLine2: 'Suite 100', Country: 'US' }])).toBe('COMPLETE')
    const [stored] = all(at((await my.get('/addresses?e911locationid=hall')).xml, 'Addresses'), 'Address')
    expect(['HouseNumber', 'StreetName', 'AddressLine2', 'EndpointCount'].map((part) => stored && text(stored, part))).toEqual(['12', 'MAIN CAMPUS', 'STE 100', '1'])
    expect(await locate([{ LocationId: 'hall', PlusFour: '1111' }])).toBe('FAILED 8058')
    expect(await locate([{ LocationId: 'hall', Country: 'Canada' }])).toBe('FAILED 8058')
    const kept = await my.done(locationsBody([{ LocationId: 'hall' }, { LocationId: 'attic' }], REMOVE))
    expect(outcome(kept)).toBe('FAILED 8029 8051')
    expect(kept.text).toContain('<Description>The location is still used by a.</Description>')
    expect(await put([{ Identifier: 'a' }], REMOVE)).toBe('COMPLETE')
    expect(await locate([{ LocationId: 'hall' }], REMOVE)).toBe('COMPLETE')
    expect(await addresses()).toEqual([])
  })

  it('that nobody knows is kept as invalid (8006) until it is mended; nobody can be there meanwhile (8059)', async () => {
    expect(await locate([{ LocationId: 'hall', ...NOWHERE }])).toBe('FAILED 8006')
    expect(await addresses()).toEqual(['1 0 INVALID'])
    expect(await put([phone('a', { LocationId: 'hall' })], {})).toBe('FAILED 8059')
    expect(await locate([{ LocationId: 'hall', HouseNumber: '901', StreetName: 'MAIN CAMPUS', StreetSuffix: 'DR' }])).toBe('COMPLETE')
    expect(await addresses()).toEqual(['901 0 VALID'])
    expect(await locate([{ LocationId: 'hall', StreetName: 'PO BOX 12', StreetSuffix: 'ST' }])).toBe('FAILED 8006')
    expect(await addresses()).toEqual(['901 0 VALID'])
  })

  it('that is known is not stored twice without a name (8062); one that is mended makes the order ADJUSTED', async () => {
    expect(await locate([hall])).toBe('COMPLETE')
    expect(await locate([CAMPUS, house('12')])).toBe('PARTIAL 8062')
    expect(await locate([{ ...CAMPUS, LocationId: 'floor2' }])).toBe('COMPLETE')
    const mended = await my.done(locationsBody([{ LocationId: 'white', HouseNumber: '800', StreetName: 'PENNSYLVANIO', StreetSuffix: 'AVE', PostDirectional: 'NW', City: 'WASHINGTON', StateCode: 'DC' }]))
    expect([outcome(mended), text(mended.xml, 'AdditionalAddresses/Address/StreetName')]).toEqual(['ADJUSTED_COMPLETE', 'PENNSYLVANIA'])
  })

  it('lacks no required part when it is new (8056)', async () => {
    expect(await locate([{ LocationId: 'hall', City: 'Raleigh', StateCode: 'NC' }])).toBe('FAILED 8056')
  })
})
