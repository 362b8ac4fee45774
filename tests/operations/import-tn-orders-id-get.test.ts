import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside, SUBSCRIBER } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = bringing(world, owner)
})
afterAll(() => world.close())

describe('200', () => {
  it('shows the order with what its address is for', async () => {
    const tns = await outside(world, 2)
    const { status, xml } = await my.get(`/importTnOrders/${await my.import(tns, { more: '<LoaType>carrier</LoaType>' })}`)
    expect([status, xml.name]).toEqual([200, 'ImportTnOrder'])
    expect(names(xml)).toEqual(['CustomerOrderId', 'OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'SiteId', 'SipPeerId',
      'Subscriber', 'LoaAuthorizingPerson', 'LoaType', 'TelephoneNumbers', 'ProcessingStatus', 'Errors'])
    expect(['ProcessingStatus', 'LoaType', 'Subscriber/Name', 'Errors'].map((path) => text(xml, path))).toEqual(['COMPLETE', 'CARRIER', 'ABC Inc.', ''])
    const address = at(xml, 'Subscriber/ServiceAddress')
    expect(names(address)).toEqual(['HouseNumber', 'StreetName', 'City', 'StateCode', 'Zip', 'County', 'Country', 'AddressType'])
    expect([text(address, 'Country'), text(address, 'AddressType')]).toEqual(['United States', 'Service'])
    expect(texts(xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(tns)
  })

  it('keeps the country that was given, and knows a Canadian postal code', async () => {
    const countryOf = async (subscriber: string) =>
      text((await my.get(`/importTnOrders/${await my.import(await outside(world, 1), { subscriber })}`)).xml, 'Subscriber/ServiceAddress/Country')
    expect(await countryOf(SUBSCRIBER.replace('</County>', '</County><Country>US</Country>'))).toBe('US')
    expect(await countryOf(SUBSCRIBER.replace('27541', 'K1A 0B1'))).toBe('Canada')
  })

  it('masks whose numbers they are for a reader without the right to see it', async () => {
    const id = await my.import(await outside(world, 1))
    const ordering = { role: 'ROLE_API_ORDERING', view: true, update: false } as const
    const masked = await person(world, { username: 'masked imports', accounts: [owner.account], roles: [ordering] })
    const seeing = await person(world, { username: 'seeing imports', accounts: [owner.account], roles: [ordering, { role: 'ROLE_API_END_USER', view: true, update: false }] })
    const shown = async (auth: string) => {
      const { xml } = await world.api('GET', `/accounts/${owner.account}/importTnOrders/${id}`, undefined, { auth })
      const address = at(xml, 'Subscriber/ServiceAddress')
      return [text(xml, 'Subscriber/Name'), text(xml, 'LoaAuthorizingPerson'), ...address.children.map((part) => part.text)]
    }
    expect(await shown(masked)).toEqual(['********', '********', '********', '********', 'Denver', 'CO', '********', 'Canyon', 'United States', 'Service'])
    expect(await shown(seeing)).toEqual(['ABC Inc.', 'The Authguy', '11235', 'Back', 'Denver', 'CO', '27541', 'Canyon', 'United States', 'Service'])
  })

  it('names each problem once, with all the numbers that have it', async () => {
    const ours = await available(world, '303', 2)
    const [tn = ''] = await outside(world, 1)
    const { xml } = await my.get(`/importTnOrders/${await my.import([...ours, tn])}`)
    expect(names(at(xml, 'Errors'))).toEqual(['Error'])
    expect(names(at(xml, 'Errors/Error'))).toEqual(['Code', 'Description', 'TelephoneNumbers'])
    expect([text(xml, 'ProcessingStatus'), text(xml, 'Errors/Error/Code'), texts(xml, 'Errors/Error/TelephoneNumbers/TelephoneNumber')]).toEqual(['PARTIAL', '19006', ours])
  })
})

describe('404', () => {
  it('answers in one way for an id of nobody, of another account, of another kind of order and for none at all', async () => {
    const stranger = bringing(world, await world.newAccount())
    const theirs = await stranger.import(await outside(world, 1))
    for (const id of [randomUUID(), theirs, 'no-id']) {
      const { status, xml } = await my.get(`/importTnOrders/${id}`)
      expect([status, xml.name, text(xml, 'ResponseStatus/Description')]).toEqual([404, 'ErrorResponse', 'The resource does not exist'])
    }
  })
})
