import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature, switchProduct } from '../../src/domains/accounts/index.ts'
import { addPeer, peerOf, sms } from '../world/applications.ts'
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

let peers = 0
const post = async (body: Elements) => locations(world, mine).post(`${(await addPeer(world, mine, `Peer ${peers += 1}`)).path}/products/messaging/features/sms`, body)

describe('201', () => {
  it('switches SMS on with SMPP hosts, each with an id', async () => {
    const answer = await post(sms({}, [
      { HostName: '54.10.88.146', Priority: '0', ConnectionType: 'RECEIVER_ONLY' }, { HostName: '47.123.17.16/30', Priority: '0', ConnectionType: 'TRANSCEIVER' },
    ]))
    expect(answer.status).toBe(201)
    expect(answer.text).toContain('<SipPeerSmsFeatureResponse><SipPeerSmsFeature><SipPeerSmsFeatureSettings><TollFree>true</TollFree><ShortCode>true</ShortCode><A2pLongCode>DefaultOff</A2pLongCode>'
      + '<A2pMessageClass>SomeMessageClass</A2pMessageClass><A2pCampaignId>SomeCampaignId</A2pCampaignId><Protocol>SMPP</Protocol><Zone1>true</Zone1><Zone2>true</Zone2><Zone3>true</Zone3><Zone4>true</Zone4><Zone5>true</Zone5>')
    expect(answer.text).toMatch(/<SmppHosts><SmppHost><HostName>54.10.88.146<\/HostName><HostId>\d+<\/HostId><Priority>0<\/Priority><ConnectionType>RECEIVER_ONLY<\/ConnectionType><\/SmppHost><SmppHost><HostName>47.123.17.16\/30<\/HostName>/)
  })

  it('takes the least that clients send, and a second POST with the same protocol', async () => {
    const path = `${peerOf(mine)}/products/messaging/features/sms`
    const least = { SipPeerSmsFeature: { SipPeerSmsFeatureSettings: { TollFree: 'true', Protocol: 'HTTP', Zone1: 'false', Zone2: 'true' } } }
    for (let n = 0; n < 2; n += 1) expect((await locations(world, mine).post(path, least)).status).toBe(201)
    expect(text((await locations(world, mine).post(path, sms({}))).xml, 'ResponseStatus/ErrorCode')).toBe('13610')
  })

  it('lets peers of one account share an SMPP host', async () => {
    for (const HostName of ['32.1.1.1', '32.1.1.0/24']) expect((await post(sms({}, [{ HostName }]))).status).toBe(201)
  })
})

describe('400', () => {
  const refusals: [string, Elements, number][] = [
    ['an unknown protocol', sms({ Protocol: 'FAX' }), 13_567],
    ['an unknown A2P value', sms({ A2pLongCode: 'MAYBE' }), 13_636],
    ['a campaign with everything off', sms({ TollFree: 'false', ShortCode: 'false', A2pLongCode: 'OFF', A2pMessageClass: '' }), 13_637],
    ['A2P without a class', sms({ A2pLongCode: 'ON', A2pMessageClass: '' }), 13_641],
    ['a class without A2P', sms({ A2pLongCode: 'OFF' }), 13_642],
    ['SMPP hosts for HTTP', sms({ Protocol: 'HTTP' }, [{ HostName: '33.1.1.1' }]), 13_612],
    ['11 SMPP hosts', sms({}, Array.from({ length: 11 }, (_, n) => ({ HostName: `33.1.1.${n}` }))), 13_508],
    ['an SMPP host twice', sms({}, [{ HostName: '33.1.1.1' }, { HostName: '33.1.1.1/32' }]), 13_018],
    ['an SMPP host with a port', sms({}, [{ HostName: '33.1.1.1', Port: '2775' }]), 13_568],
    ['a priority of 10', sms({}, [{ HostName: '33.1.1.1', Priority: '10' }]), 13_599],
    ['an unknown connection type', sms({}, [{ HostName: '33.1.1.1', ConnectionType: 'PIGEON' }]), 1005],
    ['an SMPP host by name', sms({}, [{ HostName: 'smpp.example.com' }]), 13_594],
    ['an id that the peer does not have', sms({}, [{ HostName: '33.1.1.1', HostId: '999999' }]), 13_596],
  ]
  it.each(refusals)('refuses %s', async (_what, body, code) => {
    const answer = await post(body)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
  })

  it("refuses an SMPP host that overlaps another account's, or addresses from which calls come", async () => {
    const other = await world.newAccount()
    await locations(world, other).post(`${peerOf(other)}/products/messaging/features/sms`, sms({}, [{ HostName: '34.1.0.0/20' }]))
    await locations(world, other).put(peerOf(other), { SipPeer: { TerminationHosts: { TerminationHost: { HostName: '34.2.1.1' } } } })
    for (const HostName of ['34.1.1.1', '34.2.1.0/30']) {
      expect(text((await post(sms({}, [{ HostName }]))).xml, 'ResponseStatus/Description')).toBe(`Termination IP ${HostName} overlaps with an address that is already in use`)
    }
    expect(text((await locations(world, mine).put(peerOf(mine), { SipPeer: { TerminationHosts: { TerminationHost: { HostName: '34.1.5.0/24' } } } })).xml, 'ResponseStatus/ErrorCode')).toBe('13654')
  })

  it('gives an SMPP host that several accounts want at once to exactly one', async () => {
    const accounts = await Promise.all([1, 2, 3, 4].map(() => world.newAccount()))
    const answers = await Promise.all(accounts.map((account, n) => locations(world, account).post(`${peerOf(account)}/products/messaging/features/sms`, sms({}, [{ HostName: `35.1.1.0/${24 + n}` }]))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400])
  })

  it('refuses what the account does not have', async () => {
    const other = await world.newAccount()
    const { db } = world.database
    const code = async (settings: Elements) => text((await locations(world, other).post(`${peerOf(other)}/products/messaging/features/sms`, sms(settings))).xml, 'ResponseStatus/ErrorCode')
    await switchFeature(db, other.account, 'MESSAGING.SMPP', 'off')
    expect(await code({})).toBe('13614')
    await switchFeature(db, other.account, 'MESSAGING.HTTP', 'off')
    expect(await code({ Protocol: 'HTTP' })).toBe('13609')
    await switchFeature(db, other.account, 'MESSAGING.SMS', 'off')
    expect(await code({})).toBe('13607')
    await switchProduct(db, other.account, 'MESSAGING', 'off')
    expect(await code({})).toBe('13603')
  })
})

describe('403', () => {
  it('leaves subnets larger than /20 to the staff', async () => {
    const answer = await post(sms({}, [{ HostName: '36.1.0.0/19' }]))
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('<SipPeerSmsFeatureResponse><ResponseStatus><ErrorCode>13674</ErrorCode>'
      + '<Description>Configuring subnet values larger than /20 requires Bandwidth staff intervention</Description>')])
  })
})
