import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf } from '../world/held-numbers.ts'
import { dldaGroup, dldaXml, lineFeatures, listingOf } from '../world/line-features.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
})
afterAll(() => world.close())

const historyOf = async (id: string) => all((await my.get(`/dldas/${id}/history`)).xml, 'OrderHistory')

describe('200', () => {
  it('tells in the documented words what happened, always in the name of whoever placed the order', async () => {
    const id = await my.placeDlda(dldaGroup(await numbersOf(world, owner, 1)))
    await my.finish()
    const { status, xml } = await my.get(`/dldas/${id}/history`)
    expect([status, xml.name, names(xml.children[0] ?? xml)]).toEqual([200, 'OrderHistoryWrapper', ['OrderDate', 'Note', 'Author', 'Status']])
    const [user] = owner.auth.split(':')
    expect(xml.children.map((entry) => ['Note', 'Author', 'Status'].map((name) => text(entry, name)))).toEqual([
      ['The DL/DA request has been received', user, 'RECEIVED'],
      ['The DL/DA request is being processed by our 3rd party supplier', user, 'PROCESSING'],
      ['The DL/DA request is complete for all TNs', user, 'COMPLETE'],
    ])
  })

  it('tells of changes, and of the customer order id what it was', async () => {
    const tns = await numbersOf(world, owner, 1)
    const id = await my.placeDlda(dldaGroup(tns))
    await my.put(`/dldas/${id}`, dldaXml(dldaGroup(tns), '<CustomerOrderId>new</CustomerOrderId>'))
    const entries = await historyOf(id)
    expect(entries.map((entry) => [text(entry, 'Note'), text(entry, 'Status')])).toEqual([
      ['The DL/DA request has been received', 'RECEIVED'], ['The DL/DA request has been changed', 'RECEIVED'], ['The DL/DA request has been changed', 'RECEIVED'],
    ])
    expect(text(entries[2] ?? { name: '', text: '', children: [] }, 'Difference')).toBe('CustomerOrderId : "" --> new')
  })

  it.each([['PARTIAL', 'The DL/DA request is complete for some of the TNs', 2], ['FAILED', 'The DL/DA request has failed for all TNs', 1]])('ends with %s', async (status, note, quantity) => {
    const [refused = '', ...others] = await numbersOf(world, owner, quantity)
    const id = await my.placeDlda(dldaGroup([refused], listingOf('Refused')) + (others.length > 0 ? dldaGroup(others) : ''))
    await my.finish()
    const last = (await historyOf(id)).at(-1) ?? { name: '', text: '', children: [] }
    expect([text(last, 'Status'), text(last, 'Note')]).toEqual([status, note])
  })
})

describe('404', () => {
  it('says the same of an unknown order and of somebody else\'s', async () => {
    const id = await my.placeDlda(dldaGroup(await numbersOf(world, owner, 1)))
    const unknown = await my.get(`/dldas/${randomUUID()}/history`)
    const theirs = await lineFeatures(world, await world.newAccount()).get(`/dldas/${id}/history`)
    expect([unknown.status, unknown.xml.name, text(unknown.xml, 'ResponseStatus/Description')]).toEqual([404, 'DldaOrderReportResponse', 'The resource does not exist'])
    expect(theirs.text).toBe(unknown.text)
  })
})
