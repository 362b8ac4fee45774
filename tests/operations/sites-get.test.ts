import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { XmlNode } from '../../src/kernel/xml/index.ts'
import { locations, SITE } from '../world/locations.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, has, names, text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('lists the sites of the account in the order in which they were made, a short form of each', async () => {
    const { addSite, get } = locations(world, mine)
    await addSite({ ...SITE, Name: 'Described' })
    const second = await addSite({ ...SITE, Name: 'Second', Description: undefined })
    const answer = await get('/sites')
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^<\?xml .*\?><SitesResponse><Sites><Site><Id>\d+<\/Id><Name>[^<]+<\/Name>(<Description>[^<]*<\/Description>)?<\/Site>/)
    expect(answer.text).toContain('<Name>Described</Name><Description>Test Gateway</Description></Site>')
    expect(answer.text).toMatch(new RegExp(`<Site><Id>${second}</Id><Name>Second</Name></Site></Sites></SitesResponse>$`))
  })

  it('has an empty list for an account without sites', async () => {
    const { account, auth } = await world.newAccount()
    await world.database.pool.query('delete from site where account_id = $1', [account])
    expect((await locations(world, { account, auth }).get('/sites')).text).toContain('<SitesResponse><Sites/></SitesResponse>')
  })

  it('adds what tnCounts, sipPeerDetails and summary ask for, and nothing else', async () => {
    const holder = await world.newAccount()
    const { addSite, addPeer, get } = locations(world, holder)
    const empty = await addSite({ ...SITE, Name: 'Empty' })
    await addPeer(holder.site, { PeerName: 'Second', VoiceHosts: { Host: { HostName: '198.51.100.77' } } })
    await holdNumbers(world, holder, { areaCode: '201' }, 3)
    const sites = async (query: string) => all(at((await get(`/sites?${query}`)).xml, 'Sites'), 'Site')
    const peers = (site: XmlNode | undefined) => site ? all(at(site, 'SipPeers'), 'SipPeer') : []
    expect((await sites('tnCounts=false')).map(names)).toEqual([['Id', 'Name'], ['Id', 'Name', 'Description']])
    expect((await sites('tnCounts=true')).map((site) => [text(site, 'Id'), text(site, 'TelephoneNumberCount')])).toEqual([[String(holder.site), '3'], [String(empty), '0']])
    const detailed = await sites('sipPeerDetails=true')
    expect(detailed.map((site) => [text(site, 'SipPeerCount'), peers(site).length])).toEqual([['2', 2], ['0', 0]])
    expect(peers(detailed[0]).map((peer) => text(peer, 'PeerName'))).toEqual(['Default peer', 'Second'])
    expect(peers(detailed[0]).map((peer) => has(peer, 'VoiceHosts/Host/HostName'))).toEqual([false, true])
    const [short] = await sites('sipPeerDetails=true&summary=true&tnCounts=true')
    expect(peers(short).map(names)).toEqual([['PeerId', 'PeerName', 'IsDefaultPeer'], ['PeerId', 'PeerName', 'IsDefaultPeer']])
  })
})

describe('403', () => {
  it('refuses a user without the role', async () => {
    const user = await locations(world, mine).userWith('ROLE_API_SEARCH')
    const answer = await world.api('GET', `/accounts/${mine.account}/sites`, undefined, { auth: user })
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('<SitesResponse><ResponseStatus><ErrorCode>1001</ErrorCode>')])
  })
})

describe('404', () => {
  it('hides the sites of other accounts', async () => {
    expect((await world.api('GET', `/accounts/${mine.account}/sites`)).status).toBe(404)
  })
})
