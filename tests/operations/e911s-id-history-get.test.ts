import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calling, MISSPELT, numbersBody } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = calling(world, owner)
})
afterAll(() => world.close())

const ordered = async () => my.place(numbersBody(await numbersOf(world, owner, 1), { Address: MISSPELT }))

describe('200', () => {
  it('tells every state that the order has been in', async () => {
    const id = await ordered()
    await world.settle(owner.account)
    const { status, xml } = await my.get(`/e911s/${id}/history`)
    expect([status, xml.name]).toEqual([200, 'OrderHistoryWrapper'])
    expect(all(xml, 'OrderHistory').map((entry) => [text(entry, 'Status'), text(entry, 'Note'), text(entry, 'Author')])).toEqual([
      ['RECEIVED', 'E911 order is received.', `sandbox-${owner.account}`], ['PROCESSING', 'E911 order is being processed.', 'System'],
      ['ADJUSTED_COMPLETE', 'E911 order is done with 1 of 1 numbers.', 'System'],
    ])
  })
})

describe('404', () => {
  it('does not tell of somebody else\'s order', async () => {
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/e911s/${await ordered()}/history`)
    expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
  })
})
