import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  it('has an empty list where nothing was set', async () => {
    expect((await locations(world, mine).get(`${peerOf(mine)}/products/messaging/settings`)).text)
      .toContain('<SipPeerMessagingSettingsResponse><SipPeerMessagingSettings><BreakOutCountries/></SipPeerMessagingSettings></SipPeerMessagingSettingsResponse>')
  })

  it('reads what was set, in the order given', async () => {
    const { put, get } = locations(world, mine)
    await put(`${peerOf(mine)}/products/messaging/settings`, { SipPeerMessagingSettings: { BreakOutCountries: { Country: ['GBR', 'CAN'] } } })
    expect((await get(`${peerOf(mine)}/products/messaging/settings`)).text).toContain('<BreakOutCountries><Country>GBR</Country><Country>CAN</Country></BreakOutCountries>')
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/999999/products/messaging/settings`)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>13563</ErrorCode>')])
  })
})
