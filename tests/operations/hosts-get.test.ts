import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeer, sms } from '../world/applications.ts'
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

const search = (query = '') => locations(world, mine).get(`/hosts${query}`)
const hostsOf = (list: string, body: string) => [...(new RegExp(`<${list}>(.*?)</${list}>`).exec(body)?.[1] ?? '').matchAll(/<HostName>([^<]+)/g)].map(([, name]) => name)

describe('200', () => {
  it('has an empty list where there are no hosts', async () => {
    expect((await search()).text).toContain('<SiteHostsResponse><SiteHosts/></SiteHostsResponse>')
  })

  it('finds hosts of every kind, of groups too, by site and peer', async () => {
    const peer = await addPeer(world, mine, 'Hosts')
    const { put, post } = locations(world, mine)
    await put(peer.path, { SipPeer: { VoiceHosts: { Host: { HostName: '47.16.211.63' } } } })
    expect((await search()).text).toContain(`<SiteHosts><SiteHost><SiteId>${mine.site}</SiteId><SipPeerHosts><SipPeerHost><SipPeerId>${peer.id}</SipPeerId><SmsHosts/>`
      + '<VoiceHosts><Host><HostName>47.16.211.63</HostName></Host></VoiceHosts><TerminationHosts/></SipPeerHost></SipPeerHosts></SiteHost></SiteHosts>')
    await put(peer.path, { SipPeer: {
      VoiceHostGroups: { VoiceHostGroup: [{ Host: { HostName: 'sip.example.com' } }, { Host: { HostName: '47.16.211.64' } }] }, TerminationHosts: { TerminationHost: { HostName: '30.1.1.0/30' } },
    } })
    await post(`${peer.path}/products/messaging/features/sms`, sms({}, [{ HostName: '31.1.1.1' }]))
    const { text: all } = await search()
    expect(['SmsHosts', 'VoiceHosts', 'TerminationHosts'].map((list) => hostsOf(list, all))).toEqual([['31.1.1.1'], ['sip.example.com', '47.16.211.64'], ['30.1.1.0/30']])
    const found = async (query: string) => { const { text: body } = await search(query); return ['SmsHosts', 'VoiceHosts', 'TerminationHosts'].flatMap((list) => hostsOf(list, body)) }
    expect(await found('?type=SMS')).toEqual(['31.1.1.1'])
    expect(await found('?type=TERMINATION&host=30.1.1.0/30')).toEqual(['30.1.1.0/30'])
    expect(await found('?host=30.1.1.1')).toEqual([])
    expect(await found('?host=SIP.Example.com')).toEqual(['sip.example.com'])
    expect(await found('?host=31.1.1.1&type=ORIGINATION')).toEqual([])
  })

  it('finds nothing of other accounts', async () => {
    const other = await world.newAccount()
    expect((await locations(world, other).get('/hosts')).text).toContain('<SiteHosts/>')
  })
})

describe('400', () => {
  it('refuses an unknown kind', async () => {
    const answer = await search('?type=FAX')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '15505'])
  })
})
