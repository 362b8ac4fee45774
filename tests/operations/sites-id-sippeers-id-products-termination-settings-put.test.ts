import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeer } from '../world/applications.ts'
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

const HOSTS = { VoiceHosts: { Host: { HostName: '10.0.0.1' } }, TerminationHosts: { TerminationHost: { HostName: '20.1.1.2' } } }

describe('200', () => {
  it('answers nothing; HTTP in place of SIP removes the hosts, which nobody else uses then', async () => {
    const { put, get } = locations(world, mine)
    const peer = await addPeer(world, mine, 'Switched')
    await put(peer.path, { SipPeer: HOSTS })
    const answer = await put(`${peer.path}/products/termination/settings`, { SipPeerTerminationSettings: { VoiceProtocol: 'HTTP' } })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get(peer.path)).text).toContain('<VoiceHosts/><VoiceHostGroups/><TerminationHosts/>')
    const other = await world.newAccount()
    expect((await locations(world, other).put(`/sites/${other.site}/sippeers/${other.peer}`, { SipPeer: HOSTS })).status).toBe(200)
  })

  it('lets hosts of the direction be given again only after SIP was set again, and the peer be deleted only then', async () => {
    const { put, remove } = locations(world, mine)
    const peer = await addPeer(world, mine, 'Back and forth')
    const switchTo = (protocol: string) => put(`${peer.path}/products/termination/settings`, { SipPeerTerminationSettings: { VoiceProtocol: protocol } })
    const hosts = { TerminationHosts: { TerminationHost: { HostName: '21.1.1.1' } } }
    await switchTo('HTTP')
    expect(text((await put(peer.path, { SipPeer: hosts })).xml, 'ResponseStatus/ErrorCode')).toBe('13646')
    expect(text((await remove(peer.path)).xml, 'ResponseStatus/ErrorCode')).toBe('13652')
    await switchTo('SIP')
    expect((await put(peer.path, { SipPeer: hosts })).status).toBe(200)
    expect((await put(peer.path, { SipPeer: { TerminationHosts: '' } })).status).toBe(200)
    expect((await remove(peer.path)).status).toBe(200)
  })
})
