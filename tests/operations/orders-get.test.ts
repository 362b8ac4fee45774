import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { XmlNode } from '../../src/kernel/xml/index.ts'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { all, at, names, text } from '../world/xml.ts'

let world: World
const placed: string[] = []
beforeAll(async () => {
  world = await createWorld()
  const site = await firstSite(world)
  const [first = '', second = '', third = ''] = await search(world, 3)
  for (const tn of [first, second, third, first]) placed.push(await place(world, existingOrder(site, [tn])))
  await world.settle()
})
afterAll(() => world.close())

const list = (query: string) => world.api('GET', `/accounts/${world.account}/orders${query}`)
const entries = (xml: XmlNode) => all(at(xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate')
const ids = (xml: XmlNode) => entries(xml).map((entry) => text(entry, 'orderId'))

describe('200', () => {
  it('lists the newest first, with counts and where the numbers lie', async () => {
    const { status, xml } = await list('?page=1&size=300')
    expect(status).toBe(200)
    expect(xml.name).toBe('ResponseSelectWrapper')
    expect(text(xml, 'ListOrderIdUserIdDate/TotalCount')).toBe('4')
    expect(ids(xml)).toEqual([...placed].reverse())
    const [failed, complete] = entries(xml)
    if (!failed || !complete) throw new Error('two entries are needed')
    expect(text(failed, 'OrderStatus')).toBe('FAILED')
    expect(text(failed, 'CountOfTNs')).toBe('0')
    expect(names(complete)).toEqual(['CountOfTNs', 'lastModifiedDate', 'OrderDate', 'orderId', 'OrderStatus', 'TelephoneNumberDetails', 'userId'])
    expect(names(at(complete, 'TelephoneNumberDetails'))).toEqual(['States', 'RateCenters', 'Cities', 'Tiers', 'Vendors'])
    expect(text(complete, 'TelephoneNumberDetails/States/StateWithCount/State')).toBe('NC')
  })

  it('pages by the links that it gives, without loss or repetition', async () => {
    const seen: string[] = []
    for (let query: string | undefined = '?page=1&size=3'; query !== undefined;) {
      const { xml } = await list(query)
      seen.push(...ids(xml))
      const next: XmlNode | undefined = all(at(xml, 'ListOrderIdUserIdDate/Links'), 'next')[0]
      query = next ? /<[^>?]*(\?[^>]*)>/.exec(next.text)?.[1] : undefined
    }
    expect(seen).toEqual([...placed].reverse())
  })

  it.each([
    ['status=failed', 1], ['status=complete', 3], ['customerOrderId=test-1', 4], ['customerOrderId=other', 0],
    ['userid=sandbox', 4], ['USERID=nobody', 0], ['startdate=2001-01-01&enddate=2001-12-31', 0], ['startdate=20-01-01&enddate=99-12-31', 4],
  ])('narrows by %s', async (query, count) => {
    const { xml } = await list(`?page=1&size=100&${query}`)
    expect(text(xml, 'ListOrderIdUserIdDate/TotalCount')).toBe(String(count))
    expect(entries(xml)).toHaveLength(count)
  })

  it('lists an account without orders as an empty list', async () => {
    const other = await world.newAccount()
    const { status, xml } = await world.api('GET', `/accounts/${other.account}/orders?page=1&size=10`, undefined, { auth: other.auth })
    expect(status).toBe(200)
    expect(text(xml, 'ListOrderIdUserIdDate/TotalCount')).toBe('0')
  })
})

describe('400', () => {
  it.each(['lost', 'PROCESSING', 'toString'])('refuses the status %s, which no order for new numbers has', async (status) => {
    const answer = await list(`?page=1&size=10&status=${status}`)
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, '15518'])
  })

  it.each(['page=x', 'size=0', 'size=1001', 'size=ten', 'startdate=2020-01-01', 'startdate=a&enddate=b', 'startdate=2020-02-01&enddate=2020-01-01'])('refuses %s', async (query) => {
    const { status, xml } = await list(`?${query}`)
    expect(status).toBe(400)
    expect(xml.name).toBe('OrderResponse')
  })
})

describe('404', () => {
  it('knows no page that starts at an unknown order', async () => {
    expect((await list('?page=00000000-0000-7000-8000-000000000000&size=3')).status).toBe(404)
  })
})
