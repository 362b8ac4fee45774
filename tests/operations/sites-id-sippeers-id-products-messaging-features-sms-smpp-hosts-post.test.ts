import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf, sms } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const feature = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/features/sms`
const post = (host: Elements, owner = mine) => locations(world, owner).post(`${feature(owner)}/smpp/hosts`, { SmsHost: host })

describe('201', () => {
  it('adds a host and answers it with its id', async () => {
    await locations(world, mine).post(feature(mine), sms())
    const answer = await post({ HostName: '47.123.17.16/30', Priority: '0', ConnectionType: 'RECEIVER_ONLY' })
    expect(answer.status).toBe(201)
    expect(answer.text).toMatch(/<SmsSmppHostResponse><SmsHost><HostName>47.123.17.16\/30<\/HostName><HostId>\d+<\/HostId><Priority>0<\/Priority><ConnectionType>RECEIVER_ONLY<\/ConnectionType><\/SmsHost><\/SmsSmppHostResponse>/)
  })
})

describe('400', () => {
  it('refuses an address in use elsewhere, in the documented words', async () => {
    const other = await world.newAccount()
    await locations(world, other).post(feature(other), sms({}, [{ HostName: '48.1.1.1' }]))
    const answer = await post({ HostName: '48.1.1.0/30' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SmsSmppHostsResponse><ResponseStatus><ErrorCode>13637</ErrorCode><Description>Termination IP 48.1.1.0/30 overlaps with an address that is already in use</Description>')])
  })

  it('refuses a host that is there already, the eleventh, and any where the protocol is not SMPP', async () => {
    const owner = await world.newAccount()
    await locations(world, owner).post(feature(owner), sms({}, Array.from({ length: 9 }, (_, n) => ({ HostName: `49.1.1.${n}` }))))
    const code = async (host: Elements) => text((await post(host, owner)).xml, 'ResponseStatus/ErrorCode')
    expect(await code({ HostName: '49.1.1.8/32' })).toBe('13018')
    expect((await post({ HostName: '49.1.1.10' }, owner)).status).toBe(201)
    expect(await code({ HostName: '49.1.1.11' })).toBe('13508')
    await locations(world, owner).put(feature(owner), sms({ Protocol: 'HTTP' }))
    expect(await code({ HostName: '49.1.1.12' })).toBe('13612')
  })
})

describe('403', () => {
  it('leaves subnets larger than /20 to the staff', async () => {
    const answer = await post({ HostName: '47.0.0.0/14' })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([403, '13674'])
  })
})

describe('404', () => {
  it('says that SMS is off', async () => {
    expect((await post({ HostName: '47.1.1.1' }, await world.newAccount())).status).toBe(404)
  })
})
