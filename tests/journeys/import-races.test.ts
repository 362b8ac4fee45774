import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, importBody, outside, removalBody } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let one: FreshAccount
let two: FreshAccount
beforeAll(async () => {
  world = await createWorld()
  one = await world.newAccount()
  two = await world.newAccount()
})
afterAll(() => world.close())

const settle = async () => { for (const { account } of [one, two, one]) await world.settle(account) }
const holdersOf = async (tns: readonly string[]) => (await world.database.pool.query<{ account_id: number, count: number }>(
  'select account_id, count(*)::int as count from telephone_number where tn = any($1) group by account_id', [tns])).rows

describe('two accounts that want the same numbers at the same moment', () => {
  it('each get what they ask for, one after the other; the first one hears what it lost', async () => {
    const tns = await outside(world, 300)
    const orders = await Promise.all([one, two].map(async (who, index) =>
      bringing(world, who).post('/importTnOrders', importBody(who.site, index === 0 ? tns : tns.toReversed()))))
    await settle()
    const states = await Promise.all(orders.map(async ({ xml }, index) =>
      text((await bringing(world, index === 0 ? one : two).get(`/importTnOrders/${text(xml, 'ImportTnOrder/OrderId')}`)).xml, 'ProcessingStatus')))
    expect(states).toEqual(['COMPLETE', 'COMPLETE'])
    const [holder, ...others] = await holdersOf(tns)
    expect([others, holder?.count]).toEqual([[], 300])
    const { rows } = await world.database.pool.query<{ account_id: number, subjects: string[] }>(
      `select account_id, payload->'subjects' as subjects from event where name = 'account.subjects-impacted'`)
    expect(rows).toEqual([{ account_id: holder?.account_id === one.account ? two.account : one.account, subjects: tns }])
  })
})

describe('orders of one account that overtake each other', () => {
  it('an import and a removal of the same numbers at once leave each number either in service or gone', async () => {
    const tns = await outside(world, 50)
    const my = bringing(world, one)
    const answers = await Promise.all([
      my.post('/importTnOrders', importBody(one.site, tns)), my.post('/removeImportedTnOrders', removalBody(tns)), my.post('/importTnOrders', importBody(one.site, tns)),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    await settle()
    const held = await holdersOf(tns)
    expect(held.length === 0 || held[0]?.count === 50, JSON.stringify(held)).toBe(true)
  })

  it('a number that is imported twice at once is on the account once', async () => {
    const tns = await outside(world, 1)
    const my = bringing(world, one)
    const answers = await Promise.all(Array.from({ length: 8 }, () => my.post('/importTnOrders', importBody(one.site, tns))))
    await settle()
    const states = await Promise.all(answers.map(async ({ xml }) => text((await my.get(`/importTnOrders/${text(xml, 'ImportTnOrder/OrderId')}`)).xml, 'ProcessingStatus')))
    expect(states.sort()).toEqual(['COMPLETE', ...Array.from({ length: 7 }, () => 'FAILED')])
  })

  it('a job that runs again finds nothing to do', async () => {
    const tns = await outside(world, 1)
    const id = await bringing(world, one).import(tns)
    await world.database.pool.query(`select graphile_worker.add_job('hosting.import-order.process', json_build_object('orderId', $1::text), flags => array['account:' || $2::text])`, [id, one.account])
    await settle()
    const { xml } = await bringing(world, one).get(`/importTnOrders/${id}/history`)
    expect(xml.children).toHaveLength(3)
  })
})
