import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountWithSms, mmsOver, peerOf } from '../world/applications.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const feature = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/features/mms`

describe('200', () => {
  it('says which protocol is on', async () => {
    const owner = await accountWithSms(world)
    await locations(world, owner).post(feature(owner), mmsOver('MM4'))
    expect((await locations(world, owner).get(`${feature(owner)}/settings`)).text).toContain('<MmsFeatureMmsSettingsResponse><MmsSettings><Protocol>MM4</Protocol></MmsSettings></MmsFeatureMmsSettingsResponse>')
  })
})

describe('404', () => {
  it('says that MMS is off', async () => {
    expect((await locations(world, mine).get(`${feature(mine)}/settings`)).status).toBe(404)
  })
})
