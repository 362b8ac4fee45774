import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { giveUp } from '../world/numbers.ts'
import { ADDRESS, dldaGroup, dldaXml, EVERY_PART, holdMost, lineFeatures, listing, listingOf, LISTING_NAME } from '../world/line-features.ts'
import { search } from '../world/orders.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
})
afterAll(() => world.close())

const own = (quantity: number, areaCode?: string) => numbersOf(world, owner, quantity, areaCode)
const ORDER = ['CustomerOrderId', 'OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'ErrorList', 'ProcessingStatus', 'DldaTnGroups']

describe('201', () => {
  it('answers RECEIVED with the order in the documented form: empty parts stay, types have the words of answers', async () => {
    const tns = await own(1)
    const { status, xml, headers } = await my.post('/dldas', dldaXml(dldaGroup(tns, EVERY_PART), '<CustomerOrderId>my order-1</CustomerOrderId>'))
    expect([status, xml.name]).toEqual([201, 'DldaOrderResponse'])
    const order = at(xml, 'DldaOrder')
    expect(names(order)).toEqual(ORDER)
    expect(['CustomerOrderId', 'AccountId', 'CreatedByUser', 'ErrorList', 'ProcessingStatus'].map((name) => text(order, name)))
      .toEqual(['my order-1', String(owner.account), owner.auth.split(':')[0], '', 'RECEIVED'])
    const group = at(order, 'DldaTnGroups/DldaTnGroup')
    expect(names(group)).toEqual(['TelephoneNumbers', 'AccountType', 'ListingType', 'ListingName', 'ListAddress', 'Address'])
    expect([text(group, 'AccountType'), texts(group, 'TelephoneNumbers/TelephoneNumber')]).toEqual(['RESIDENCE', tns])
    expect(names(at(group, 'ListingName'))).toEqual(['FirstName', 'FirstName2', 'LastName', 'Designation', 'TitleOfLineage', 'TitleOfAddress', 'TitleOfAddress2',
      'TitleOfLineageName2', 'TitleOfAddressName2', 'TitleOfAddress2Name2', 'PlaceListingAs'])
    expect(names(at(group, 'Address'))).toEqual(['HousePrefix', 'HouseNumber', 'HouseSuffix', 'PreDirectional', 'StreetName', 'StreetSuffix', 'PostDirectional',
      'AddressLine2', 'City', 'StateCode', 'Zip', 'PlusFour', 'County', 'Country', 'AddressType'])
    expect([text(group, 'Address/Country'), text(group, 'Address/AddressType')]).toEqual(['United States', 'Dlda'])
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/dldas/${text(order, 'OrderId')}`)
  })

  it('is handed over after ten minutes, and done 26 hours later', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeDlda(dldaGroup([tn]))
    const shown = (status: string) => `<Dlda><Status>${status}</Status><SubscriberType>BUSINESS</SubscriberType><ListingType>LISTED</ListingType>` +
      `<ListingName>${LISTING_NAME}</ListingName><ListAddress>true</ListAddress><Address>${ADDRESS}<Country>United States</Country><AddressType>Dlda</AddressType></Address></Dlda>`
    expect(await my.statusOf(`/dldas/${id}`)).toBe('RECEIVED')
    await world.advance('PT10M', owner.account)
    expect([await my.statusOf(`/dldas/${id}`), await my.featureOf(tn, 'Dlda')]).toEqual(['PROCESSING', shown('Pending')])
    await world.advance('PT25H59M', owner.account)
    expect(await my.statusOf(`/dldas/${id}`)).toBe('PROCESSING')
    await world.advance('PT1M', owner.account)
    expect([await my.statusOf(`/dldas/${id}`), await my.featureOf(tn, 'Dlda')]).toEqual(['COMPLETE', shown('Success')])
  })

  it.each([
    ['SubscriberType', 'RESIDENTIAL', 'RESIDENCE', 'RESIDENTIAL'], ['SubscriberType', 'business', 'BUSINESS', 'BUSINESS'], ['AccountType', 'RESIDENCE', 'RESIDENCE', 'RESIDENTIAL'],
    ['AccountType', 'RESIDENTIAL', 'RESIDENCE', 'RESIDENTIAL'], ['AccountType', 'BUSINESS', 'BUSINESS', 'BUSINESS'],
  ])('takes %s %s, says AccountType %s, and SubscriberType %s in details of the number', async (name, value, inAnswers, inDetails) => {
    const [tn = ''] = await own(1)
    const { xml } = await my.post('/dldas', dldaXml(dldaGroup([tn], listing({ type: `<${name}>${value}</${name}>` }))))
    expect(text(xml, 'DldaOrder/DldaTnGroups/DldaTnGroup/AccountType')).toBe(inAnswers)
    expect(await my.featureOf(tn, 'Dlda')).toContain(`<SubscriberType>${inDetails}</SubscriberType>`)
  })

  it.each(['NON_LISTED', 'NON_PUBLISHED', 'listed'])('takes the listing type %s', async (type) => {
    const { status, xml } = await my.post('/dldas', dldaXml(dldaGroup(await own(1), listing({ listing: `<ListingType>${type}</ListingType>` }))))
    expect([status, text(xml, 'DldaOrder/DldaTnGroups/DldaTnGroup/ListingType')]).toEqual([201, type.toUpperCase()])
  })

  it('takes the whole name of a business as its last name, and an address that is not to be listed', async () => {
    const parts = listing({ name: '<ListingName><LastName>Joe\'s Pizza</LastName></ListingName>', list: '<ListAddress>false</ListAddress>' })
    const { status, xml } = await my.post('/dldas', dldaXml(dldaGroup(await own(1), parts)))
    expect([status, text(xml, 'DldaOrder/DldaTnGroups/DldaTnGroup/ListAddress')]).toEqual([201, 'false'])
  })

  it('names each number that cannot be listed, and goes on with the others', async () => {
    const [pending = '', good = ''] = await own(2)
    await my.placeDlda(dldaGroup([pending]))
    const [tollFree = ''] = await own(1, '888')
    const [available = ''] = await search(world, 1)
    const [elsewhere = ''] = await numbersOf(world, await world.newAccount(), 1)
    const [unknown = '', imported = ''] = await outside(world, 2)
    await bringing(world, owner).import([imported])
    const [canadian = ''] = await own(1)
    await world.database.pool.query("update telephone_number set lata = 888 where tn = $1", [canadian])
    const wanted = { '123': '5070', [pending]: '16103', [tollFree]: '16100', [available]: '16101', [elsewhere]: '16101', [unknown]: '16111', [imported]: '16102', [canadian]: '16116' }
    const { status, xml } = await my.post('/dldas', dldaXml(dldaGroup([good, ...Object.keys(wanted)])))
    expect(status).toBe(201)
    const order = at(xml, 'DldaOrder')
    const errors = at(order, 'ErrorList').children
    expect(names(errors[0] ?? xml)).toEqual(['Code', 'Description', 'TelephoneNumber'])
    expect(Object.fromEntries(errors.map((error) => [text(error, 'TelephoneNumber'), text(error, 'Code')]))).toEqual(wanted)
    expect(errors.find((error) => text(error, 'Code') === '16103')?.children[1]?.text)
      .toBe('DL/DA information cannot be changed because the number is already being processed')
    await world.settle(owner.account)
    await my.finish()
    const path = `/dldas/${text(order, 'OrderId')}`
    expect([await my.statusOf(path), await my.errorsOf(path)]).toEqual(['PARTIAL', wanted])
  })

  it('replaces the listing of a number when it is done, not before, and not where it is refused', async () => {
    const [tn = ''] = await own(1)
    for (const [name, status] of [['Smith', 'COMPLETE'], ['Refused', 'FAILED'], ['Jones', 'COMPLETE']] as const) {
      const id = await my.placeDlda(dldaGroup([tn], listingOf(name)))
      expect(await my.featureOf(tn, 'Dlda')).toContain(`<Status>Pending</Status><SubscriberType>BUSINESS</SubscriberType><ListingType>LISTED</ListingType><ListingName><LastName>${name}`)
      await my.finish()
      expect(await my.statusOf(`/dldas/${id}`)).toBe(status)
      if (status === 'FAILED') expect(await my.errorsOf(`/dldas/${id}`)).toEqual({ [tn]: '16115' })
      expect(await my.featureOf(tn, 'Dlda')).toMatch(new RegExp(`<Status>Success</Status>.*<LastName>${name === 'Jones' ? 'Jones' : 'Smith'}<`))
    }
  })

  it('ran out of time where the directory could not be reached for a day', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeDlda(dldaGroup([tn], listingOf('UNREACHABLE')))
    for (const pause of ['PT10M', 'PT1M', 'PT10M', 'PT1H', 'PT6H', 'PT17H']) await world.advance(pause, owner.account)
    expect([await my.statusOf(`/dldas/${id}`), await my.errorsOf(`/dldas/${id}`)]).toEqual(['FAILED', { [tn]: '5014' }])
  })

  it('fails for a number that has left the account meanwhile', async () => {
    const [gone = '', here = ''] = await own(2)
    const id = await my.placeDlda(dldaGroup([gone, here]))
    await world.advance('PT10M', owner.account)
    await giveUp(world, owner, [gone])
    await world.settle(owner.account)
    await my.finish()
    expect([await my.statusOf(`/dldas/${id}`), await my.errorsOf(`/dldas/${id}`)]).toEqual(['PARTIAL', { [gone]: '16108' }])
  })

  it('is one order for 5,000 numbers', async () => {
    const other = await world.newAccount()
    const theirs = lineFeatures(world, other)
    const id = await theirs.placeDlda(dldaGroup(await holdMost(world, other)))
    await theirs.finish()
    expect([await theirs.statusOf(`/dldas/${id}`), await theirs.errorsOf(`/dldas/${id}`)]).toEqual(['COMPLETE', {}])
    const { rows } = await world.database.pool.query("select count(*) as count from line_feature where order_id = $1 and state = 'entered'", [id])
    expect(rows).toEqual([{ count: 5000 }])
  })

  it('repeats the first answer under the same Idempotency-Key', async () => {
    const tns = await own(1)
    const send = () => world.api('POST', `/accounts/${owner.account}/dldas`, dldaXml(dldaGroup(tns)), { auth: owner.auth, headers: { 'idempotency-key': 'dlda-1' } })
    const [first, second] = [await send(), await send()]
    expect([second.status, second.text]).toEqual([201, first.text])
  })
})

describe('400', () => {
  it('has no numbers for processing, and repeats the order with what is wrong with each', async () => {
    const { status, xml } = await my.post('/dldas', dldaXml(dldaGroup([''], EVERY_PART), '<CustomerOrderId>REST Site</CustomerOrderId>'))
    expect([status, xml.name, names(xml)]).toEqual([400, 'DldaOrderResponse', ['ResponseStatus', 'DldaOrder']])
    expect([text(xml, 'ResponseStatus/ErrorCode'), text(xml, 'ResponseStatus/Description')]).toEqual(['16104', 'No numbers for processing'])
    const order = at(xml, 'DldaOrder')
    expect(names(order)).toEqual(ORDER.filter((name) => name !== 'OrderId'))
    expect(at(order, 'ErrorList/Error').children.map((part) => [part.name, part.text])).toEqual([['Code', '5070'], ['Description', 'Telephone number is invalid.'], ['TelephoneNumber', '']])
    expect([text(order, 'ProcessingStatus'), text(order, 'CustomerOrderId'), text(order, 'DldaTnGroups/DldaTnGroup/AccountType')]).toEqual(['FAILED', 'REST Site', 'RESIDENCE'])
    expect([text(order, 'DldaTnGroups/DldaTnGroup/Address/AddressType'), text(order, 'DldaTnGroups/DldaTnGroup/Address/Country')]).toEqual(['DLDA', 'United States'])
  })

  it.each([
    ['no subscriber type', listing({ type: '' }), '16109'], ['an unknown subscriber type', listing({ type: '<SubscriberType>HOME</SubscriberType>' }), '16109'],
    ['no listing type', listing({ listing: '' }), '16110'], ['an unknown listing type', listing({ listing: '<ListingType>SECRET</ListingType>' }), '16110'],
    ['no name', listing({ name: '' }), '1003', 'ListingName'], ['no last name', listing({ name: '<ListingName><FirstName>Joe</FirstName></ListingName>' }), '1003', 'LastName'],
    ['a person without a first name', listing({ type: '<SubscriberType>RESIDENTIAL</SubscriberType>', name: '<ListingName><FirstName/><LastName>Smith</LastName></ListingName>' }), '1003', 'FirstName'],
    ['nothing of whether to list the address', listing({ list: '' }), '1003', 'ListAddress'], ['neither true nor false', listing({ list: '<ListAddress>maybe</ListAddress>' }), '5002', 'ListAddress'],
    ['no address', listing({ address: '' }), '1003', 'Address'],
    ...[['HouseNumber', '12', '12536'], ['StreetName', 'ELM', '12538'], ['City', 'New York', '12540'], ['StateCode', 'NY', '12542'], ['Zip', '10007', '12644']].flatMap(([name = '', value = '', code = '']) => [
      [`no ${name}`, listing({ address: `<Address>${ADDRESS.replace(`<${name}>${value}</${name}>`, '')}</Address>` }), code],
      [`an empty ${name}`, listing({ address: `<Address>${ADDRESS.replace(`<${name}>${value}</${name}>`, `<${name}/>`)}</Address>` }), code],
    ]),
    ['an unknown state', listing({ address: `<Address>${ADDRESS.replace('>NY<', '>ON<')}</Address>` }), '16114', 'ON'],
    ['a ZIP that is none', listing({ address: `<Address>${ADDRESS.replace('10007', '1000')}</Address>` }), '13103'],
    ['another type of address', listing({ address: `<Address>${ADDRESS}<AddressType>Service</AddressType></Address>` }), '12579'],
    ['another country', listing({ address: `<Address>${ADDRESS}<Country>France</Country></Address>` }), '5002', 'Country'],
    ['a part that is too long', listing({ name: `<ListingName><LastName>${'n'.repeat(201)}</LastName></ListingName>` }), '5002', 'LastName'],
  ])('refuses a listing with %s', async (_what, parts = '', code = '', words = '') => {
    const { status, xml } = await my.post('/dldas', dldaXml(dldaGroup(['9195551212'], parts)))
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'DldaOrderResponse', code])
    expect(text(xml, 'ResponseStatus/Description')).toContain(words)
  })

  it('names everything that is wrong, the first thing first', async () => {
    const { xml } = await my.post('/dldas', dldaXml(dldaGroup(['9195551212'], listing({ type: '', listing: '', address: '<Address/>' }))))
    expect(text(xml, 'ResponseStatus/ErrorCode')).toBe('16109')
    expect(all(at(xml, 'DldaOrder/ErrorList'), 'Error').map((error) => text(error, 'Code'))).toEqual(['16110', '12536', '12538', '12540', '12542', '12644'])
  })

  it.each([
    ['no groups', '<DldaOrder/>', '16104'], ['no numbers', dldaXml(dldaGroup([])), '16104'], ['a number twice', dldaXml(dldaGroup(['9195551212']) + dldaGroup(['919-555-1212'])), '5093'],
    ['more than 5,000 numbers', dldaXml(dldaGroup(Array.from({ length: 5001 }, (_, index) => String(9_192_000_000 + index)))), '5095'],
    ['an id of other characters', dldaXml(dldaGroup(['9195551212']), '<CustomerOrderId>a_b</CustomerOrderId>'), '5052'],
  ])('refuses an order with %s', async (_what, body, code) => {
    const { status, xml } = await my.post('/dldas', body)
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })

  it('refuses a body that cannot be read', async () => {
    const { status, xml } = await my.post('/dldas', '<DldaOrder><DldaTnGroups>')
    expect([status, xml.name, names(xml), text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'DldaOrderResponse', ['ResponseStatus'], '5002'])
  })

  it('refuses an account without the feature', async () => {
    const other = await world.newAccount()
    await switchFeature(world.database.db, other.account, 'Origination.DlDa', 'off')
    const { status, xml } = await lineFeatures(world, other).post('/dldas', dldaXml(dldaGroup(['9195551212'])))
    expect([status, text(xml, 'ResponseStatus/ErrorCode'), text(xml, 'ResponseStatus/Description')]).toEqual([400, '5078', expect.stringContaining('DlDa')])
  })

  it('refuses a number whose earlier listing is still being taken out, for a day', async () => {
    const [tn = ''] = await own(1)
    await my.placeDlda(dldaGroup([tn]))
    await my.finish()
    const { disconnect } = actions(world, owner)
    await disconnect([tn])
    const codeOf = async () => text((await my.post('/dldas', dldaXml(dldaGroup([tn])))).xml, 'DldaOrder/ErrorList/Error/Code')
    expect(await codeOf()).toBe('16107')
    await world.advance('PT23H59M', owner.account)
    expect(await codeOf()).toBe('16107')
    await world.advance('PT1M', owner.account)
    expect(await codeOf()).toBe('16101')
    expect((await world.database.pool.query('select from line_feature where tn = $1', [tn])).rows).toEqual([])
  })

  it('stores nothing of what it refuses', async () => {
    const count = async () => (await world.database.pool.query('select (select count(*) from orders) + (select count(*) from line_feature) + (select count(*) from timer) as count')).rows
    const before = await count()
    await my.post('/dldas', dldaXml(dldaGroup(['9195551212'])))
    expect(await count()).toEqual(before)
  })
})

describe('404', () => {
  it('is what somebody else hears', async () => {
    const stranger = await world.newAccount()
    const { status } = await world.api('POST', `/accounts/${owner.account}/dldas`, dldaXml(dldaGroup(['9195551212'])), { auth: stranger.auth })
    expect(status).toBe(404)
  })
})
