import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf, sms } from '../world/applications.ts'
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

const path = () => `${peerOf(mine)}/products/messaging/features/sms`

describe('200', () => {
  it('reads settings and hosts as they were given', async () => {
    const { post, get } = locations(world, mine)
    const made = await post(path(), sms({}, [{ HostName: '54.10.88.146', Priority: '3', ConnectionType: 'RECEIVER_ONLY' }]))
    const answer = await get(path())
    expect([answer.status, answer.text]).toEqual([200, made.text])
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/999999/products/messaging/features/sms`)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13563'])
  })
})

describe('404', () => {
  it('says that SMS is off', async () => {
    const other = await world.newAccount()
    const answer = await locations(world, other).get(`${peerOf(other)}/products/messaging/features/sms`)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '13678'])
  })
})
