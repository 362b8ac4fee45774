import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { at, names, text } from '../world/xml.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

describe('200', () => {
  it('shows the order as GET orders does, with its site twice', async () => {
    const site = await firstSite(world)
    const [tn = ''] = await search(world, 1)
    const id = await place(world, existingOrder(site, [tn]))
    await world.settle()
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/sites/${site}/orders/${id}`)
    expect([status, xml.name]).toEqual([200, 'OrderResponse'])
    expect(names(at(xml, 'Order')).filter((name) => name.toLowerCase() === 'siteid')).toEqual(['siteId', 'SiteId'])
    expect([text(xml, 'Order/siteId'), text(xml, 'CompletedNumbers/TelephoneNumber/FullNumber')]).toEqual([String(site), tn])
  })

  it('repeats a search as it was asked for', async () => {
    const site = await firstSite(world)
    const id = await place(world, `<Order><SiteId>${site}</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>`)
    await world.settle()
    const { xml } = await world.api('GET', `/accounts/${world.account}/sites/${site}/orders/${id}`)
    expect([text(xml, 'Order/AreaCodeSearchAndOrderType/AreaCode'), text(xml, 'Order/AreaCodeSearchAndOrderType/Quantity'), text(xml, 'CompletedQuantity')]).toEqual(['919', '1', '1'])
  })

  it('shows it under its own site only', async () => {
    const site = await firstSite(world)
    const [tn = ''] = await search(world, 1)
    const id = await place(world, existingOrder(site, [tn]))
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/sites/${site + 1}/orders/${id}`)
    expect([status, text(xml, 'ErrorList/Error/Code')]).toEqual([404, '5035'])
  })
})
