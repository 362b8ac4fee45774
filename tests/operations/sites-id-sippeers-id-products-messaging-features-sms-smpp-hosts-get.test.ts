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

const feature = () => `${peerOf(mine)}/products/messaging/features/sms`

describe('200', () => {
  it('lists hosts in the order in which they were added; an empty list where there are none', async () => {
    const { post, get } = locations(world, mine)
    await post(feature(), sms())
    expect((await get(`${feature()}/smpp/hosts`)).text).toContain('<SmsSmppHostsResponse><SmsHosts/></SmsSmppHostsResponse>')
    for (const HostName of ['36.162.214.238', '3.196.122.33']) await post(`${feature()}/smpp/hosts`, { SmsHost: { HostName } })
    expect((await get(`${feature()}/smpp/hosts`)).text).toMatch(/<SmsHosts><SmsHost><HostName>36.162.214.238<\/HostName><HostId>\d+<\/HostId><Priority>0<\/Priority><ConnectionType>RECEIVER_ONLY<\/ConnectionType><\/SmsHost><SmsHost><HostName>3.196.122.33<\/HostName>/)
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/999999/products/messaging/features/sms/smpp/hosts`)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13563'])
  })
})

describe('403', () => {
  it('refuses a user without the role', async () => {
    const auth = await locations(world, mine).userWith('ROLE_API_SEARCH')
    const answer = await world.api('GET', `/accounts/${mine.account}${feature()}/smpp/hosts`, undefined, { auth })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([403, '1001'])
  })
})

describe('404', () => {
  it('says that SMS is off', async () => {
    const owner = await world.newAccount()
    expect((await locations(world, owner).get(`${peerOf(owner)}/products/messaging/features/sms/smpp/hosts`)).status).toBe(404)
  })
})
