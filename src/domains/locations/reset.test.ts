import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountWithSms, addApplication, addPeer, MESSAGING, mmsOver, peerOf, sms, VOICE } from '../../../tests/world/applications.ts'
import { locations, SITE } from '../../../tests/world/locations.ts'
import { createWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

it('a reset takes away everything that was set, whatever refers to what, and gives its addresses back', async () => {
  const owner = await accountWithSms(world)
  const { put, post, addSite, get } = locations(world, owner)
  const site = await addSite({ ...SITE, Name: 'Second' })
  const far = await locations(world, owner).addPeer(site, { PeerName: 'Far', TerminationHosts: { TerminationHost: { HostName: '60.1.1.1' } } })
  const near = await addPeer(world, owner, 'Near')
  for (const [path, proxy] of [[peerOf(owner), far], [near.path, owner.peer], [`/sites/${site}/sippeers/${far}`, near.id]] as const) {
    await post(`${path}/products/messaging/features/sms`, sms({ Protocol: 'HTTP' }))
    expect((await post(`${path}/products/messaging/features/mms`, mmsOver('HTTP', { HTTP: { HttpSettings: { proxyPeerId: String(proxy) } } }))).status).toBe(201)
    await put(`${path}/products/origination/settings`, { SipPeerOriginationSettings: { VoiceProtocol: 'HTTP', HttpSettings: { HttpVoiceV2AppId: await addApplication(world, owner, VOICE) } } })
    await put(`${path}/products/messaging/applicationSettings`, { ApplicationsSettings: { HttpMessagingV2AppId: await addApplication(world, owner, MESSAGING) } })
  }
  await post('/sipcredentials', { SipCredentials: { SipCredential: { UserName: 'John', Hash1: 'x' } } })

  const json = { 'content-type': 'application/json', accept: 'application/json' }
  const reset = await fetch(`${world.origin}/sandbox/accounts/${owner.account}/reset`, {
    method: 'POST', body: '{}', headers: { ...json, authorization: `Basic ${Buffer.from(owner.auth).toString('base64')}` },
  })
  expect([reset.status, await reset.text()]).toEqual([200, expect.any(String)])

  expect((await get('/applications')).text).toContain('<ApplicationList/>')
  expect((await get('/sipcredentials')).status).toBe(404)
  expect((await get(`/sites/${owner.site}/sippeers`)).text.match(/<PeerId>/g)).toHaveLength(1)
  expect((await get(`${peerOf(owner)}/products/messaging/features/sms`)).status).toBe(404)
  expect((await get(`${peerOf(owner)}/products/origination/settings`)).text).toContain('<VoiceProtocol>SIP</VoiceProtocol>')
  const other = await world.newAccount()
  expect((await locations(world, other).put(peerOf(other), { SipPeer: { TerminationHosts: { TerminationHost: { HostName: '60.1.1.1' } } } })).status).toBe(200)
})
