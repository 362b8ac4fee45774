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
  it('has an empty list where there are none, and each account its own', async () => {
    await addApplication(world, await world.newAccount(), MESSAGING)
    expect((await locations(world, mine).get('/applications')).text).toMatch(/<ApplicationProvisioningResponse><ApplicationList\/><\/ApplicationProvisioningResponse>$/)
  })

  it('lists applications in the order in which they were made', async () => {
    const ids = [await addApplication(world, mine, { ...MESSAGING, CallbackCreds: undefined }), await addApplication(world, mine, VOICE)]
    const { text } = await locations(world, mine).get('/applications')
    expect([...text.matchAll(/<ApplicationId>([^<]+)/g)].map(([, id]) => id)).toEqual(ids)
    expect(text).toContain('<CallInitiatedCallbackUrl>https://a.com</CallInitiatedCallbackUrl>')
    expect(text).toContain('<CallbackCreds><UserId>login123</UserId></CallbackCreds>')
  })
})
