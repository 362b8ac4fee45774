import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, addPeer, MESSAGING, peerOf, VOICE } from '../world/applications.ts'
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

const read = (id: string) => locations(world, mine).get(`/applications/${id}/associatedsippeers`)

describe('200', () => {
  it('lists the SIP peers that use the application, each once', async () => {
    const id = await addApplication(world, mine, VOICE)
    expect((await read(id)).text).toMatch(/<AssociatedSipPeersResponse><AssociatedSipPeers\/><\/AssociatedSipPeersResponse>$/)
    const second = await addPeer(world, mine, 'Second')
    const { put } = locations(world, mine)
    const http = { VoiceProtocol: 'HTTP', HttpSettings: { HttpVoiceV2AppId: id } }
    await put(`${second.path}/products/termination/settings`, { SipPeerTerminationSettings: http })
    await put(`${peerOf(mine)}/products/termination/settings`, { SipPeerTerminationSettings: http })
    await put(`${peerOf(mine)}/products/origination/settings`, { SipPeerOriginationSettings: http })
    expect((await read(id)).text).toContain(`<AssociatedSipPeers><AssociatedSipPeer><SiteId>${mine.site}</SiteId><SiteName>Sandbox site</SiteName><PeerId>${mine.peer}</PeerId>`
      + `<PeerName>Default peer</PeerName></AssociatedSipPeer><AssociatedSipPeer><SiteId>${mine.site}</SiteId><SiteName>Sandbox site</SiteName><PeerId>${second.id}</PeerId><PeerName>Second</PeerName></AssociatedSipPeer></AssociatedSipPeers>`)
  })
})

describe('400', () => {
  it('refuses an account that is not set up for applications', async () => {
    const other = await world.newAccount()
    await world.database.pool.query(`update account set details = '{}' where id = $1`, [other.account])
    const id = await addApplication(world, other, MESSAGING)
    const answer = await locations(world, other).get(`/applications/${id}/associatedsippeers`)
    expect([answer.status, text(answer.xml, 'ResponseStatus/Description')]).toEqual([400, `Current ${other.account} Account have no Catapult association`])
  })
})

describe('404', () => {
  it('names the application that does not exist', async () => {
    const answer = await read('non_existing')
    expect(answer.status).toBe(404)
    expect(answer.text).toContain("<AssociatedSipPeersResponse><ResponseStatus><ErrorCode>13629</ErrorCode><Description>Application with id 'non_existing' not found</Description>")
  })
})
