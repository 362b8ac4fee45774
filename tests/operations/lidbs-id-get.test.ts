import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf } from '../world/held-numbers.ts'
import { lidbGroup, lineFeatures, nameOf } from '../world/line-features.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, has, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
let tns: string[]
let id: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
  tns = await numbersOf(world, owner, 3)
  id = await my.placeLidb(lidbGroup(tns.slice(0, 1)) + lidbGroup(tns.slice(1), nameOf('refused')), '<CustomerOrderId>testCustomerOrderId</CustomerOrderId>')
})
afterAll(() => world.close())

const elements = ['CustomerOrderId', 'orderId', 'OrderCreateDate', 'ProcessingStatus', 'CreatedByUser', 'LastModifiedDate', 'ErrorList', 'LidbTnGroups']

describe('200', () => {
  it('shows an order in process', async () => {
    const { status, xml } = await my.get(`/lidbs/${id}`)
    expect([status, xml.name, names(xml)]).toEqual([200, 'LidbOrder', elements])
    expect(['CustomerOrderId', 'orderId', 'ProcessingStatus', 'CreatedByUser'].map((name) => text(xml, name))).toEqual(['testCustomerOrderId', id, 'PROCESSING', owner.auth.split(':')[0]])
    const [first, second] = all(at(xml, 'LidbTnGroups'), 'LidbTnGroup')
    expect(names(first ?? xml)).toEqual(['TelephoneNumbers', 'FullNumber', 'SubscriberInformation', 'UseType', 'Visibility'])
    expect([texts(second ?? xml, 'TelephoneNumbers/TelephoneNumber'), text(second ?? xml, 'FullNumber')]).toEqual([tns.slice(1), tns[1]])
  })

  it('shows when it ended, and for which numbers nothing came of it', async () => {
    await my.finish()
    const { xml } = await my.get(`/lidbs/${id}`)
    expect([text(xml, 'ProcessingStatus'), has(xml, 'OrderCompleteDate')]).toEqual(['PARTIAL', true])
    expect(all(at(xml, 'ErrorList'), 'Error').map((error) => error.children.map((part) => part.text)))
      .toEqual(tns.slice(1).map((tn) => [tn, '1005', 'SubscriberInformation was refused: the database does not take this name']))
  })
})

describe('404', () => {
  it('says the same of an unknown order, of what is no id, and of somebody else\'s order', async () => {
    const stranger = await world.newAccount()
    const unknown = await my.get(`/lidbs/${randomUUID()}`)
    expect([unknown.status, unknown.xml.name, names(at(unknown.xml, 'ResponseStatus'))]).toEqual([404, 'LidbOrderReportResponse', ['Description']])
    expect(text(unknown.xml, 'ResponseStatus/Description')).toBe('The resource does not exist')
    const theirs = await lineFeatures(world, stranger).get(`/lidbs/${id}`)
    expect([(await my.get('/lidbs/x')).text, theirs.text, theirs.status]).toEqual([unknown.text, unknown.text, 404])
  })
})
