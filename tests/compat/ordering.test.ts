import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveOnly } from '../world/back-orders.ts'
import { search } from '../world/orders.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, call, clientFor, listOf, sdk, type Answer, type Methods } from './sdk.ts'

const { Order, Disconnect, TnOption } = sdk

let world: World
let owner: FreshAccount
let client: unknown
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  client = clientFor(world, owner)
})
afterAll(() => world.close())

async function ended(order: object): Promise<Answer> {
  const placed = await call(Order, 'createAsync', client, { siteId: owner.site, ...order })
  await world.settle(owner.account)
  return call(Order, 'getAsync', client, at(placed, 'order/id'))
}

const numbersIn = (answer: Answer): string[] =>
  listOf(at(answer, 'completedNumbers/telephoneNumber')).map((number) => String((number as { fullNumber: string | number }).fullNumber))

describe('every type of order, through the SDK', () => {
  const quantity = 2
  it.each([
    ['areaCodeSearchAndOrderType', { areaCode: '919', quantity }, /^919/],
    ['rateCenterSearchAndOrderType', { rateCenter: 'RALEIGH', state: 'NC', quantity }, /^\d{10}$/],
    ['nPANXXSearchAndOrderType', { npaNxx: '540551', enableTNDetail: true, enableLCA: false, quantity }, /^540551/],
    ['tollFreeWildCharSearchAndOrderType', { quantity, tollFreeWildCardPattern: '88*' }, /^88/],
    ['stateSearchAndOrderType', { quantity, state: 'NC' }, /^\d{10}$/],
    ['citySearchAndOrderType', { quantity, city: 'RALEIGH', state: 'NC' }, /^\d{10}$/],
    ['zIPSearchAndOrderType', { quantity, zip: '27606' }, /^\d{10}$/],
    ['lATASearchAndOrderType', { quantity, lata: '224' }, /^\d{10}$/],
    ['combinedSearchAndOrderType', { quantity, areaCode: '919', city: 'RALEIGH', state: 'NC' }, /^919/],
    ['combinedSearchAndOrderType', { quantity, rateCenter: 'RALEIGH', state: 'NC', enableLCA: true }, /^\d{10}$/],
  ])('%s %j', async (type, criteria, shape) => {
    const answer = await ended({ [type]: criteria })
    expect(answer.orderStatus, JSON.stringify(answer)).toBe('COMPLETE')
    expect(numbersIn(answer)).toHaveLength(quantity)
    for (const tn of numbersIn(answer)) expect(tn).toMatch(shape)
  })

  it('existing numbers', async () => {
    const tns = await search(world, 2)
    const answer = await ended({ existingTelephoneNumberOrderType: { telephoneNumberList: { telephoneNumber: tns } } })
    expect([answer.orderStatus, ...numbersIn(answer)]).toEqual(['COMPLETE', ...[...tns].sort()])
  })

  it('seven digits of an exchange', async () => {
    const [tn = ''] = await search(world, 1)
    const answer = await ended({ nPANXXSearchAndOrderType: { npaNxx: tn.slice(0, 7), quantity: 1 } })
    expect([answer.orderStatus, numbersIn(answer)[0]?.slice(0, 7)]).toEqual(['COMPLETE', tn.slice(0, 7)])
  })

  it('toll-free vanity and local vanity', async () => {
    const [tollFree = ''] = await search(world, 1, '888')
    const free = await ended({ tollFreeVanitySearchAndOrderType: { quantity: 1, tollFreeVanity: tollFree.slice(-7) } })
    expect([free.orderStatus, numbersIn(free)[0]?.slice(-7)]).toEqual(['COMPLETE', tollFree.slice(-7)])
    const [tn = ''] = await search(world, 1)
    const local = await ended({ combinedSearchAndOrderType: { quantity: 1, areaCode: '919', localVanity: tn.slice(-4), endsIn: true } })
    expect([local.orderStatus, numbersIn(local)[0]?.slice(-4)]).toEqual(['COMPLETE', tn.slice(-4)])
  })

  it('a back order, that is renamed, noted and closed', async () => {
    await leaveOnly(world, '205', 1)
    const placed = await call(Order, 'createAsync', client, {
      siteId: owner.site, backOrderRequested: true, areaCodeSearchAndOrderType: { areaCode: '205', quantity: 2 },
    })
    await world.settle(owner.account)
    // The SDK throws whatever stands in the error list of an answer.
    await expect(call(Order, 'getAsync', client, at(placed, 'order/id'))).rejects.toThrow(/is backordered: 1 of 2/)
    const order = placed.order as Methods
    expect(await call(order, 'addNoteAsync', { userId: 'jbm', description: 'Soon' })).toMatchObject({ userId: 'jbm', description: 'Soon' })
    await call(order, 'updateAsync', { name: 'Later', customerOrderId: 'hello' })
    const history = await call(order, 'getHistoryAsync')
    expect(listOf(history).at(-1)).toMatchObject({ status: 'BACKORDERED', difference: 'CustomerOrderId : "" --> hello, Name : "" --> Later' })
    await call(order, 'updateAsync', { closeOrder: true })
    await expect(call(Order, 'getAsync', client, at(placed, 'order/id'))).rejects.toThrow(/Only 1 of the 2/)
    expect(at(await call(Order, 'listAsync', client, { page: 1, size: 1 }), 'listOrderIdUserIdDate/orderIdUserIdDate/orderStatus')).toBe('PARTIAL')
    expect(listOf(await call(order, 'getTotalsAsync'))).toEqual([expect.objectContaining({ count: 1 })])
  })
})

describe('numbers that an account has, through the SDK', () => {
  it('get options and are disconnected', async () => {
    const answer = await ended({ areaCodeSearchAndOrderType: { areaCode: '919', quantity: 2 } })
    const tns = numbersIn(answer)
    const placed = await call(TnOption, 'createAsync', client, {
      customerOrderId: 'myOrderId', tnOptionGroups: [{ portOutPasscode: 'a1b2c3', callForward: '6042661720', telephoneNumbers: tns }],
    })
    await world.settle(owner.account)
    const options = await call(TnOption, 'getAsync', client, placed.orderId)
    expect(options).toMatchObject({ processingStatus: 'COMPLETE' })
    expect(listOf(at(options, 'tnOptionGroups/0/telephoneNumbers')).map(String)).toEqual(tns)
    expect(await call(TnOption, 'listAsync', client, { status: 'complete' })).toHaveLength(1)

    const order = await call(Disconnect, 'createAsync', client, 'training run', tns)
    await world.settle(owner.account)
    const gone = await call(Disconnect, 'getAsync', client, at(order, 'orderRequest/id'), { tndetail: false })
    expect(gone.orderStatus).toBe('COMPLETE')
    expect(listOf(at(gone, 'disconnectedTelephoneNumberList/telephoneNumber')).map(String)).toEqual(tns)
    expect(await call(Disconnect, 'listAsync', client, { page: 1, size: 10 })).toMatchObject({ listOrderIdUserIdDate: { totalCount: 1 } })
  })
})
