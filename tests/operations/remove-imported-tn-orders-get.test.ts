import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text } from '../world/xml.ts'

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
  await my.import(tns)
  complete = await my.remove(tns, '<CustomerOrderId>DemoOrder</CustomerOrderId>')
  failed = await my.remove(tns.slice(0, 1))
})
afterAll(() => world.close())

const listed = async (query = '') => {
  const { status, xml, text: body } = await my.get(`/removeImportedTnOrders${query}`)
  expect(status, body).toBe(200)
  return xml.children.slice(1).map((entry) => text(entry, 'OrderId'))
}

describe('200', () => {
  it('lists newest first, in the documented form', async () => {
    const { xml } = await my.get('/removeImportedTnOrders')
    expect([xml.name, names(xml), text(xml, 'TotalCount')]).toEqual(['RemoveImportedTnOrders', ['TotalCount', 'RemoveImportedTnOrderSummary', 'RemoveImportedTnOrderSummary'], '2'])
    const last = xml.children[2] ?? xml
    expect(names(last)).toEqual(['accountId', 'CountOfTNs', 'CustomerOrderId', 'userId', 'lastModifiedDate', 'OrderDate', 'OrderType', 'OrderStatus', 'OrderId'])
    expect(['accountId', 'CountOfTNs', 'CustomerOrderId', 'OrderType', 'OrderStatus', 'OrderId'].map((name) => text(last, name)))
      .toEqual([String(owner.account), '2', 'DemoOrder', 'remove_imported_tn_orders', 'COMPLETE', complete])
  })

  it('filters by status, number, customer order id and dates', async () => {
    expect(await listed()).toEqual([failed, complete])
    expect(await listed('?status=FAILED')).toEqual([failed])
    expect(await listed(`?tn=${tns[1]}`)).toEqual([complete])
    expect(await listed('?customerOrderId=DemoOrder')).toEqual([complete])
    expect(await listed('?createdDateFrom=2001-01-01&modifiedDateFrom=2001-01-01')).toEqual([failed, complete])
    expect(await listed('?createdDateTo=2001-01-01')).toEqual([])
  })

  it('is empty, and no error, for an account without such orders', async () => {
    const { status, xml } = await bringing(world, await world.newAccount()).get('/removeImportedTnOrders')
    expect([status, names(xml), text(xml, 'TotalCount')]).toEqual([200, ['TotalCount'], '0'])
  })
})

describe('400', () => {
  it('refuses a date that is none', async () => {
    const { status, xml } = await my.get('/removeImportedTnOrders?modifiedDateTo=tomorrow')
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'ErrorResponse', '1007'])
  })
})
