import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admitNumbers, importNumbers } from '../../src/domains/inventory/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { backOrder, leaveOnly, ordersOf } from '../world/back-orders.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

let world: World
let first: FreshAccount
let second: FreshAccount
beforeAll(async () => {
  world = await createWorld()
  first = await world.newAccount()
  second = await world.newAccount()
})
afterAll(() => world.close())

const admit = (tns: readonly string[]) =>
  world.database.transaction((tx) => admitNumbers(tx, tns.map((tn) => ({ tn, rateCenterId: null })), { at: systemClock.now() }))
const statusOf = async (account: FreshAccount, id: string) => {
  const xml = await ordersOf(world, account).get(id)
  return `${text(xml, 'OrderStatus')} ${text(xml, 'CompletedQuantity')}`
}
const settle = async () => { for (const { account } of [first, second]) await world.settle(account) }
const historyOf = async (account: FreshAccount, id: string) =>
  all(await ordersOf(world, account).history(id), 'OrderHistory').map((entry) => `${text(entry, 'Status')} ${text(entry, 'Note')}`)
const WAITS = 'BACKORDERED Order backordered - awaiting additional numbers'

describe('back orders', () => {
  it('hold what there is, name what they wait for, and are filled as soon as numbers come', async () => {
    const kept = await leaveOnly(world, '205', 2)
    const id = await ordersOf(world, first).place(backOrder(first.site, '205', 3))
    await settle()
    const xml = await ordersOf(world, first).get(id)
    expect(await statusOf(first, id)).toBe('BACKORDERED 2')
    expect(text(xml, 'ErrorList/Error/Code')).toBe('5520')
    await admit(['2055550001'])
    await settle()
    expect(await statusOf(first, id)).toBe('COMPLETE 3')
    expect((await ordersOf(world, first).get(id)).children.find(({ name }) => name === 'ErrorList')?.children).toEqual([])
    expect(kept).toHaveLength(2)
    expect((await historyOf(first, id)).slice(0, 2)).toEqual(['RECEIVED ', WAITS])
    expect(await historyOf(first, id)).toHaveLength(3)
  })

  it('are filled in the order in which they came, whoever placed them, before orders that come later', async () => {
    await leaveOnly(world, '251', 0)
    const early = await ordersOf(world, first).place(backOrder(first.site, '251', 2))
    await settle()
    const late = await ordersOf(world, second).place(backOrder(second.site, '251', 1))
    await settle()
    expect([await statusOf(first, early), await statusOf(second, late)]).toEqual(['BACKORDERED 0', 'BACKORDERED 0'])
    expect(text(await ordersOf(world, first).get(early), 'ErrorList/Error/Code')).toBe('5521')
    // Admitted without telling anybody: an order that comes now is not to get it all the same.
    await world.database.pool.query("insert into telephone_number (tn, status, modified_at) values ('2515550001', 'Available', now())")
    const third = await ordersOf(world, second).place(backOrder(second.site, '251', 1))
    await settle()
    expect([await statusOf(first, early), await statusOf(second, late), await statusOf(second, third)]).toEqual(['BACKORDERED 1', 'BACKORDERED 0', 'BACKORDERED 0'])
    await admit(['2515550002', '2515550003'])
    await settle()
    expect([await statusOf(first, early), await statusOf(second, late), await statusOf(second, third)]).toEqual(['COMPLETE 2', 'COMPLETE 1', 'BACKORDERED 0'])
  })

  it('are tried again every hour, each try in the history', async () => {
    await leaveOnly(world, '256', 0)
    const id = await ordersOf(world, first).place(backOrder(first.site, '256', 1))
    await settle()
    await world.advance('PT1H', first.account)
    await world.advance('PT1H', first.account)
    expect(await historyOf(first, id)).toEqual(['RECEIVED ', WAITS, WAITS, WAITS])
    await world.database.pool.query("insert into telephone_number (tn, status, modified_at) values ('2565550001', 'Available', now())")
    await world.advance('PT1H', first.account)
    expect(await statusOf(first, id)).toBe('COMPLETE 1')
    await world.advance('P1D', first.account)
    expect(await historyOf(first, id)).toHaveLength(5)
  })

  it('are served from numbers that an operator imports', async () => {
    await leaveOnly(world, '334', 0)
    const id = await ordersOf(world, first).place(backOrder(first.site, '334', 2))
    await settle()
    expect(await statusOf(first, id)).toBe('BACKORDERED 0')
    const lines = Readable.from(['number,rate_center,state,status,account\n3345550001-3345550002,MONTGOMERY,AL,,\n3345550003,MONTGOMERY,AL,Disconnected,\n'])
    const report = await importNumbers(world.database, lines, { dryRun: false, at: systemClock.now(), source: 'a test', progress: () => undefined })
    expect(report.problems).toEqual([])
    await settle()
    expect(await statusOf(first, id)).toBe('COMPLETE 2')
  })

  it('are served from numbers that somebody gives back', async () => {
    const [tn = ''] = await leaveOnly(world, '303', 1)
    expect(tn).not.toBe('')
    await ordersOf(world, second).place(backOrder(second.site, '303', 1))
    await settle()
    const id = await ordersOf(world, first).place(backOrder(first.site, '303', 1))
    await settle()
    expect((await sandboxOf(world, second).reset()).status).toBe(200)
    await settle()
    expect(await statusOf(first, id)).toBe('COMPLETE 1')
    expect(text(await ordersOf(world, first).get(id), 'CompletedNumbers/TelephoneNumber/FullNumber')).toBe(tn)
  })

  it('tell subscribers when they begin to wait and when they end, not of every try', async () => {
    await leaveOnly(world, '659', 0)
    const id = await ordersOf(world, first).place(backOrder(first.site, '659', 1))
    await settle()
    await world.advance('PT1H', first.account)
    await admit(['6595550001'])
    await settle()
    const { rows } = await world.database.pool.query<{ status: string }>(
      "select payload->>'status' as status from event where payload->>'orderId' = $1 order by seq", [id])
    expect(rows.map(({ status }) => status)).toEqual(['BACKORDERED', 'COMPLETE'])
  })

  it.each([
    ['listed numbers', '<ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType>'],
    ['an exchange', '<NPANXXSearchAndOrderType><NpaNxx>919439</NpaNxx><Quantity>1</Quantity></NPANXXSearchAndOrderType>'],
    ['toll-free vanity', '<TollFreeVanitySearchAndOrderType><Quantity>1</Quantity><TollFreeVanity>newcars</TollFreeVanity></TollFreeVanitySearchAndOrderType>'],
    ['local vanity', '<CombinedSearchAndOrderType><Quantity>1</Quantity><AreaCode>919</AreaCode><LocalVanity>newcars</LocalVanity></CombinedSearchAndOrderType>'],
  ])('are refused for %s', async (_kind, selection) => {
    const answer = await ordersOf(world, first).post(`<Order><SiteId>${first.site}</SiteId><BackOrderRequested>true</BackOrderRequested>${selection}</Order>`)
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, '5522'])
  })
})
