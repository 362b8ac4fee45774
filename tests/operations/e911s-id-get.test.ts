import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calling, CAMPUS, identifiersBody, locationsBody, numbersBody, REMOVE } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
let tn: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = calling(world, owner)
  tn = (await numbersOf(world, owner, 1))[0] ?? ''
})
afterAll(() => world.close())

describe('200', () => {
  it('shows an order for numbers in the documented form, each problem once with its numbers', async () => {
    const address = { HouseNumber: '901', StreetName: 'Main Campus Drive', City: 'Raleigh', StateCode: 'NC', Zip: '27606', Country: 'United States' }
    const { status, text: body, xml } = await my.done(numbersBody([tn, '3172000000', '3172000001'], { CustomerOrderId: 'test', CallerName: 'testName111111', Address: address }))
    expect([status, xml.name]).toEqual([200, 'E911Order'])
    expect(names(xml)).toEqual(['OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'Address', 'CallerName', 'CustomerOrderId',
      'ProcessingStatus', 'TelephoneNumbers', 'ErrorList', 'OrderType'])
    expect(body).toContain('<Address><HouseNumber>901</HouseNumber><StreetName>Main Campus Drive</StreetName><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip>'
      + '<Country>United States</Country></Address><CallerName>testName111111</CallerName><CustomerOrderId>test</CustomerOrderId><ProcessingStatus>PARTIAL</ProcessingStatus>'
      + `<TelephoneNumbers><TelephoneNumber>${tn}</TelephoneNumber><TelephoneNumber>3172000000</TelephoneNumber><TelephoneNumber>3172000001</TelephoneNumber></TelephoneNumbers>`
      + '<ErrorList><Error><Code>8003</Code><Description>Telephone numbers does not belong to this account.</Description>'
      + '<TelephoneNumbers><TelephoneNumber>3172000000</TelephoneNumber><TelephoneNumber>3172000001</TelephoneNumber></TelephoneNumbers></Error></ErrorList>'
      + '<OrderType>e911</OrderType></E911Order>')
  })

  it('shows identifiers, with the addresses of their locations', async () => {
    await my.done(locationsBody([{ LocationId: 'hall', ...CAMPUS }]))
    const { xml } = await my.done(identifiersBody([
      { PIDFLOEnabled: 'true', Identifier: 'eli1', CallbackNumber: '9706542332', CallerName: 'Eli', PreferredLanguage: 'fr', LocationId: 'HALL' },
      { PIDFLOEnabled: 'true', Identifier: 'ethan1', CallbackNumber: '9706542333', CallerName: 'Ethan', PreferredLanguage: 'en' },
    ], { Address: CAMPUS }))
    const [eli = xml, ethan = xml] = all(at(xml, 'AlternateEndUserIdentifiers'), 'AlternateEndUserIdentifier')
    expect(names(eli)).toEqual(['PIDFLOEnabled', 'Identifier', 'CallbackNumber', 'CallerName', 'PreferredLanguage', 'LocationId', 'Address'])
    expect(names(at(eli, 'Address'))).toEqual(['LocationId', 'HouseNumber', 'HouseSuffix', 'PreDirectional', 'StreetName', 'StreetSuffix', 'PostDirectional', 'AddressLine2',
      'City', 'StateCode', 'Zip', 'PlusFour', 'County', 'Country'])
    expect([text(eli, 'Address/LocationId'), text(eli, 'Address/PlusFour')]).toEqual(['hall', '5244'])
    expect(names(ethan)).toEqual(['PIDFLOEnabled', 'Identifier', 'CallbackNumber', 'CallerName', 'PreferredLanguage'])
    const removal = await my.done(identifiersBody([{ Identifier: 'eli1' }], REMOVE))
    expect(names(at(removal.xml, 'AlternateEndUserIdentifiers/AlternateEndUserIdentifier'))).toEqual(['Identifier'])
    expect(text(removal.xml, 'DeleteTNSpecificE911Address')).toBe('true')
  })

  it('shows additional addresses in full, and only the ids of those that go', async () => {
    const { xml } = await my.done(locationsBody([{ LocationId: 'attic', ...CAMPUS, AddressType: 'E911' }]))
    expect(names(at(xml, 'AdditionalAddresses/Address'))).toEqual(['LocationId', 'HouseNumber', 'HouseSuffix', 'PreDirectional', 'StreetName', 'StreetSuffix',
      'PostDirectional', 'AddressLine2', 'City', 'StateCode', 'Zip', 'PlusFour', 'County', 'Country', 'AddressType'])
    const removal = await my.done(locationsBody([{ LocationId: 'attic' }], REMOVE))
    expect(names(at(removal.xml, 'AdditionalAddresses/Address'))).toEqual(['LocationId'])
  })
})

describe('404', () => {
  it('is the documented one for an order that does not exist, and the same for somebody else\'s', async () => {
    const id = await my.place(numbersBody([tn]))
    const none = await my.read(randomUUID())
    expect([none.status, none.text]).toEqual([404, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><E911OrderReportResponse><ResponseStatus>'
      + '<Description>The resource does not exist</Description></ResponseStatus></E911OrderReportResponse>'])
    const foreign = await calling(world, await world.newAccount()).read(id)
    expect([foreign.status, foreign.text]).toEqual([404, none.text])
    expect((await my.read('no-id')).text).toBe(none.text)
    await world.settle(owner.account)
  })
})
