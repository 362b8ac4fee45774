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

const bare = (id: number, name: string, isDefault: boolean) => `<SipPeer><PeerId>${id}</PeerId><PeerName>${name}</PeerName><IsDefaultPeer>${isDefault}</IsDefaultPeer>`
  + '<VoiceHosts/><VoiceHostGroups/><TerminationHosts/><CallingName><Display>false</Display><Enforced>false</Enforced></CallingName></SipPeer>'

describe('200', () => {
  it('lists the peers of the site in the order in which they were made', async () => {
    const { addSite, addPeer, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'Two peers' })
    const first = await addPeer(site, { PeerName: 'First' })
    const second = await addPeer(site, { PeerName: 'Second' })
    const answer = await get(`/sites/${site}/sippeers`)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^<\?xml /)
    expect(answer.text).toContain(`<TNSipPeersResponse><SipPeers>${bare(first, 'First', true)}${bare(second, 'Second', false)}</SipPeers></TNSipPeersResponse>`)
  })

  it('has an empty list for a site without peers', async () => {
    const { addSite, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'No peers' })
    expect((await get(`/sites/${site}/sippeers`)).text).toContain('<TNSipPeersResponse><SipPeers/></TNSipPeersResponse>')
  })
})

describe('404', () => {
  it("is the same for a site that does not exist and another account's", async () => {
    const other = await world.newAccount()
    const { get } = locations(world, mine)
    for (const site of [other.site, 999_999, 'abc']) {
      const answer = await get(`/sites/${site}/sippeers`)
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('<TNSipPeersResponse><ResponseStatus><ErrorCode>12016</ErrorCode>'
        + `<Description>Site '${site}' does not exist</Description></ResponseStatus></TNSipPeersResponse>`)])
    }
  })
})
