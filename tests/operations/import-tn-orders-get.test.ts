import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, importBody, outside } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof bringing>
let tns: string[]
let complete: string
let failed: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = bringing(world, owner)
  tns = await outside(world, 2)
  complete = await my.import(tns, { more: '<LoaType>CARRIER</LoaType>' })
  const [ours = ''] = await available(world, '303', 1)
  const answer = await my.post('/importTnOrders', importBody(owner.site, [ours]).replace('ICPA123ABC', 'another'))
  failed = text(answer.xml, 'ImportTnOrder/OrderId')
  await world.settle(owner.account)
})
afterAll(() => world.close())

const listed = async (query = '') => {
  const { status, xml, text: body } = await my.get(`/importTnOrders${query}`)
  expect(status, body).toBe(200)
  return xml.children.slice(1).map((entry) => text(entry, 'ImportTnOrderSummary/OrderId'))
}

describe('200', () => {
  it('lists newest first, each order in two elements of one name, as documented', async () => {
    const { xml } = await my.get('/importTnOrders')
    expect([xml.name, names(xml), text(xml, 'TotalCount')]).toEqual(['ImportTnOrders', ['TotalCount', 'ImportTnOrderSummary', 'ImportTnOrderSummary'], '2'])
    const last = at(xml.children[2] ?? xml, 'ImportTnOrderSummary')
    expect(names(last)).toEqual(['accountId', 'CountOfTNs', 'CustomerOrderId', 'userId', 'lastModifiedDate', 'OrderDate', 'OrderType', 'OrderStatus', 'OrderId'])
    expect(['accountId', 'CountOfTNs', 'CustomerOrderId', 'OrderType', 'OrderStatus', 'OrderId'].map((name) => text(last, name)))
      .toEqual([String(owner.account), '2', 'ICPA123ABC', 'import_tn_orders', 'COMPLETE', complete])
    expect(await listed()).toEqual([failed, complete])
  })

  it('filters by status, number, customer order id, kind of letter and dates', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect(await listed('?status=COMPLETE')).toEqual([complete])
    expect(await listed('?status=complete&status=failed')).toEqual([failed, complete])
    expect(await listed(`?tn=${tns[0]}`)).toEqual([complete])
    expect(await listed(`?tn=${encodeURIComponent(`+1 ${tns[0]}`)}`)).toEqual([complete])
    expect(await listed('?tn=nobody')).toEqual([])
    expect(await listed('?customerOrderId=another')).toEqual([failed])
    expect([await listed('?loaType=CARRIER'), await listed('?loaType=subscriber'), await listed('?loaType=ALL')]).toEqual([[complete], [failed], [failed, complete]])
    expect(await listed(`?createdDateFrom=${today}&createdDateTo=${today}`)).toEqual([failed, complete])
    expect(await listed(`?modifiedDateFrom=2001-01-01&modifiedDateTo=2001-12-31`)).toEqual([])
    expect(await listed('?status=PARTIAL')).toEqual([])
  })

  it('leaves out what is older than two years unless a filter names it', async () => {
    await world.advance('P3Y', owner.account)
    expect(await listed()).toEqual([])
    expect(await listed(`?tn=${tns[1]}`)).toEqual([complete])
    expect(await listed('?customerOrderId=ICPA123ABC')).toEqual([complete])
    expect(await listed('?createdDateFrom=2001-01-01')).toEqual([failed, complete])
  })
})

describe('400', () => {
  it.each([
    ['?loaType=NONE', '25110', 'LoaType is invalid. Possible values CARRIER, SUBSCRIBER, ALL'],
    ['?createdDateFrom=yesterday', '1007', 'createdDateFrom is not a date of the form YYYY-MM-DD'],
    ['?createdDateFrom=2020-02-02&createdDateTo=2020-02-01', '1007', 'createdDateFrom is after createdDateTo'],
  ])('refuses %s', async (query, code, words) => {
    const { status, xml } = await my.get(`/importTnOrders${query}`)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode'), text(xml, 'ResponseStatus/Description')]).toEqual([400, 'ErrorResponse', code, words])
  })
})
