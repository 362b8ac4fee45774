import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, MESSAGING, VOICE } from '../world/applications.ts'
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
  it.each([MESSAGING, VOICE])('reads what was given, but no password', async (application) => {
    const id = await addApplication(world, mine, application)
    const answer = await locations(world, mine).get(`/applications/${id}`)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<ApplicationId>${id}</ApplicationId><ServiceType>${application.ServiceType}</ServiceType>`)
    expect(answer.text).toContain(`<CallbackCreds><UserId>${application.CallbackCreds.UserId}</UserId></CallbackCreds></Application>`)
  })
})

describe('404', () => {
  it("is the same for an application that does not exist and another account's", async () => {
    const theirs = await addApplication(world, await world.newAccount(), MESSAGING)
    for (const id of [theirs, 'non_existing', '00000000-0000-4000-8000-000000000000']) {
      const answer = await locations(world, mine).get(`/applications/${id}`)
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`<ErrorCode>13629</ErrorCode><Description>Application with id '${id}' not found</Description>`)])
    }
  })
})
