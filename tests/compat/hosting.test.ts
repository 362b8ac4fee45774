import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outside } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, call, clientFor, listOf, sdk, type Methods } from './sdk.ts'

const { ImportTnChecker, ImportTnOrder, RemoveImportedTnOrder, InServiceNumber } = sdk

let world: World
let owner: FreshAccount
let client: unknown
let tns: string[]
let ours: string[]
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  tns = await outside(world, 2)
  ours = await available(world, '303', 1)
  client = clientFor(world, owner)
})
afterAll(() => world.close())

const order = () => ({
  customerOrderID: 'sdk', siteId: owner.site, sipPeerId: owner.peer, loaAuthorizingPerson: 'Test Person',
  subscriber: { name: 'Company INC', serviceAddress: { houseNumber: '1', streetName: 'Street', city: 'City', stateCode: 'XY', zip: '54345', county: 'County' } },
})

describe('hosted messaging, through the SDK', () => {
  it('checks numbers', async () => {
    const answer = await call(ImportTnChecker, 'checkAsync', client, [...tns, ...ours])
    expect(listOf(at(answer, 'importTnCheckerPayload/telephoneNumbers/telephoneNumber')).map(String)).toEqual(tns)
    expect(at(answer, 'importTnCheckerPayload/importTnErrors/importTnError')).toMatchObject({ code: 19006 })
  })

  it('imports them, reads the order, its history and the list', async () => {
    const placed = await call(ImportTnOrder, 'createAsync', client, order(), tns)
    expect(placed).toMatchObject({ processingStatus: 'PROCESSING', customerOrderId: 'sdk', siteId: owner.site, sipPeerId: owner.peer, loaType: 'SUBSCRIBER' })
    await world.settle(owner.account)
    const read = await call(ImportTnOrder, 'getAsync', client, placed.id)
    expect(read).toMatchObject({ processingStatus: 'COMPLETE', orderId: placed.orderId })
    const history = await call(read as unknown as Methods, 'getHistoryAsync')
    expect(listOf(history).map((entry) => at(entry, 'status'))).toEqual(['RECEIVED', 'PROCESSING', 'COMPLETE'])
    const list = await call(ImportTnOrder, 'listAsync', client, {})
    expect(list).toMatchObject({ totalCount: 1, importTnOrderSummary: { importTnOrderSummary: { countOfTNs: 2, orderStatus: 'COMPLETE' } } })
    expect(listOf(at(await call(InServiceNumber, 'listAsync', client, {}), 'telephoneNumbers/telephoneNumber')).map(String)).toEqual(tns)
  })

  it('removes them, reads the order, its history and the list', async () => {
    const placed = await call(RemoveImportedTnOrder, 'createAsync', client, 'sdk-removal', tns)
    expect(placed).toMatchObject({ processingStatus: 'PROCESSING', customerOrderId: 'sdk-removal' })
    await world.settle(owner.account)
    expect(await call(RemoveImportedTnOrder, 'getAsync', client, placed.id, {})).toMatchObject({ processingStatus: 'COMPLETE' })
    const history = await call(placed as unknown as Methods, 'getHistoryAsync')
    expect(listOf(history).map((entry) => at(entry, 'status'))).toEqual(['RECEIVED', 'PROCESSING', 'COMPLETE'])
    const list = await call(RemoveImportedTnOrder, 'listAsync', client, {})
    expect(list).toMatchObject({ totalCount: 1, removeImportedTnOrderSummary: { orderType: 'remove_imported_tn_orders', orderStatus: 'COMPLETE' } })
  })

  it('rejects with what was answered where an order is refused', async () => {
    const refused = (words: string) => ({ status: 400, response: { text: expect.stringContaining(words) } })
    await expect(call(ImportTnOrder, 'createAsync', client, { ...order(), siteId: 999_999 }, tns)).rejects.toMatchObject(refused('The site id was not supplied or is invalid.'))
    await expect(call(RemoveImportedTnOrder, 'createAsync', client, 'a_b', tns)).rejects.toMatchObject(refused('Customer order ID is invalid.'))
    await expect(call(ImportTnChecker, 'checkAsync', client, ['1112223333'])).rejects.toMatchObject(refused('1112223333 is not a valid NANPA telephone number.'))
  })

  it('takes the single error in an order that it reads for its own', async () => {
    const placed = await call(ImportTnOrder, 'createAsync', client, order(), [...tns, ...ours])
    await world.settle(owner.account)
    await expect(call(ImportTnOrder, 'getAsync', client, placed.id)).rejects.toThrow('Bandwidth numbers cannot be imported by this account at this time.')
  })
})
