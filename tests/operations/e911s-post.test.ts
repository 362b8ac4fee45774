import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature, switchProduct } from '../../src/domains/accounts/index.ts'
import { calling, CAMPUS, house, identifiersBody, locationsBody, MISSPELT, NOWHERE, numbersBody, outcome, REMOVE } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { xml as elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
let tns: string[]
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = calling(world, owner)
  tns = await numbersOf(world, owner, 6)
})
afterAll(() => world.close())

const ELM = {
  HouseNumber: '915', HouseSuffix: '', PreDirectional: '', StreetName: 'Elm', StreetSuffix: 'Ave', PostDirectional: '', AddressLine2: '', City: 'Carpinteria',
  StateCode: 'CA', Zip: '93013', PlusFour: '', County: '', Country: 'United States',
}
const phone = (identifier: string, more = {}) => ({ Identifier: identifier, PIDFLOEnabled: 'true', ...more })
const simple = (identifier: string, callback: string, more = {}) => ({ Identifier: identifier, CallbackNumber: callback, PIDFLOEnabled: 'false', ...more })

describe('201', () => {
  it('answers RECEIVED with what was sent in the documented form, and where the order is', async () => {
    const { status, xml, text: body, headers } = await my.post(numbersBody(tns.slice(0, 2), { CustomerOrderId: 'CustomOrderId1', CallerName: 'CustomCallerName', Address: ELM }))
    expect([status, xml.name]).toEqual([201, 'E911OrderResponse'])
    const id = text(xml, 'E911Order/orderId')
    expect(body).toContain(`<E911OrderResponse><E911Order><CustomerOrderId>CustomOrderId1</CustomerOrderId><orderId>${id}</orderId>`
      + `<ProcessingStatus>RECEIVED</ProcessingStatus><TelephoneNumbers><TelephoneNumber>${tns[0]}</TelephoneNumber><TelephoneNumber>${tns[1]}</TelephoneNumber></TelephoneNumbers>`
      + '<CallerName>CustomCallerName</CallerName><Address><HouseNumber>915</HouseNumber><HouseSuffix/><PreDirectional/><StreetName>Elm</StreetName>'
      + '<StreetSuffix>Ave</StreetSuffix><PostDirectional/><AddressLine2/><City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip><PlusFour/><County/>'
      + '<Country>United States</Country></Address></E911Order></E911OrderResponse>')
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/e911s/${id}`)
    await world.settle(owner.account)
    expect(outcome(await my.read(id))).toBe('COMPLETE')
  })

  it('takes every documented form of order about identifiers and addresses', async () => {
    const pooled = { ...CAMPUS, AddressType: 'E911' }
    const named = { LocationId: 'Some32CharacterOrLessString', ...pooled }
    const one = phone('blep123', { CallerName: 'OptionalCallerName', CallbackNumber: '9706542333', PreferredLanguage: 'en' })
    for (const [body, wanted] of [
      [identifiersBody([one], { Address: pooled }), 'COMPLETE'],
      [identifiersBody([one], { Address: named }), 'COMPLETE'],
      [identifiersBody([{ ...one, LocationId: named.LocationId }]), 'COMPLETE'],
      [identifiersBody([{ ...one, LocationId: named.LocationId }, { Identifier: 'blepblop', CallbackNumber: '9706542334', PIDFLOEnabled: 'false' }],
        { CallerName: 'OptionalCallerName', Address: named }), 'COMPLETE'],
      [identifiersBody([simple('abc123', '9706542335')], { CallerName: 'OptionalCallerName', Address: named }), 'COMPLETE'],
      [identifiersBody([{ Identifier: 'blep123' }], REMOVE), 'COMPLETE'],
      [locationsBody([{ ...named, LocationId: 'other' }]), 'COMPLETE'],
      [locationsBody([{ HouseNumber: '645', PreDirectional: 'E', HouseSuffix: '1/2', StreetName: 'Manchester', StreetSuffix: 'AVE',
        AddressLine2: 'test address line 2', City: 'Los Angeles', StateCode: 'CA', Zip: '90001', LocationId: 'other' }]), 'COMPLETE'],
      [locationsBody([{ LocationId: 'OTHER' }], REMOVE), 'COMPLETE'],
    ] as const) {
      expect([body, outcome(await my.done(body))]).toEqual([body, wanted])
    }
  })

  it('repeats what it was asked to do with identifiers and addresses', async () => {
    const identified = await my.post(identifiersBody([{ Identifier: 'nobody1' }], REMOVE))
    expect(names(at(identified.xml, 'E911Order'))).toEqual(['orderId', 'ProcessingStatus', 'AlternateEndUserIdentifiers', 'DeleteTNSpecificE911Address'])
    const located = await my.post(locationsBody([house('12')]))
    expect(text(located.xml, 'E911Order/AdditionalAddresses/Address/LocationId')).toMatch(/^[0-9a-f]{32}$/)
    expect(text(located.xml, 'E911Order/AdditionalAddresses/Address/HouseNumber')).toBe('12')
  })
})

const numbers = (more: object) => numbersBody(tns.slice(0, 1), { ...more })
const identify = (identifier: object, more: object = { Address: CAMPUS }) => identifiersBody([{ ...identifier }], { ...more })
const many = (count: number, one: (index: number) => object) => Array.from({ length: count }, (_none, index) => ({ ...one(index) }))

describe('400', () => {
  it('tells of an invalid number in the documented words', async () => {
    const { status, text: body } = await my.post(numbersBody(['123'], { Address: CAMPUS }))
    expect([status, body]).toEqual([400, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><E911OrderResponse><ResponseStatus><ErrorCode>5070</ErrorCode>'
      + '<Description>Telephone number is invalid.</Description></ResponseStatus></E911OrderResponse>'])
  })

  it.each<[string, () => string]>([
    ['5052', () => numbers({ CustomerOrderId: 'a_b', Address: CAMPUS })],
    ['5073', () => numbersBody([])], ['5093', () => numbersBody(['9195550100', '9195550100'])],
    ['5095', () => numbersBody(many(5001, (n) => [n]).map((_each, n) => String(9_192_000_000 + n)))],
    ['8001', () => numbers({ CallerName: 'n'.repeat(51), Address: CAMPUS })], ['8002', () => numbers({ CallerName: 'a_b', Address: CAMPUS })],
    ['8001', () => identify(phone('a1', { CallerName: 'n'.repeat(51) }))],
    ['8060', () => numbers({ Address: { ...CAMPUS, HouseNumber: undefined } })], ['8060', () => numbers({ Address: { ...CAMPUS, City: '' } })],
    ['8056', () => numbers({ Address: { ...CAMPUS, Zip: '1234' } })], ['8056', () => numbers({ Address: { ...CAMPUS, PlusFour: '12' } })],
    ['8056', () => locationsBody([{ ...CAMPUS, StreetName: undefined }])],
    ['8063', () => numbers({ Address: { ...CAMPUS, StateCode: 'XX' } })], ['8063', () => locationsBody([{ ...CAMPUS, StateCode: 'United States' }])],
    ['8011', () => `<E911Order>${elements({ TelephoneNumbers: { TelephoneNumber: '9195550100' }, AlternateEndUserIdentifiers: { AlternateEndUserIdentifier: { Identifier: 'a' } } })}</E911Order>`],
    ['8012', () => identify(phone(''))], ['8012', () => identify(simple('abc12', '9195550100'))], ['8013', () => identify(phone('a'.repeat(31)))],
    ['8014', () => identify(phone('a1', { CallbackNumber: '12345' }))], ['8015', () => identify(simple('123456', '9195550100'))],
    ['8016', () => identifiersBody(many(1001, (n) => phone(`a${n}`)), { Address: CAMPUS })],
    ['8017', () => identifiersBody([phone('a1'), phone('a1')], { Address: CAMPUS })],
    ['8018', () => identifiersBody([phone('a1', { CallbackNumber: '9195550100' }), phone('a2', { CallbackNumber: '9195550100' })], { Address: CAMPUS })],
    ['8023', () => identify(phone('a1', { LocationId: 'l'.repeat(129) }))], ['8023', () => locationsBody([{ ...CAMPUS, LocationId: 'l'.repeat(129) }])],
    ['8023', () => locationsBody([{ ...CAMPUS, LocationId: 'Büro' }])],
    ['8024', () => identifiersBody([simple('abcdef', '9195550100'), simple('abcdeg', '9195550101')], { Address: { LocationId: 'hall', ...CAMPUS } })],
    ['8035', () => identify(phone('a1', { PreferredLanguage: 'de' }))],
    ['8036', () => identify(simple('abcdef', '9195550100', { PreferredLanguage: 'en' }))], ['8036', () => identify(simple('abcdef', '9195550100', { LocationId: 'hall' }))],
    ['8038', () => locationsBody([{ LocationId: 'hall', ...CAMPUS }, { LocationId: 'HALL', ...CAMPUS }])],
    ['8045', () => identify(phone('a_b'))], ['8049', () => locationsBody(many(1001, (n) => house(String(n + 1))))],
    ['8057', () => '<E911Order/>'], ['8057', () => numbers({})], ['8057', () => numbers({ ...REMOVE, CallerName: 'Eli' })], ['8057', () => numbers({ ...REMOVE, Address: CAMPUS })],
    ['8057', () => '<E911Order><AlternateEndUserIdentifiers/></E911Order>'], ['8057', () => '<E911Order><AdditionalAddresses/></E911Order>'],
    ['8057', () => locationsBody([CAMPUS], { Address: CAMPUS })], ['8057', () => locationsBody([CAMPUS], REMOVE)],
    ['8057', () => `<E911Order>${elements({ TelephoneNumbers: { TelephoneNumber: '9195550100' }, AdditionalAddresses: { Address: CAMPUS } })}</E911Order>`],
    ['8064', () => identify({ Identifier: 'abcdef', PIDFLOEnabled: 'false' })],
    ['400', () => numbers({ DeleteTNSpecificE911Address: 'perhaps' })], ['400', () => numbers({ Address: { ...CAMPUS, City: 'c'.repeat(201) } })],
  ])('%s: %o', async (code, body) => {
    const { status, xml } = await my.post(body())
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'E911OrderResponse', code])
    expect(text(xml, 'ResponseStatus/Description').length).toBeGreaterThan(10)
  })

  it('refuses XML that is none', async () => {
    const { status, xml } = await my.post('<E911Order><TelephoneNumbers>')
    expect([status, xml.name]).toEqual([400, 'E911OrderResponse'])
  })
})

describe('what an account may do', () => {
  it('depends on its features, but for numbers', async () => {
    const plain = await world.newAccount()
    const its = calling(world, plain)
    const refusal = async (body: string) => {
      const { status, xml } = await its.post(body)
      return status === 201 ? '201' : text(xml, 'ResponseStatus/ErrorCode')
    }
    const dynamic = identify(phone('a1'))
    const fixed = identify(simple('abcdef', '9195550100'))
    const located = identify(simple('abcdef', '9195550100'), { Address: { LocationId: 'hall', ...CAMPUS } })
    await switchFeature(world.database.db, plain.account, 'E911.PIDFLO', 'off')
    expect([await refusal(dynamic), await refusal(fixed), await refusal(located), await refusal(locationsBody([CAMPUS]))]).toEqual(['8061', '201', '8025', '8061'])
    await switchProduct(world.database.db, plain.account, 'UcTrunking', 'off')
    expect([await refusal(located), await refusal(locationsBody([{ LocationId: 'hall', ...CAMPUS }]))]).toEqual(['8032', '8032'])
    await switchFeature(world.database.db, plain.account, 'E911.AEUI', 'off')
    expect([await refusal(dynamic), await refusal(fixed), await refusal(numbersBody(['9195550100']))]).toEqual(['8061', '8022', '201'])
  })
})

describe('what becomes of numbers', () => {
  it('each works or fails by itself, with the documented texts', async () => {
    const stranger = await world.newAccount()
    const [foreign = ''] = await numbersOf(world, stranger, 1)
    const order = await my.done(numbersBody([tns[1] ?? '', foreign, '9992345678']))
    expect(outcome(order)).toBe('PARTIAL 8003 8034')
    const alone = await my.done(numbersBody([foreign]))
    expect([outcome(alone), text(alone.xml, 'ErrorList/Error/Description')]).toEqual(['FAILED 8003', 'Telephone numbers does not belong to this account.'])
    expect(texts(alone.xml, 'ErrorList/Error/TelephoneNumbers/TelephoneNumber')).toEqual([foreign])
  })

  it('numbers that are not in service, and hosted ones, have none', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await world.database.pool.query(`update telephone_number set status = 'PortOut' where tn = $1`, [tn])
    const order = await my.done(numbersBody([tn]))
    expect([outcome(order), text(order.xml, 'ErrorList/Error/Description')]).toEqual(['FAILED 8009', "Telephone numbers not in 'Inservice'"])
  })

  it('a mended address makes the order ADJUSTED, and shows it as it was mended', async () => {
    const order = await my.done(numbersBody(tns.slice(0, 2), { Address: MISSPELT, CallerName: 'Eli' }))
    expect(outcome(order)).toBe('ADJUSTED_COMPLETE')
    expect(text(order.xml, 'Address/StreetName')).toBe('PENNSYLVANIA')
    expect(outcome(await my.done(numbersBody([tns[0] ?? '', '9192345678'], { Address: MISSPELT })))).toMatch(/^ADJUSTED_PARTIAL 80(03|34)$/)
  })

  it.each([
    ['an address that nobody knows', NOWHERE, 'FAILED 8006'], ['a house that the service does not take', house('9112'), 'FAILED 8005'],
    ['a house whose records break', house('9114'), 'FAILED 8010'],
  ])('%s', async (_what, address, wanted) => { expect(outcome(await my.done(numbersBody(tns.slice(2, 4), { Address: address })))).toBe(wanted) })

  it('a house of which only every other record is taken makes the order PARTIAL', async () => {
    const odd = tns.filter((tn) => /[13579]$/.test(tn))
    const order = await my.done(numbersBody(tns, { Address: house('9113') }))
    expect(outcome(order)).toBe('PARTIAL 8005')
    expect(texts(order.xml, 'ErrorList/Error/TelephoneNumbers/TelephoneNumber')).toEqual(odd)
  })

  it('the caller name alone can be changed where there is an address (8110), and only a number with one can lose it (8000)', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    expect(outcome(await my.done(numbersBody([tn], { CallerName: 'Eli' })))).toBe('FAILED 8110')
    expect(outcome(await my.done(numbersBody([tn], REMOVE)))).toBe('FAILED 8000')
    expect(outcome(await my.done(numbersBody([tn])))).toBe('COMPLETE')
    expect(outcome(await my.done(numbersBody([tn], { CallerName: 'Eli' })))).toBe('COMPLETE')
    expect((await my.details(tn)).text).toContain('<CallerName>Eli</CallerName><Address><HouseNumber>901</HouseNumber>')
    expect(outcome(await my.done(numbersBody([tn], REMOVE)))).toBe('COMPLETE')
  })

  it('what the service has locked stays (8005)', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    expect(outcome(await my.done(numbersBody([tn], { Address: house('9115') })))).toBe('COMPLETE')
    expect(outcome(await my.done(numbersBody([tn], REMOVE)))).toBe('FAILED 8005')
    expect((await my.details(tn)).text).toContain('<LastE911OrderOutcome>FAILED</LastE911OrderOutcome><SipPeerAddress>false</SipPeerAddress><Address><HouseNumber>9115')
  })

  it('a house that takes two hours: others wait for their turn (8004), the same again is cancelled (8033)', async () => {
    const own = await numbersOf(world, owner, 2)
    const first = await my.place(numbersBody(own.slice(0, 1), { Address: house('9111') }))
    await world.settle(owner.account)
    expect(outcome(await my.read(first))).toBe('PROCESSING')
    const other = await my.done(numbersBody(own))
    expect([outcome(other), text(other.xml, 'ErrorList/Error/Description')]).toEqual(['PARTIAL 8004', `Telephone numbers are being changed by order ${first}.`])
    const copy = await my.done(numbersBody(own.slice(0, 1), { Address: house('9111') }))
    expect([outcome(copy), text(copy.xml, 'ErrorList/Error/Description')]).toEqual(['FAILED 8033', `The order repeats order ${first} and was cancelled.`])
    await world.advance('PT1H59M', owner.account)
    expect(outcome(await my.read(first))).toBe('PROCESSING')
    await world.advance('PT1M', owner.account)
    expect(outcome(await my.read(first))).toBe('COMPLETE')
    expect(outcome(await my.done(numbersBody(own)))).toBe('COMPLETE')
  })

  it('a service that cannot be reached is asked again three times (8007)', async () => {
    const id = await my.place(numbersBody(tns.slice(4, 5), { Address: house('9116') }))
    await world.settle(owner.account)
    expect(outcome(await my.read(id))).toBe('PROCESSING')
    await world.advance('PT1M', owner.account)
    await world.advance('PT5M', owner.account)
    expect(outcome(await my.read(id))).toBe('PROCESSING')
    await world.advance('PT30M', owner.account)
    expect(outcome(await my.read(id))).toBe('FAILED 8007')
  })

  it('a number that leaves meanwhile fails, and the account forgets it', async () => {
    const [tn = '', stays = ''] = await numbersOf(world, owner, 2)
    const id = await my.place(numbersBody([tn, stays], { Address: house('9111') }))
    await world.settle(owner.account)
    await world.api('POST', `/accounts/${owner.account}/disconnects`, '<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>'
      + `<TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`, { auth: owner.auth })
    await world.settle(owner.account)
    await world.advance('PT2H', owner.account)
    expect(outcome(await my.read(id))).toMatch(/^PARTIAL 800[39]$/)
    const { rows } = await world.database.pool.query(`select identifier from emergency_endpoint where kind = 'TN' and identifier = any($1)`, [[tn, stays]])
    expect(rows).toEqual([{ identifier: stays }])
  })
})
