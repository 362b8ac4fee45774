import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, MESSAGING, peerOf, sms } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const feature = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/features/sms`
const put = (body: Elements, owner = mine) => locations(world, owner).put(feature(owner), body)
const idOf = (body: string, host: string) => new RegExp(`<HostName>${host}</HostName><HostId>(\\d+)`).exec(body)?.[1] ?? ''

describe('200', () => {
  it('replaces settings; a host with its id stays the same host, others come and go', async () => {
    const made = await locations(world, mine).post(feature(mine), sms({}, [{ HostName: '40.1.1.1' }, { HostName: '40.1.1.2' }]))
    const kept = idOf(made.text, '40.1.1.2')
    const answer = await put(sms({ TollFree: 'false', A2pCampaignId: 'NewCampaignId' }, [{ HostName: '40.1.1.3', HostId: kept, ConnectionType: 'TRANSCEIVER' }, { HostName: '40.1.1.4' }]))
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<TollFree>false</TollFree>')
    expect(answer.text).toContain(`<SmppHost><HostName>40.1.1.3</HostName><HostId>${kept}</HostId><Priority>0</Priority><ConnectionType>TRANSCEIVER</ConnectionType></SmppHost>`)
    expect(answer.text).not.toContain('40.1.1.1<')
    expect((await put(sms({}))).text).toContain('40.1.1.4')
  })

  it('gives hosts up when the protocol is another, and the application when nothing speaks HTTP', async () => {
    const other = await world.newAccount()
    const { post, put: change, get } = locations(world, other)
    await post(feature(other), sms({ Protocol: 'HTTP' }))
    const id = await addApplication(world, other, MESSAGING)
    const application = `${peerOf(other)}/products/messaging/applicationSettings`
    expect((await change(application, { ApplicationsSettings: { HttpMessagingV2AppId: id } })).status).toBe(200)
    expect((await put(sms({}, [{ HostName: '41.1.1.1' }]), other)).status).toBe(200)
    expect((await get(application)).text).not.toContain(id)
    const answer = await put(sms({ Protocol: 'SIP' }), other)
    expect([has(answer.xml, 'SipPeerSmsFeature/SmppHosts'), answer.status]).toEqual([false, 200])
    const third = await world.newAccount()
    expect((await locations(world, third).post(feature(third), sms({}, [{ HostName: '41.1.1.1' }]))).status).toBe(201)
  })
})

describe('400', () => {
  it('refuses a campaign with everything off', async () => {
    const answer = await put(sms({ TollFree: 'false', ShortCode: 'false', A2pLongCode: 'OFF', A2pMessageClass: '' }))
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("<ErrorCode>13637</ErrorCode><Description>CampaignID shouldn't be present if all of features 'A2pLongCode', 'TollFree' and 'ShortCode' are disabled.</Description>")])
  })
})

describe('403', () => {
  it('leaves subnets larger than /20 to the staff', async () => {
    const answer = await put(sms({}, [{ HostName: '42.1.0.0/16' }]))
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([403, '13674'])
  })
})

describe('404', () => {
  it('says that SMS is off', async () => {
    const answer = await put(sms(), await world.newAccount())
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '13678'])
  })
})
