import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchProduct } from '../../src/domains/accounts/index.ts'
import { fakeGeocoder } from '../world/fake-geocoder.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations, SITE, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let site: number
let peers = 0
beforeAll(async () => {
  world = await createWorld({ worker: false, geocoder: fakeGeocoder })
  mine = await world.newAccount()
  site = await locations(world, mine).addSite({ ...SITE, Name: 'Peers' })
  await locations(world, mine).addPeer(site, { PeerName: 'The default' })
})
afterAll(() => world.close())

const newPeer = (peer: Elements = {}) => locations(world, mine).addPeer(site, { PeerName: `Peer ${peers += 1}`, ...peer })
const put = (peer: number | string, body: Elements) => locations(world, mine).put(`/sites/${site}/sippeers/${peer}`, { SipPeer: body })
const read = async (peer: number) => (await locations(world, mine).get(`/sites/${site}/sippeers/${peer}`)).text
const termination = (...names: string[]) => ({ TerminationHosts: { TerminationHost: names.map((HostName) => ({ HostName })) } })
const ADDRESS = { HouseNumber: '1600', StreetName: 'PENNSYLVANIA AVE NW', City: 'WASHINGTON', StateCode: 'DC', Zip: '20500', AddressType: 'Service' }

describe('200', () => {
  it('changes what is given and answers nothing', async () => {
    const peer = await newPeer()
    const answer = await put(peer, {
      PeerName: `name ${peer}`, Description: 'description', IsDefaultPeer: 'false',
      VoiceHosts: { Host: [{ HostName: '10.10.10.1' }, { HostName: '10.10.10.2' }] }, VoiceHostGroups: '',
      TerminationHosts: { TerminationHost: [
        { HostName: '2.1.1.9', Port: '0', CustomerTrafficAllowed: 'DOMESTIC' }, { HostName: '2.1.1.96/30', Port: '0', CustomerTrafficAllowed: 'DOMESTIC' },
      ] },
      CallingName: { Display: 'true', Enforced: 'true' },
    })
    expect([answer.status, answer.text]).toEqual([200, ''])
    const now = await read(peer)
    expect(now).toContain('<VoiceHosts><Host><HostName>10.10.10.1</HostName></Host><Host><HostName>10.10.10.2</HostName></Host></VoiceHosts><VoiceHostGroups/>')
    expect(now).toContain('<TerminationHost><HostName>2.1.1.96/30</HostName><Port>0</Port><CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed></TerminationHost>')
    expect(now).toContain('<CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>')
  })

  it('leaves what is not given, clears what is empty, and lets a peer keep its own addresses', async () => {
    const peer = await newPeer({ Description: 'old', FinalDestinationUri: 'uri', Address: ADDRESS, VoiceHosts: { Host: { HostName: '10.0.0.1' } }, ...termination('3.1.1.0/30') })
    expect((await put(peer, { Description: 'new' })).status).toBe(200)
    const kept = await read(peer)
    expect(kept).toContain('<Description>new</Description>')
    for (const part of ['uri', '10.0.0.1', '3.1.1.0/30', 'PENNSYLVANIA AVE NW']) expect(kept).toContain(part)
    expect((await put(peer, { Description: '', FinalDestinationUri: '', VoiceHosts: '', ...termination('3.1.1.0/31', '3.1.1.2') })).status).toBe(200)
    const cleared = await read(peer)
    for (const part of ['Description', 'FinalDestinationUri', '10.0.0.1', '3.1.1.0/30']) expect(cleared).not.toContain(part)
    expect(cleared).toContain('3.1.1.0/31')
  })

  it('takes groups in place of hosts', async () => {
    const peer = await newPeer({ VoiceHosts: { Host: { HostName: '10.0.0.1' } } })
    expect((await put(peer, { VoiceHostGroups: { VoiceHostGroup: { Host: { HostName: '10.0.0.2' } } } })).status).toBe(200)
    expect(await read(peer)).toContain('<VoiceHosts/><VoiceHostGroups><VoiceHostGroup><Host><HostName>10.0.0.2</HostName></Host></VoiceHostGroup></VoiceHostGroups>')
  })

  it('moves the default, and keeps exactly one when several peers ask for it at once', async () => {
    const [one, two] = [await newPeer(), await newPeer()]
    const answers = await Promise.all([one, two, one, two].map((peer) => put(peer, { IsDefaultPeer: 'true' })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { text: all } = await locations(world, mine).get(`/sites/${site}/sippeers`)
    expect(all.match(/<IsDefaultPeer>true/g)).toHaveLength(1)
  })

  it('keeps the numbers of a peer that is renamed', async () => {
    const { tns: [tn = ''] } = await holdNumbers(world, mine, { areaCode: '919' }, 1)
    expect((await locations(world, mine).put(`/sites/${mine.site}/sippeers/${mine.peer}`, { SipPeer: { PeerName: 'Renamed' } })).status).toBe(200)
    const held = await world.database.pool.query('select site_id, peer_id from telephone_number where tn = $1', [tn])
    expect(held.rows).toEqual([{ site_id: mine.site, peer_id: mine.peer }])
  })
})

describe('400', () => {
  const refusals: [string, Elements, number, string][] = [
    ['Display without Enforced', { CallingName: { Display: 'true' } }, 13_582, 'Enforce option is missing'],
    ['an IPv6 termination host', termination('2001:db8::1'), 13_023, "Host '2001:db8::1' is not an IPv4 address"],
    ['a termination host of this machine', termination('127.0.0.1'), 13_625, "Host '127.0.0.1' lies in a network from which nothing can come"],
    ['two termination hosts that overlap', termination('4.4.4.0/30', '4.4.4.1'), 13_654, "Termination host '4.4.4.1/32' overlaps with an address that is already in use"],
    ['a subnet with a port', { TerminationHosts: { TerminationHost: { HostName: '4.4.4.0/30', Port: '5060' } } }, 12_118, "Host '4.4.4.0/30' is a subnet, so its port must be 0 or absent"],
    ['an unknown class of traffic', { TerminationHosts: { TerminationHost: { HostName: '4.4.4.0', CustomerTrafficAllowed: 'SOME' } } }, 12_586, "CustomerTrafficAllowed 'SOME' is not one of ALL, LITE, DOMESTIC, NONE"],
    ['an address that does not exist', { Address: { ...ADDRESS, StreetName: 'NOWHERE' } }, 13_565, 'The address is not known to the E911 service'],
    ['a name that the site uses', { PeerName: 'THE DEFAULT' }, 13_524, 'is in use already for account'],
  ]
  it.each(refusals)('refuses %s', async (_what, body, code, description) => {
    const answer = await put(await newPeer(), body)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
    expect(text(answer.xml, 'ResponseStatus/Description')).toContain(description)
  })

  it('refuses to leave the site without a default', async () => {
    const answer = await locations(world, mine).put(`/sites/${mine.site}/sippeers/${mine.peer}`, { SipPeer: { IsDefaultPeer: 'false' } })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13522'])
  })

  it("refuses addresses that another peer has, of whatever account, and says how they clash", async () => {
    const other = await world.newAccount()
    await locations(world, other).addPeer(other.site, { PeerName: 'Theirs', TerminationHosts: { TerminationHost: [
      { HostName: '5.5.5.5', Port: '5060' }, { HostName: '5.5.6.0/24' }, { HostName: '5.5.7.0/24' },
    ] } })
    const peer = await newPeer()
    const code = async (host: Elements) => text((await put(peer, { TerminationHosts: { TerminationHost: host } })).xml, 'ResponseStatus/ErrorCode')
    expect(await code({ HostName: '5.5.5.5', Port: '5060' })).toBe('13552')
    expect(await code({ HostName: '5.5.5.5' })).toBe('13569')
    expect(await code({ HostName: '5.5.6.7' })).toBe('13654')
    expect(await code({ HostName: '5.5.0.0/16' })).toBe('13655')
    expect(await read(peer)).toContain('<TerminationHosts/>')
  })

  it('refuses hosts for which the account has no product', async () => {
    const other = await world.newAccount()
    const { put: change } = locations(world, other)
    const code = async (body: Elements) => text((await change(`/sites/${other.site}/sippeers/${other.peer}`, { SipPeer: body })).xml, 'ResponseStatus/ErrorCode')
    await switchProduct(world.database.db, other.account, 'Termination', 'off')
    expect(await code(termination('6.6.6.6'))).toBe('13542')
    await switchProduct(world.database.db, other.account, 'Termination', 'on')
    await switchProduct(world.database.db, other.account, 'Origination', 'off')
    expect(await code({ VoiceHosts: { Host: { HostName: '10.0.0.1' } } })).toBe('13538')
    await switchProduct(world.database.db, other.account, 'Termination', 'off')
    expect(await code({ Description: 'x' })).toBe('13547')
  })

  it("answers 13563 for a peer that is not on the site, also another account's", async () => {
    const other = await world.newAccount()
    for (const peer of [mine.peer, other.peer, 'abc']) {
      expect((await put(peer, { Description: 'x' })).text).toContain(`<ErrorCode>13563</ErrorCode><Description>Sip Peer '${peer}' account '${mine.account}' and site '${site}' does not exist`)
    }
  })
})

describe('409', () => {
  it('recommends the address that comes closest', async () => {
    const answer = await put(await newPeer(), { Address: { ...ADDRESS, StreetName: 'PENNSYLVANIA', StreetSuffix: 'AVE', PostDirectional: 'NW', City: 'WASHINGTUN' } })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([409, '12112'])
    expect(text(answer.xml, 'AddressErrorDescription/AddressInconsistencies')).toContain('Specified value - City : "WASHINGTUN" Valid value - "WASHINGTON"')
    expect(text(answer.xml, 'AddressErrorDescription/RecommendedAddress/AddressLine1')).toBe('1600 PENNSYLVANIA AVE NW')
    expect(text(answer.xml, 'AddressErrorDescription/RecommendedAddress/City')).toBe('WASHINGTON')
    expect(answer.text).not.toContain('AddressType')
  })
})

describe('503', () => {
  it('says that addresses cannot be looked up at present', async () => {
    const answer = await put(await newPeer(), { Address: { ...ADDRESS, StreetName: 'OFFLINE' } })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([503, '13566'])
  })
})
