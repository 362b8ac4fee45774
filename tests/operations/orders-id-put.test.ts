import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backOrder, leaveOnly, ordersOf } from '../world/back-orders.ts'
import { existingOrder, search } from '../world/orders.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let orders: ReturnType<typeof ordersOf>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  orders = ordersOf(world, owner)
})
afterAll(() => world.close())

const change = (inner: string) => `<Order>${inner}</Order>`

describe('200', () => {
  it('changes name and customer order id, and tells the difference in the history', async () => {
    const [tn = ''] = await search(world, 1)
    const id = await orders.place(existingOrder(owner.site, [tn]))
    await world.settle(owner.account)
    const answer = await orders.put(id, change('<Name>Renamed</Name><CustomerOrderId>hello</CustomerOrderId>'))
    expect(answer.status).toBe(200)
    expect(answer.xml.name).toBe('OrderResponse')
    expect(answer.xml.children).toEqual([])
    const xml = await orders.get(id)
    expect([text(xml, 'Order/Name'), text(xml, 'Order/CustomerOrderId')]).toEqual(['Renamed', 'hello'])
    const last = all(await orders.history(id), 'OrderHistory').at(-1)
    if (!last) throw new Error('there is no history')
    expect(text(last, 'Difference')).toBe('CustomerOrderId : "test-1" --> hello, Name : "Existing Number Order" --> Renamed')
    expect([text(last, 'Status'), text(last, 'Author')]).toEqual(['COMPLETE', owner.auth.split(':')[0]])
  })

  it('writes no history where nothing differs', async () => {
    const [tn = ''] = await search(world, 1)
    const id = await orders.place(existingOrder(owner.site, [tn]))
    await world.settle(owner.account)
    expect((await orders.put(id, change('<CustomerOrderId>test-1</CustomerOrderId><Name/>'))).status).toBe(200)
    expect(all(await orders.history(id), 'OrderHistory')).toHaveLength(2)
  })

  it('closes a back order, which keeps what it has and gets no more', async () => {
    const kept = await leaveOnly(world, '205', 2)
    const id = await orders.place(backOrder(owner.site, '205', 5))
    await world.settle(owner.account)
    expect(text(await orders.get(id), 'OrderStatus')).toBe('BACKORDERED')
    expect((await orders.put(id, change('<CloseOrder>true</CloseOrder>'))).status).toBe(200)
    const xml = await orders.get(id)
    expect(text(xml, 'OrderStatus')).toBe('PARTIAL')
    expect(texts(xml, 'ErrorList/Error/Code')).toEqual(['5017'])
    expect(all(xml.children.find(({ name }) => name === 'CompletedNumbers') ?? xml, 'TelephoneNumber').map((tn) => text(tn, 'FullNumber'))).toEqual(kept)
    await world.advance('P2D', owner.account)
    expect(text(await orders.get(id), 'OrderStatus')).toBe('PARTIAL')
  })

  it('closes a back order that has got nothing as FAILED', async () => {
    await leaveOnly(world, '251', 0)
    const id = await orders.place(backOrder(owner.site, '251', 1))
    await world.settle(owner.account)
    expect((await orders.put(id, change('<CloseOrder>true</CloseOrder>'))).status).toBe(200)
    const xml = await orders.get(id)
    expect([text(xml, 'OrderStatus'), text(xml, 'ErrorList/Error/Code')]).toEqual(['FAILED', '5018'])
  })
})

describe('400', () => {
  it('refuses to close an order that does not wait, and changes nothing else either', async () => {
    const [tn = ''] = await search(world, 1)
    const id = await orders.place(existingOrder(owner.site, [tn]))
    await world.settle(owner.account)
    const answer = await orders.put(id, change('<Name>Other</Name><CloseOrder>true</CloseOrder>'))
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, '5060'])
    expect(text(await orders.get(id), 'Order/Name')).toBe('Existing Number Order')
  })

  it.each([
    ['<CustomerOrderId>no_underscore</CustomerOrderId>', '5052'], [`<CustomerOrderId>${'1'.repeat(41)}</CustomerOrderId>`, '5052'],
    [`<Name>${'n'.repeat(51)}</Name>`, '5002'],
  ])('refuses %s', async (inner, code) => {
    const [tn = ''] = await search(world, 1)
    const id = await orders.place(existingOrder(owner.site, [tn]))
    const answer = await orders.put(id, change(inner))
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, code])
  })
})

describe('404', () => {
  it('answers for an unknown order as for somebody else\'s', async () => {
    const [tn = ''] = await search(world, 1)
    const id = await orders.place(existingOrder(owner.site, [tn]))
    const unknown = randomUUID()
    const stranger = ordersOf(world, { account: world.account, auth: 'sandbox:sandbox' })
    const [one, other] = [await orders.put(unknown, change('<Name>x</Name>')), await stranger.put(id, change('<Name>x</Name>'))]
    expect([one.status, other.status]).toEqual([404, 404])
    expect(other.text.replace(id, unknown)).toBe(one.text)
  })
})
