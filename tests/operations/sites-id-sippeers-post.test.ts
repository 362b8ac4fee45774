import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeGeocoder } from '../world/fake-geocoder.ts'
import { locations, SITE, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
let sites = 0

beforeAll(async () => {
  world = await createWorld({ worker: false, geocoder: fakeGeocoder })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const newSite = () => locations(world, mine).addSite({ ...SITE, Name: `Site ${sites += 1}` })

async function defaultsOf(site: number): Promise<string[]> {
  const { text } = await locations(world, mine).get(`/sites/${site}/sippeers`)
  return [...text.matchAll(/<PeerName>([^<]+)<\/PeerName>(?:<Description>[^<]*<\/Description>)?<IsDefaultPeer>true/g)].map(([, name]) => name ?? '')
}

const hosts = (count: number) => ({ Host: Array.from({ length: count }, (_, n) => ({ HostName: `10.0.0.${n}` })) })
const termination = (...names: string[]) => ({ TerminationHosts: { TerminationHost: names.map((HostName) => ({ HostName })) } })
const ADDRESS = { HouseNumber: '1600', StreetName: 'PENNSYLVANIA AVE NW', City: 'WASHINGTON', StateCode: 'DC', Zip: '20500', AddressType: 'Service' }

describe('201', () => {
  it('adds a peer and names it in Location, with nothing in the body', async () => {
    const site = await newSite()
    const answer = await locations(world, mine).postPeer(site, { PeerName: 'name' })
    expect([answer.status, answer.text]).toEqual([201, ''])
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${world.url}/accounts/${mine.account}/sites/${site}/sippeers/\\d+$`))
  })

  it('makes the first peer of a site its default, whatever is asked for', async () => {
    const site = await newSite()
    await locations(world, mine).addPeer(site, { PeerName: 'First', IsDefaultPeer: 'false' })
    expect(await defaultsOf(site)).toEqual(['First'])
  })

  it('moves the default to a later peer only when that asks for it', async () => {
    const site = await newSite()
    const { addPeer } = locations(world, mine)
    await addPeer(site, { PeerName: 'First' })
    await addPeer(site, { PeerName: 'Second', IsDefaultPeer: '' })
    expect(await defaultsOf(site)).toEqual(['First'])
    await addPeer(site, { PeerName: 'Third', IsDefaultPeer: 'True' })
    expect(await defaultsOf(site)).toEqual(['Third'])
  })

  it('leaves one default when several peers are made at the same time', async () => {
    const site = await newSite()
    const { addPeer } = locations(world, mine)
    await Promise.all([1, 2, 3, 4].map((n) => addPeer(site, { PeerName: `Peer ${n}`, IsDefaultPeer: n % 2 === 0 ? 'true' : 'false' })))
    expect(await defaultsOf(site)).toHaveLength(1)
  })

  it('takes a wrapper that is repeated for each host, and port 0', async () => {
    const site = await newSite()
    const { addPeer, get } = locations(world, mine)
    const peer = await addPeer(site, {
      PeerName: 'Repeated', VoiceHosts: [{ Host: { HostName: 'sip.example.com', Port: '5061' } }, { Host: { HostName: '2001:db8::1' } }],
      TerminationHosts: { TerminationHost: { HostName: '2.1.1.96/30', Port: '0', CustomerTrafficAllowed: 'ALL' } },
    })
    const { text } = await get(`/sites/${site}/sippeers/${peer}`)
    expect(text).toContain('<VoiceHosts><Host><HostName>sip.example.com</HostName><Port>5061</Port></Host><Host><HostName>2001:db8::1</HostName></Host></VoiceHosts>')
    expect(text).toContain('<TerminationHost><HostName>2.1.1.96/30</HostName><Port>0</Port><CustomerTrafficAllowed>ALL</CustomerTrafficAllowed></TerminationHost>')
  })
})

describe('400', () => {
  const refusals: [string, Elements, number, string][] = [
    ['no name', {}, 13500, 'PeerName is required'],
    ['a name of 51 characters', { PeerName: 'x'.repeat(51) }, 13501, `PeerName '${'x'.repeat(51)}' has more than 50 characters`],
    ['a description of 51 characters', { PeerName: 'a', Description: 'y'.repeat(51) }, 13503, `Description '${'y'.repeat(51)}' has more than 50 characters`],
    ['Display without Enforced', { PeerName: 'a', CallingName: { Display: 'true' } }, 13582, 'Enforce option is missing'],
    ['Enforced without Display', { PeerName: 'a', CallingName: { Enforced: 'true' } }, 13581, 'Display option is missing'],
    ['hosts and groups', { PeerName: 'a', VoiceHosts: hosts(1), VoiceHostGroups: { VoiceHostGroup: hosts(1) } }, 13504, 'VoiceHosts and VoiceHostGroups cannot both be given'],
    ['11 voice hosts', { PeerName: 'a', VoiceHosts: hosts(11) }, 13506, 'At most 10 voice hosts are allowed'],
    ['11 hosts in a group', { PeerName: 'a', VoiceHostGroups: { VoiceHostGroup: hosts(11) } }, 13506, 'At most 10 voice hosts are allowed'],
    ['6 groups', { PeerName: 'a', VoiceHostGroups: { VoiceHostGroup: Array.from({ length: 6 }, () => hosts(1)) } }, 13507, 'At most 5 VoiceHostGroup elements are allowed'],
    ['a host with a blank', { PeerName: 'a', VoiceHosts: { Host: { HostName: 'not a host' } } }, 13509, "Host 'not a host' is neither an IP address nor a domain name"],
    ['a host that only looks like an address', { PeerName: 'a', VoiceHosts: { Host: { HostName: '10.0.0.256' } } }, 13509, "Host '10.0.0.256' is neither an IP address nor a domain name"],
    ['a port of 65536', { PeerName: 'a', VoiceHosts: { Host: { HostName: '10.0.0.1', Port: '65536' } } }, 13543, "Port '65536' is not in the range 0 to 65535"],
    ['a host twice', { PeerName: 'a', VoiceHosts: { Host: [{ HostName: 'A.example' }, { HostName: 'a.example' }] } }, 13553, 'Hosts are repeated: a.example'],
    ['11 termination hosts', { PeerName: 'a', ...termination(...Array.from({ length: 11 }, (_, n) => `2.1.1.${n}`)) }, 12119, '11 TerminationHost elements were given; at most 10 are allowed'],
    ['a name as termination host', { PeerName: 'a', ...termination('sip.example.com') }, 13594, "Host 'sip.example.com' is not an IP address or a subnet in CIDR form"],
    ['a subnet mask of 13', { PeerName: 'a', ...termination('2.0.0.0/13') }, 13593, "The mask of host '2.0.0.0/13' is not in the range 14 to 32"],
    ['a subnet given by another of its addresses', { PeerName: 'a', ...termination('2.1.1.97/30') }, 13595, "'2.1.1.97/30' is not the network address of its subnet; did you mean '2.1.1.96/30'?"],
    ['an address without type', { PeerName: 'a', Address: { ...ADDRESS, AddressType: undefined } }, 12554, 'AddressType is required in an address'],
    ['an address without street', { PeerName: 'a', Address: { ...ADDRESS, StreetName: undefined } }, 12538, 'StreetName is required in an address'],
  ]

  it.each(refusals)('refuses %s', async (_what, peer, code, text) => {
    const answer = await locations(world, mine).postPeer(mine.site, peer)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<SipPeerResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${text}</Description></ResponseStatus></SipPeerResponse>`)
  })

  it('refuses a name that the site uses already, in any case, and takes it on another site', async () => {
    const [site, other] = [await newSite(), await newSite()]
    const { addPeer, postPeer } = locations(world, mine)
    await addPeer(site, { PeerName: 'Taken' })
    const answer = await postPeer(site, { PeerName: 'TAKEN', IsDefaultPeer: 'true' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>13524</ErrorCode>'
      + `<Description>Sip Peer name 'TAKEN' is in use already for account '${mine.account}' and site '${site}'</Description>`)])
    expect((await postPeer(other, { PeerName: 'Taken' })).status).toBe(201)
  })

  it('moves no default for a peer that it refuses', async () => {
    const site = await newSite()
    const { addPeer, postPeer } = locations(world, mine)
    await addPeer(site, { PeerName: 'First' })
    await addPeer(site, { PeerName: 'Second' })
    expect((await postPeer(site, { PeerName: 'second', IsDefaultPeer: 'true' })).status).toBe(400)
    expect(await defaultsOf(site)).toEqual(['First'])
  })
})

describe('404', () => {
  it("is the same for a site that does not exist and another account's, and nothing is added there", async () => {
    const other = await world.newAccount()
    for (const site of [other.site, 999_999, 'abc']) {
      const answer = await locations(world, mine).postPeer(site, { PeerName: 'Intruder' })
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`<SipPeerResponse><ResponseStatus><ErrorCode>12016</ErrorCode><Description>Site '${site}' does not exist`)])
    }
    expect((await locations(world, other).get(`/sites/${other.site}/sippeers`)).text).not.toContain('Intruder')
  })
})

describe('409', () => {
  it('recommends the address that comes closest', async () => {
    const answer = await locations(world, mine).postPeer(mine.site, { PeerName: 'Misspelt', Address: { ...ADDRESS, StreetName: 'PENNSYLVANIA', StreetSuffix: 'AVE', PostDirectional: 'NW', City: 'WASHINGTUN', Country: 'US' } })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('<SipPeerResponse><ResponseStatus><ErrorCode>12112</ErrorCode>')
    expect(answer.text).toContain('Specified value - City : "WASHINGTUN" Valid value - "WASHINGTON"</AddressInconsistencies><RecommendedAddress><AddressLine1>1600 PENNSYLVANIA AVE NW</AddressLine1>')
    expect(answer.text).toMatch(/<\/AddressErrorDescription><\/SipPeerResponse>$/)
  })
})

describe('503', () => {
  it('says that addresses cannot be looked up at present', async () => {
    const answer = await locations(world, mine).postPeer(mine.site, { PeerName: 'Offline', Address: { ...ADDRESS, StreetName: 'OFFLINE' } })
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('<ErrorCode>13566</ErrorCode><Description>Our E911 service is unavaliable</Description>')])
  })
})
