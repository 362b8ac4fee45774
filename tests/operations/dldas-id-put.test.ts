import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { dldaGroup, dldaXml, EVERY_PART, lineFeatures, listing, listingOf } from '../world/line-features.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, has, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
})
afterAll(() => world.close())

const own = (quantity: number) => numbersOf(world, owner, quantity)
const AS_DOCUMENTED = EVERY_PART.replace('<SubscriberType>RESIDENTIAL</SubscriberType>', '<AccountType>RESIDENCE</AccountType>').replace('>LISTED<', '>NON_LISTED<')

describe('200', () => {
  it('replaces numbers and listing, and lets go the numbers that are left out', async () => {
    const [first = '', second = ''] = await own(2)
    const id = await my.placeDlda(dldaGroup([first]), '<CustomerOrderId>before</CustomerOrderId>')
    const { status, xml } = await my.put(`/dldas/${id}`, dldaXml(dldaGroup([second], AS_DOCUMENTED), '<CustomerOrderId>after</CustomerOrderId>'))
    expect([status, xml.name]).toEqual([200, 'DldaOrderResponse'])
    const order = at(xml, 'DldaOrder')
    expect(['OrderId', 'CustomerOrderId', 'ProcessingStatus', 'ErrorList'].map((name) => text(order, name))).toEqual([id, 'after', 'RECEIVED', ''])
    const group = at(order, 'DldaTnGroups/DldaTnGroup')
    expect([texts(group, 'TelephoneNumbers/TelephoneNumber'), text(group, 'AccountType'), text(group, 'ListingType')]).toEqual([[second], 'RESIDENCE', 'NON_LISTED'])
    expect([await my.featureOf(first, 'Dlda'), has(at(order, 'DldaTnGroups'), 'DldaTnGroup/ListingName/PlaceListingAs')]).toEqual([undefined, true])
    expect((await my.post('/dldas', dldaXml(dldaGroup([first])))).status).toBe(201)
    await world.settle(owner.account)
    await my.finish()
    expect([await my.statusOf(`/dldas/${id}`), await my.featureOf(second, 'Dlda')]).toEqual(['COMPLETE', expect.stringContaining('NON_LISTED')])
  })

  it('may keep its numbers, and keeps the customer order id that is not given', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeDlda(dldaGroup([tn]), '<CustomerOrderId>mine</CustomerOrderId>')
    const { xml } = await my.put(`/dldas/${id}`, dldaXml(dldaGroup([tn], listingOf('Jones'))))
    expect([text(xml, 'DldaOrder/CustomerOrderId'), text(xml, 'DldaOrder/DldaTnGroups/DldaTnGroup/ListingName/LastName')]).toEqual(['mine', 'Jones'])
    expect(await my.featureOf(tn, 'Dlda')).toContain('<Status>Pending</Status>')
  })

  it('names the numbers that it cannot have, as POST does', async () => {
    const [mine = '', others = ''] = await own(2)
    await my.placeDlda(dldaGroup([others]))
    const id = await my.placeDlda(dldaGroup([mine]))
    const { status } = await my.put(`/dldas/${id}`, dldaXml(dldaGroup([mine, others])))
    expect([status, await my.errorsOf(`/dldas/${id}`)]).toEqual([200, { [others]: '16103' }])
  })

  it('does not put off when the order is handed over', async () => {
    const tns = await own(1)
    const id = await my.placeDlda(dldaGroup(tns))
    await world.advance('PT9M', owner.account)
    expect((await my.put(`/dldas/${id}`, dldaXml(dldaGroup(tns)))).status).toBe(200)
    await world.advance('PT1M', owner.account)
    expect(await my.statusOf(`/dldas/${id}`)).toBe('PROCESSING')
  })
})

describe('400', () => {
  it('refuses an order that was handed over with 16105, without repeating it, also when it is done', async () => {
    const tns = await own(1)
    const id = await my.placeDlda(dldaGroup(tns))
    await world.advance('PT10M', owner.account)
    const { status, xml } = await my.put(`/dldas/${id}`, dldaXml(dldaGroup(tns)))
    expect([status, xml.name, names(xml), text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'DldaOrderResponse', ['ResponseStatus'], '16105'])
    expect(text(xml, 'ResponseStatus/Description')).toBe('Order cannot be changed or cancelled because it is already being processed')
    await my.finish()
    expect(text((await my.put(`/dldas/${id}`, dldaXml(dldaGroup(tns)))).xml, 'ResponseStatus/ErrorCode')).toBe('16105')
  })

  it('refuses an order that has failed with 16106', async () => {
    const tns = await own(1)
    const id = await my.placeDlda(dldaGroup(tns, listingOf('Refused')))
    await my.finish()
    expect(text((await my.put(`/dldas/${id}`, dldaXml(dldaGroup(tns)))).xml, 'ResponseStatus/ErrorCode')).toBe('16106')
  })

  it.each([
    ['without usable numbers', dldaXml(dldaGroup(['9195551212'])), '16104'], ['without a number', '<DldaOrder/>', '16104'],
    ['without a type of account', dldaXml(dldaGroup(['9195551212'], listing({ type: '' }))), '16109'], ['that cannot be read', '<DldaOrder>', '5002'],
  ])('refuses a change %s, and leaves the order as it was', async (_what, body, code) => {
    const [tn = ''] = await own(1)
    const id = await my.placeDlda(dldaGroup([tn]))
    const before = await my.get(`/dldas/${id}`)
    const { status, xml } = await my.put(`/dldas/${id}`, body)
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
    expect((await my.get(`/dldas/${id}`)).text).toBe(before.text)
    expect(await my.featureOf(tn, 'Dlda')).toContain('Pending')
  })

  it('refuses an account that has lost the feature', async () => {
    const other = await world.newAccount()
    const theirs = lineFeatures(world, other)
    const tns = await numbersOf(world, other, 1)
    const id = await theirs.placeDlda(dldaGroup(tns))
    await switchFeature(world.database.db, other.account, 'Origination.DlDa', 'off')
    expect(text((await theirs.put(`/dldas/${id}`, dldaXml(dldaGroup(tns)))).xml, 'ResponseStatus/ErrorCode')).toBe('5078')
  })
})

describe('404', () => {
  it('says the same of an unknown order and of somebody else\'s', async () => {
    const id = await my.placeDlda(dldaGroup(await own(1)))
    const unknown = await my.put(`/dldas/${randomUUID()}`, dldaXml(dldaGroup(['9195551212'])))
    const theirs = await lineFeatures(world, await world.newAccount()).put(`/dldas/${id}`, dldaXml(dldaGroup(['9195551212'])))
    expect([unknown.status, unknown.xml.name, theirs.text]).toEqual([404, 'DldaOrderResponse', unknown.text])
  })
})
