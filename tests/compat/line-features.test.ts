import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, call, clientFor, listOf, sdk, type Methods } from './sdk.ts'

const { Lidbs, Dlda } = sdk

let world: World
let owner: FreshAccount
let client: unknown
let tns: string[]
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  tns = await numbersOf(world, owner, 4)
  client = clientFor(world, owner)
})
afterAll(() => world.close())

const pass = async () => {
  await world.advance('PT10M', owner.account)
  await world.advance('PT26H', owner.account)
}

describe('calling names, through the SDK', () => {
  it('are ordered, read and listed', async () => {
    const placed = await call(Lidbs, 'createAsync', client, {
      customerOrderId: 'A Test order', lidbTnGroups: { lidbTnGroup: { telephoneNumbers: tns.slice(0, 2), subscriberInformation: 'Joes Garage', useType: 'BUSINESS', visibility: 'PUBLIC' } },
    })
    expect(placed).toMatchObject({ customerOrderId: 'A Test order', lidbTnGroups: { lidbTnGroup: { subscriberInformation: 'Joes Garage' } } })
    await world.settle(owner.account)
    await pass()
    expect(await call(Lidbs, 'getAsync', client, placed.orderId)).toMatchObject({ orderId: placed.orderId, processingStatus: 'COMPLETE' })
    const list = await call(Lidbs, 'listAsync', client, { tn: tns[0] })
    expect(at(list, 'listOrderIdUserIdDate/orderIdUserIdDate')).toMatchObject({ orderId: placed.orderId, orderType: 'lidb', orderStatus: 'COMPLETE' })
  })
})

describe('listings, through the SDK', () => {
  it('are ordered, read, told of and listed', async () => {
    const placed = await call(Dlda, 'createAsync', client, {
      customerOrderId: '123',
      dldaTnGroups: [{ dldaTnGroup: {
        telephoneNumbers: tns.slice(2), subscriberType: 'BUSINESS', listingType: 'LISTED', listingName: { firstName: 'first name', lastName: 'last name' }, listAddress: true,
        address: { houseNumber: '123', streetName: 'City', streetSuffix: 'Lane', city: 'denver', stateCode: 'CO', zip: '12345', addressType: 'Dlda' },
      } }],
    })
    expect(placed).toMatchObject({ processingStatus: 'RECEIVED', dldaTnGroups: { dldaTnGroup: { accountType: 'BUSINESS', address: { country: 'United States' } } } })
    await world.settle(owner.account)
    await pass()
    expect(await call(Dlda, 'getAsync', client, placed.orderId)).toMatchObject({ orderId: placed.orderId, processingStatus: 'COMPLETE' })
    // The SDK asks for the history of `id`, which it does not set.
    const history = await call(Object.assign(placed, { id: placed.orderId }) as unknown as Methods, 'getHistoryAsync')
    expect(listOf(history).map((entry) => at(entry, 'status'))).toEqual(['RECEIVED', 'PROCESSING', 'COMPLETE'])
    const list = await call(Dlda, 'listAsync', client, {})
    expect(at(list, 'listOrderIdUserIdDate/totalCount')).toBe(1)
  })
})
