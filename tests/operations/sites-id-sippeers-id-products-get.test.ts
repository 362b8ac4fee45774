import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchProduct } from '../../src/domains/accounts/index.ts'
import { peerOf } from '../world/applications.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('lists what the account has of what a SIP peer can serve', async () => {
    const { get } = locations(world, mine)
    expect((await get(`${peerOf(mine)}/products`)).text).toContain('<SipPeerProductResponse><Products><Product><Name>Termination</Name></Product><Product><Name>EdgeManagement</Name></Product>'
      + '<Product><Name>Messaging</Name></Product><Product><Name>Origination</Name></Product></Products></SipPeerProductResponse>')
    await switchProduct(world.database.db, mine.account, 'MESSAGING', 'off')
    expect((await get(`${peerOf(mine)}/products`)).text).not.toContain('Messaging')
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/999999/products`)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SipPeerProductResponse><ResponseStatus><ErrorCode>13563</ErrorCode>')])
  })
})
