import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations, SITE } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

/** The documented example, with VoiceHosts. */
const TERMINATION = {
  TerminationHost: ['2.1.1.9', '2.1.1.96/30'].map((HostName) => ({ HostName, Port: '0', CustomerTrafficAllowed: 'DOMESTIC' })),
}
const PEER = {
  PeerName: 'name', Description: 'description', IsDefaultPeer: 'false', FinalDestinationUri: 'uri',
  VoiceHosts: { Host: [{ HostName: '10.10.10.1' }, { HostName: '10.10.10.2' }] },
  TerminationHosts: TERMINATION,
  Address: {
    HouseNumber: '1600', HouseSuffix: '', PreDirectional: '', StreetName: 'PENNSYLVANIA AVE NW', StreetSuffix: '', PostDirectional: '', AddressLine2: '',
    City: 'WASHINGTON', StateCode: 'DC', Zip: '20500', PlusFour: '', County: '', Country: 'United States', AddressType: 'Service',
  },
  PremiseTrunks: 'PremiseTrunks', CallingName: { Display: 'true', Enforced: 'true' },
}
const TERMINATION_SHOWN = '<TerminationHosts><TerminationHost><HostName>2.1.1.9</HostName><Port>0</Port><CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed></TerminationHost>'
  + '<TerminationHost><HostName>2.1.1.96/30</HostName><Port>0</Port><CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed></TerminationHost></TerminationHosts>'
const ADDRESS_SHOWN = '<Address><HouseNumber>1600</HouseNumber><HouseSuffix/><PreDirectional/><StreetName>PENNSYLVANIA AVE NW</StreetName><StreetSuffix/>'
  + '<PostDirectional/><AddressLine2/><City>WASHINGTON</City><StateCode>DC</StateCode><Zip>20500</Zip><PlusFour/><County/><Country>United States</Country>'
  + '<AddressType>Service</AddressType></Address>'

describe('200', () => {
  it('returns the documented peer as it was sent', async () => {
    const { addSite, addPeer, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'Full' })
    const peer = await addPeer(site, PEER)
    const answer = await get(`/sites/${site}/sippeers/${peer}`)
    expect(answer.status).toBe(200)
    expect(answer.text.slice(answer.text.indexOf('?>') + 2)).toBe(`<SipPeerResponse><SipPeer><PeerId>${peer}</PeerId><PeerName>name</PeerName>`
      + '<Description>description</Description><IsDefaultPeer>true</IsDefaultPeer><FinalDestinationUri>uri</FinalDestinationUri>'
      + '<VoiceHosts><Host><HostName>10.10.10.1</HostName></Host><Host><HostName>10.10.10.2</HostName></Host></VoiceHosts><VoiceHostGroups/>'
      + `${TERMINATION_SHOWN}${ADDRESS_SHOWN}<PremiseTrunks>PremiseTrunks</PremiseTrunks>`
      + '<CallingName><Display>true</Display><Enforced>true</Enforced></CallingName></SipPeer></SipPeerResponse>')
  })

  it('returns groups of voice hosts', async () => {
    const { addSite, addPeer, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'Groups' })
    const group = (n: number) => ({ Host: [{ HostName: `10.10.${n}.1` }, { HostName: `10.10.${n}.2` }] })
    const peer = await addPeer(site, { PeerName: 'name', VoiceHostGroups: { VoiceHostGroup: [group(1), group(2)] } })
    const shown = (n: number) => `<VoiceHostGroup><Host><HostName>10.10.${n}.1</HostName></Host><Host><HostName>10.10.${n}.2</HostName></Host></VoiceHostGroup>`
    expect((await get(`/sites/${site}/sippeers/${peer}`)).text)
      .toContain(`<VoiceHosts/><VoiceHostGroups>${shown(1)}${shown(2)}</VoiceHostGroups><TerminationHosts/><CallingName>`)
  })
})

describe('400', () => {
  const missing = (peer: number | string, site: number | string) => '<SipPeerResponse><ResponseStatus><ErrorCode>13563</ErrorCode>'
    + `<Description>Sip Peer '${peer}' account '${mine.account}' and site '${site}' does not exist</Description></ResponseStatus></SipPeerResponse>`

  it('knows no peer of another account, of another site, of no site, or with an id that is none', async () => {
    const other = await world.newAccount()
    const { addSite, get } = locations(world, mine)
    const empty = await addSite({ ...SITE, Name: 'Empty' })
    const asked: [number | string, number | string][] = [
      [other.site, other.peer], [mine.site, other.peer], [empty, mine.peer], [999_999, mine.peer], [mine.site, 316_167_999], [mine.site, 'abc'], ['abc', 99_999_999_999],
    ]
    for (const [site, peer] of asked) {
      const answer = await get(`/sites/${site}/sippeers/${peer}`)
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(missing(peer, site))])
    }
    expect((await get(`/sites/${mine.site}/sippeers/${mine.peer}`)).status).toBe(200)
  })
})
