import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { all, at, names, text, texts } from '../world/xml.ts'

let world: World
let site: number
const placed: string[] = []
beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
  for (const tn of await search(world, 3)) placed.push(await place(world, existingOrder(site, [tn])))
  await world.settle()
})
afterAll(() => world.close())

describe('200', () => {
  it('lists the orders of the site, newest first, in the documented order of elements', async () => {
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/sites/${site}/orders?page=1&size=30`)
    expect(status).toBe(200)
    expect(text(xml, 'ListOrderIdUserIdDate/TotalCount')).toBe('3')
    const entries = all(at(xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate')
    expect(entries.map((entry) => text(entry, 'orderId'))).toEqual([...placed].reverse())
    const [entry] = entries
    if (!entry) throw new Error('there is no order')
    expect(names(entry)).toEqual(['CountOfTNs', 'userId', 'lastModifiedDate', 'OrderType', 'OrderDate', 'orderId', 'OrderStatus', 'TelephoneNumberDetails'])
    expect(text(entry, 'OrderType')).toBe('new_number')
  })

  it('pages by its links', async () => {
    const { xml } = await world.api('GET', `/accounts/${world.account}/sites/${site}/orders?page=1&size=2`)
    const [next = ''] = texts(xml, 'ListOrderIdUserIdDate/Links/next')
    expect(next).toContain(`/sites/${site}/orders?page=${placed[0]}&size=2>;rel="next";`)
    const second = await world.api('GET', `/accounts/${world.account}/sites/${site}/orders?page=${placed[0]}&size=2`)
    expect(all(at(second.xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate').map((entry) => text(entry, 'orderId'))).toEqual([placed[0]])
  })
})

describe('404', () => {
  it('answers bare links for a site without orders, and for a site that is not there or not the account\'s', async () => {
    const other = await world.newAccount()
    const get = (path: string, auth?: string) => world.api('GET', path, undefined, { auth })
    const answers = [
      await get(`/accounts/${other.account}/sites/${other.site}/orders?page=1&size=300`, other.auth),
      await get(`/accounts/${other.account}/sites/${site}/orders?page=1&size=300`, other.auth),
      await get(`/accounts/${other.account}/sites/x/orders`, other.auth),
    ]
    expect(answers.map(({ status, xml }) => [status, xml.name, ...names(xml)])).toEqual(answers.map(() => [404, 'Links', 'first']))
    expect(text(answers[0]?.xml ?? answers[1]?.xml ?? { name: '', text: '', children: [] }, 'first'))
      .toBe(`Link=<${world.url}/accounts/${other.account}/sites/${other.site}/orders?page=1&size=300>;rel="first";`)
  })
})
