import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectListFilters, firstEntry, type ListTest } from '../world/line-feature-list.ts'
import { lidbGroup, lineFeatures } from '../world/line-features.ts'
import { createWorld, type World } from '../world/world.ts'
import { at, names, text } from '../world/xml.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const fresh = async (): Promise<ListTest> => ({ world, owner: await world.newAccount(), path: '/lidbs', place: (my, tns) => my.placeLidb(lidbGroup(tns)) })

describe('200', () => {
  it('lists orders in the documented form', async () => {
    const test = await fresh()
    const { root, entry } = await firstEntry(test)
    expect([root.name, names(at(root, 'ListOrderIdUserIdDate'))]).toEqual(['ResponseSelectWrapper', ['TotalCount', 'OrderIdUserIdDate']])
    expect(names(entry)).toEqual(['accountId', 'CountOfTNs', 'lastModifiedDate', 'OrderType', 'OrderDate', 'orderId', 'OrderStatus', 'TelephoneNumberDetails', 'userId'])
    expect(['accountId', 'CountOfTNs', 'OrderType', 'OrderStatus', 'TelephoneNumberDetails', 'userId'].map((name) => text(entry, name)))
      .toEqual([String(test.owner.account), '2', 'lidb', 'PROCESSING', '', test.owner.auth.split(':')[0]])
  })

  it('takes the documented filters', async () => {
    await expectListFilters(await fresh())
  })

  it('is empty, and no error, for an account without such orders', async () => {
    const { status, xml } = await lineFeatures(world, await world.newAccount()).get('/lidbs')
    expect([status, names(at(xml, 'ListOrderIdUserIdDate')), text(xml, 'ListOrderIdUserIdDate/TotalCount')]).toEqual([200, ['TotalCount'], '0'])
  })
})

describe('400', () => {
  it.each(['lastModifiedAfter=tomorrow', 'modifiedDateFrom=2026-02-30', 'modifiedDateFrom=2026-03-02&modifiedDateTo=2026-03-01'])('refuses %s', async (query) => {
    const { status, xml } = await lineFeatures(world, await world.newAccount()).get(`/lidbs?${query}`)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'LidbOrderReportResponse', '400'])
  })
})

describe('404', () => {
  it('is what somebody else hears', async () => {
    const [mine, theirs] = [await world.newAccount(), await world.newAccount()]
    const { status, xml } = await world.api('GET', `/accounts/${mine.account}/lidbs`, undefined, { auth: theirs.auth })
    expect([status, xml.name]).toEqual([404, 'LidbOrderReportResponse'])
  })
})
