import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { accountWithSms, MM4, mm4, mmsOver, peerOf } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await accountWithSms(world)
})
afterAll(() => world.close())

const post = (body: Elements, owner = mine) => locations(world, owner).post(`${peerOf(owner)}/products/messaging/features/mms`, body)
const hosts = (count: number) => Array.from({ length: count }, (_, n) => ({ HostName: `h${n}.example.com` }))

describe('201', () => {
  it('switches MMS on over MM4, each host with an id; a port that was not given is not shown', async () => {
    const answer = await post(mmsOver('MM4', { MM4 }), await accountWithSms(world))
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('<MmsFeatureResponse><MmsFeature><MmsSettings><Protocol>MM4</Protocol></MmsSettings><Protocols><MM4><Tls>OFF</Tls>'
      + '<MmsMM4TermHosts><TermHosts><TermHost><HostId>1</HostId><HostName>206.107.248.58</HostName></TermHost></TermHosts></MmsMM4TermHosts><MmsMM4OrigHosts><OrigHosts>'
      + '<OrigHost><HostName>30.239.72.55</HostName><Port>8726</Port><HostId>1</HostId><Priority>0</Priority></OrigHost><OrigHost><HostName>25.231.123.32</HostName><HostId>2</HostId><Priority>0</Priority></OrigHost>'
      + '</OrigHosts></MmsMM4OrigHosts></MM4></Protocols></MmsFeature></MmsFeatureResponse>')])
  })

  it('switches MMS on over HTTP, with a proxy peer, which cannot be deleted then', async () => {
    const owner = await accountWithSms(world)
    const { addPeer, remove } = locations(world, owner)
    const proxy = await addPeer(owner.site, { PeerName: 'Proxy' })
    expect((await post(mmsOver('HTTP', { HTTP: { HttpSettings: { proxyPeerId: String(proxy) } } }), owner)).status).toBe(201)
    expect(text((await remove(`/sites/${owner.site}/sippeers/${proxy}`)).xml, 'ResponseStatus/ErrorCode')).toBe('13679')
  })

  it('takes TLS with names, and OFF where nothing is said', async () => {
    expect((await post(mm4([], [{ HostName: 'mm4.example.com' }], 'ON'), await accountWithSms(world))).text).toContain('<Tls>ON</Tls>')
    expect((await post(mmsOver('MM4'), await accountWithSms(world))).text).toContain('<Tls>OFF</Tls><MmsMM4TermHosts><TermHosts/></MmsMM4TermHosts><MmsMM4OrigHosts><OrigHosts/></MmsMM4OrigHosts>')
  })
})

describe('400', () => {
  const refusals: [string, Elements, number][] = [
    ['two protocols', mmsOver('MM4', { MM4, HTTP: { HttpSettings: '' } }), 13_606],
    ['settings of another protocol', mmsOver('HTTP', { MM4 }), 13_608],
    ['HTTP settings for MM4', mmsOver('MM4', { HTTP: { HttpSettings: '' } }), 13_608],
    ['no protocol', mmsOver(''), 1005],
    ['an unknown value of Tls', mm4([], [], 'MAYBE'), 1005],
    ['a proxy that does not exist', mmsOver('HTTP', { HTTP: { HttpSettings: { proxyPeerId: '999999' } } }), 1016],
    ['a host that is neither address nor name', mm4([{ HostName: 'not a host' }]), 13_621],
    ['a port of 65536', mm4([], [{ HostName: '1.1.1.1', Port: '65536' }]), 13_543],
    ['a priority of 10', mm4([], [{ HostName: '1.1.1.1', Priority: '10' }]), 13_599],
    ['TLS with an address', mm4([], [{ HostName: '1.1.1.1' }], 'ON'), 13_635],
    ['a host twice', mm4([{ HostName: 'A.example.com' }, { HostName: 'a.example.com' }]), 13_017],
    ['129 termination hosts', mm4(hosts(129)), 13_632],
    ['129 origination hosts', mm4([], hosts(129)), 13_631],
    ['the id of a host that is not there', mm4([{ HostName: '1.1.1.1', HostId: '7' }]), 13_618],
  ]
  it.each(refusals)('refuses %s', async (_what, body, code) => {
    const answer = await post(body)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
  })

  it('refuses another protocol than the one that is on, in the documented words', async () => {
    const owner = await accountWithSms(world)
    for (let n = 0; n < 2; n += 1) expect((await post(mmsOver('HTTP'), owner)).status).toBe(201)
    expect((await post(mmsOver('MM4'), owner)).text).toContain('<MmsFeatureResponse><ResponseStatus><ErrorCode>13606</ErrorCode><Description>Messaging feature may have only one protocol assigned.</Description>')
  })

  it('refuses a termination host that another peer has', async () => {
    const one = await accountWithSms(world)
    expect((await post(mm4([{ HostName: 'mail.example.com' }]), one)).status).toBe(201)
    expect((await post(mm4([{ HostName: 'mail.example.com' }]), one)).status).toBe(201)
    expect(text((await post(mm4([{ HostName: 'MAIL.example.com' }]))).xml, 'ResponseStatus/ErrorCode')).toBe('13634')
  })

  it('refuses a peer without SMS, and what the account does not have', async () => {
    const other = await world.newAccount()
    const { db } = world.database
    const code = async (protocol: string) => text((await post(mmsOver(protocol), other)).xml, 'ResponseStatus/ErrorCode')
    expect(await code('HTTP')).toBe('13623')
    await switchFeature(db, other.account, 'MESSAGING.HTTP', 'off')
    expect(await code('HTTP')).toBe('13651')
    await switchFeature(db, other.account, 'MESSAGING.MM4', 'off')
    expect(await code('MM4')).toBe('13616')
    await switchFeature(db, other.account, 'MESSAGING.MMS', 'off')
    expect(await code('MM4')).toBe('13603')
  })
})
