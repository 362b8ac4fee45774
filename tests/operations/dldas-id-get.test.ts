import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf } from '../world/held-numbers.ts'
import { dldaGroup, lineFeatures } from '../world/line-features.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
let tns: string[]
let id: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
  tns = await numbersOf(world, owner, 2)
  await my.placeDlda(dldaGroup(tns.slice(0, 1)))
  id = await my.placeDlda(dldaGroup(tns), '<CustomerOrderId>5a88d16d-f8a9-45c5-a5db-137d700c6a22</CustomerOrderId>')
})
afterAll(() => world.close())

describe('200', () => {
  it('shows the order with the numbers that it cannot have, and the parts that were given', async () => {
    const { status, xml } = await my.get(`/dldas/${id}`)
    expect([status, xml.name]).toEqual([200, 'DldaOrderResponse'])
    const order = at(xml, 'DldaOrder')
    expect(['OrderId', 'ProcessingStatus', 'AccountId'].map((name) => text(order, name))).toEqual([id, 'RECEIVED', String(owner.account)])
    expect(at(order, 'ErrorList/Error').children.map((part) => part.text))
      .toEqual(['16103', 'DL/DA information cannot be changed because the number is already being processed', tns[0]])
    const group = at(order, 'DldaTnGroups/DldaTnGroup')
    expect(texts(group, 'TelephoneNumbers/TelephoneNumber')).toEqual(tns)
    expect([names(at(group, 'ListingName')), names(at(group, 'Address'))]).toEqual([
      ['FirstName', 'LastName'], ['HouseNumber', 'StreetName', 'City', 'StateCode', 'Zip', 'Country', 'AddressType'],
    ])
  })
})

describe('404', () => {
  it('says the same of an unknown order, of what is no id, and of somebody else\'s order', async () => {
    const unknown = await my.get(`/dldas/${randomUUID()}`)
    expect([unknown.status, unknown.xml.name, names(unknown.xml), names(at(unknown.xml, 'ResponseStatus'))]).toEqual([404, 'DldaOrderResponse', ['ResponseStatus'], ['Description']])
    expect(text(unknown.xml, 'ResponseStatus/Description')).toBe('The resource does not exist')
    const theirs = await lineFeatures(world, await world.newAccount()).get(`/dldas/${id}`)
    expect([(await my.get('/dldas/x')).text, theirs.text, theirs.status]).toEqual([unknown.text, unknown.text, 404])
  })
})
