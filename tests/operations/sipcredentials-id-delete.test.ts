import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('deletes a credential and answers nothing', async () => {
    const { post, get, remove } = locations(world, mine)
    await post('/sipcredentials', { SipCredentials: { SipCredential: { UserName: 'Jim', Domain: 'bw.com', Hash1: 'x' } } })
    const answer = await remove('/sipcredentials/Jim@bw.com')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get('/sipcredentials/Jim@bw.com')).status).toBe(404)
  })
})

describe('404', () => {
  it('names the credential that does not exist', async () => {
    const answer = await locations(world, mine).remove('/sipcredentials/Jim@bw.com')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '23007'])
  })
})
