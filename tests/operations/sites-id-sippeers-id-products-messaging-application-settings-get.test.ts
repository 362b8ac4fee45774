import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountWithSms, addApplication, MESSAGING, peerOf } from '../world/applications.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const path = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/applicationSettings`

describe('200', () => {
  it('is empty where nothing was assigned, and else shows the application under both names that clients read', async () => {
    expect((await locations(world, mine).get(path(mine))).text).toContain('<ApplicationsSettingsResponse><ApplicationsSettings/><ApplicationSettings/></ApplicationsSettingsResponse>')
    const owner = await accountWithSms(world)
    const id = await addApplication(world, owner, MESSAGING)
    await locations(world, owner).put(path(owner), { ApplicationsSettings: { HttpMessagingV2AppId: id } })
    const settings = `<HttpMessagingV2AppId>${id}</HttpMessagingV2AppId>`
    expect((await locations(world, owner).get(path(owner))).text).toContain(`<ApplicationsSettings>${settings}</ApplicationsSettings><ApplicationSettings>${settings}</ApplicationSettings>`)
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/999999/products/messaging/applicationSettings`)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>13563</ErrorCode>')])
  })
})
