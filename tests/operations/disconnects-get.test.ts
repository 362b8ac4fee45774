import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

describe('404', () => {
  it('answers bare links where there is no order', async () => {
    const { status, xml } = await my.get('/disconnects?page=1&size=30')
    expect([status, xml.name, text(xml, 'first')]).toEqual([404, 'Links', `Link=<${world.url}/accounts/${owner.account}/disconnects?page=1&size=30>;rel="first";`])
  })
})

describe('200', () => {
  it('lists the newest first, narrowed by user, status and days', async () => {
    const placed: string[] = []
    for (const tn of await numbersOf(world, owner, 3)) placed.unshift(await my.disconnect([tn]))
    placed.unshift(await my.disconnect(['9195550100']))
    const ids = async (query: string) => {
      const { xml } = await my.get(`/disconnects?page=1&size=30${query}`)
      return xml.name === 'Links' ? [] : all(at(xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate').map((entry) => text(entry, 'OrderId'))
    }
    expect(await ids('')).toEqual(placed)
    expect(await ids('&status=failed')).toEqual(placed.slice(0, 1))
    expect(await ids(`&userid=${owner.auth.split(':')[0]}&status=complete`)).toEqual(placed.slice(1))
    expect(await ids('&userid=nobody')).toEqual([])
    expect(await ids('&startdate=2001-01-01&enddate=2001-12-31')).toEqual([])
    const { xml } = await my.get('/disconnects?page=1&size=2')
    const [entry] = all(at(xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate')
    if (!entry) throw new Error('there is no order')
    expect(names(entry)).toEqual(['CountOfTNs', 'userId', 'lastModifiedDate', 'OrderId', 'OrderType', 'OrderDate', 'OrderStatus', 'TelephoneNumberDetails'])
    expect([text(xml, 'ListOrderIdUserIdDate/TotalCount'), text(entry, 'OrderType')]).toEqual(['4', 'disconnect'])
    expect(text(xml, 'ListOrderIdUserIdDate/Links/next')).toContain(`page=${placed[2]}`)
  })

  it('counts where the numbers lay that were given up', async () => {
    const tns = await numbersOf(world, owner, 2)
    await my.disconnect([...tns, '9195550100'])
    const details = at((await my.get('/disconnects?page=1&size=1')).xml, 'ListOrderIdUserIdDate/OrderIdUserIdDate/TelephoneNumberDetails')
    expect(names(details)).toEqual(['States', 'RateCenters', 'Cities', 'Tiers', 'Vendors'])
    expect(texts(details, 'States/StateWithCount/Count').map(Number).reduce((sum, count) => sum + count)).toBe(2)
  })

  it('refuses a status that no disconnect order has (400)', async () => {
    expect((await my.get('/disconnects?status=backordered')).status).toBe(400)
  })

  it('refuses half a range of days (400)', async () => {
    expect((await my.get('/disconnects?startdate=2026-01-01')).status).toBe(400)
  })
})
