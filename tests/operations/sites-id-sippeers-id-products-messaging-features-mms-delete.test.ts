import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountWithSms, addApplication, MESSAGING, mmsOver, peerOf } from '../world/applications.ts'
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
  it('switches MMS off and answers nothing; the application goes when nothing speaks HTTP any more', async () => {
    const owner = await accountWithSms(world, 'SIP')
    const { post, put, get, remove } = locations(world, owner)
    await post(feature(owner), mmsOver('HTTP'))
    const id = await addApplication(world, owner, MESSAGING)
    const application = `${peerOf(owner)}/products/messaging/applicationSettings`
    expect((await put(application, { ApplicationsSettings: { HttpMessagingV2AppId: id } })).status).toBe(200)
    const answer = await remove(feature(owner))
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get(feature(owner))).status).toBe(404)
    expect((await get(application)).text).not.toContain(id)
  })
})

describe('404', () => {
  it('says that MMS is off', async () => {
    expect((await locations(world, mine).remove(feature(mine))).status).toBe(404)
  })
})
