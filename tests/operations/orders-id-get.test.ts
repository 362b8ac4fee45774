import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { has, names, text } from '../world/xml.ts'

let world: World
let site: number
beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
})
afterAll(() => world.close())

describe('200', () => {
  it('shows a completed order with its numbers, peer and summary', async () => {
    const [tn = ''] = await search(world, 1, '540')
    const id = await place(world, existingOrder(site, [tn], '<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>'))
    await world.settle()
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/orders/${id}`)
    expect(status).toBe(200)
    expect(names(xml)).toEqual(['CompletedQuantity', 'CreatedByUser', 'ErrorList', 'FailedNumbers', 'LastModifiedDate', 'OrderCompleteDate',
      'Order', 'OrderStatus', 'CompletedNumbers', 'Summary', 'FailedQuantity'])
    expect(text(xml, 'CreatedByUser')).toBe('sandbox')
    expect(text(xml, 'Summary')).toBe('1 number ordered in (540)')
    expect(text(xml, 'Order/PeerId')).toMatch(/^5\d{5}$/)
    expect(text(xml, 'Order/TnAttributes/TnAttribute')).toBe('Protected')
    expect(names(xml.children.find(({ name }) => name === 'ErrorList') ?? xml)).toEqual([])
    expect(has(xml, 'Order/id')).toBe(false)
  })

  it('adds the details of each number when asked', async () => {
    const [tn = ''] = await search(world, 1, '540')
    const id = await place(world, existingOrder(site, [tn]))
    await world.settle()
    const { xml } = await world.api('GET', `/accounts/${world.account}/orders/${id}?tndetail=true`)
    expect(text(xml, 'CompletedNumbers/TelephoneNumber/State')).toBe('VA')
  })

  it('adds them also where the order asked for them', async () => {
    const [tn = ''] = await search(world, 1, '540')
    const id = await place(world, `<Order><SiteId>${site}</SiteId><NPANXXSearchAndOrderType><NpaNxx>${tn.slice(0, 6)}</NpaNxx><EnableTNDetail>true</EnableTNDetail>`
      + '<EnableLCA>false</EnableLCA><Quantity>1</Quantity></NPANXXSearchAndOrderType></Order>')
    await world.settle()
    const { xml } = await world.api('GET', `/accounts/${world.account}/orders/${id}`)
    expect(text(xml, 'CompletedNumbers/TelephoneNumber/State')).toBe('VA')
  })

  it('shows an order that waits as RECEIVED, without numbers', async () => {
    const idle = await createWorld({ worker: false })
    try {
      const [tn = ''] = await search(idle, 1)
      const id = await place(idle, existingOrder(await firstSite(idle), [tn]))
      const { xml } = await idle.api('GET', `/accounts/${idle.account}/orders/${id}`)
      expect(text(xml, 'OrderStatus')).toBe('RECEIVED')
      expect(text(xml, 'CompletedQuantity')).toBe('0')
      expect(has(xml, 'OrderCompleteDate')).toBe(false)
    } finally {
      await idle.close()
    }
  })
})

describe('400', () => {
  it('refuses an id that is not a UUID', async () => {
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/orders/not-a-uuid`)
    expect(status).toBe(400)
    expect(text(xml, 'ErrorList/Error/Description')).toBe("'not-a-uuid' is not a valid UUID")
  })
})

describe('404', () => {
  it('knows no order of another account', async () => {
    const [tn = ''] = await search(world, 1)
    const id = await place(world, existingOrder(site, [tn]))
    const other = await world.newAccount()
    const theirs = await world.api('GET', `/accounts/${other.account}/orders/${id}`, undefined, { auth: other.auth })
    const none = await world.api('GET', `/accounts/${other.account}/orders/${randomUUID()}`, undefined, { auth: other.auth })
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(text(theirs.xml, 'ErrorList/Error/Code')).toBe(text(none.xml, 'ErrorList/Error/Code'))
  })
})
