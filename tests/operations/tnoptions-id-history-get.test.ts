import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

describe('200', () => {
  it('tells every state that the order has been in', async () => {
    const id = await my.setOptions(await numbersOf(world, owner, 1), '<Sms>on</Sms>')
    const { status, xml } = await my.get(`/tnoptions/${id}/history`)
    expect([status, xml.name]).toEqual([200, 'OrderHistoryWrapper'])
    expect(all(xml, 'OrderHistory').map((entry) => text(entry, 'Status'))).toEqual(['RECEIVED', 'PROCESSING', 'COMPLETE'])
  })
})

describe('404', () => {
  it('does not tell of somebody else\'s order', async () => {
    const id = await my.setOptions(await numbersOf(world, owner, 1), '<Sms>on</Sms>')
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/tnoptions/${id}/history`)
    expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
  })
})
