import numbers, { type Client as SdkClient, type Item } from '@bandwidth/numbers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** What these journeys use of the SDK beside what every journey does. */
interface Peer extends Item {
  updateAsync(data: object): Promise<unknown>
  deleteAsync(): Promise<unknown>
  createOriginationSettingsAsync(settings: object): Promise<Item>
  createSmsSettingsAsync(settings: object): Promise<Item>
  getSmsSettingsAsync(): Promise<{ readonly smppHosts?: { readonly smppHost: readonly Item[] }, readonly sipPeerSmsFeatureSettings: object }>
  editSmsSettingsAsync(settings: object): Promise<Item>
  deleteSmsSettingsAsync(): Promise<unknown>
  createMmsSettingsAsync(settings: object): Promise<Item>
  getMmsSettingsAsync(): Promise<Item>
  editMmsSettingsAsync(settings: object): Promise<unknown>
  deleteMmsSettingsAsync(): Promise<unknown>
  listApplicationAsync(): Promise<Item>
  editApplicationAsync(settings: object): Promise<Item>
  removeApplicationAsync(): Promise<Item>
}
interface Application extends Item {
  updateAsync(data: object): Promise<Item>
  deleteAsync(): Promise<unknown>
  getSipPeersAsync(query: object): Promise<Item[] | undefined>
}
interface Site extends Item {
  updateAsync(data: object): Promise<unknown>
  deleteAsync(): Promise<unknown>
}
interface Sdk {
  readonly Account: { getProductsAsync(client: SdkClient): Promise<{ readonly product: readonly Item[] } | readonly Item[]> }
  readonly Application: {
    listAsync(client: SdkClient): Promise<Application[]>
    getAsync(client: SdkClient, id: string | number): Promise<Application>
    createVoiceApplicationAsync(client: SdkClient, application: object): Promise<Application>
    createMessagingApplicationAsync(client: SdkClient, application: object): Promise<Application>
  }
  readonly SipPeer: {
    getAsync(client: SdkClient, siteId: string | number, id: string | number): Promise<Peer>
    createAsync(client: SdkClient, peer: object): Promise<Peer>
  }
  readonly Site: { getAsync(client: SdkClient, id: string | number): Promise<Site>, createAsync(client: SdkClient, site: object): Promise<Site> }
}
// The SDK brings no types; the shared declaration has what most journeys use.
const { Account, Application, SipPeer, Site } = numbers as unknown as Sdk

let world: World
let owner: FreshAccount
let client: SdkClient
beforeAll(async () => {
  world = await createWorld({ worker: false })
  owner = await world.newAccount()
  const [user = '', password = ''] = owner.auth.split(':')
  client = new numbers.Client(owner.account, user, password, '', '', { apiEndPoint: world.url })
})
afterAll(() => world.close())

const address = { houseNumber: '1600', streetName: 'Pennsylvania', streetSuffix: 'Ave', postDirectional: 'NW', city: 'Washington', stateCode: 'DC', zip: '20500', addressType: 'Service' }
let peers = 0
const newPeer = () => SipPeer.createAsync(client, { siteId: owner.site, peerName: `SDK ${peers += 1}`, isDefaultPeer: false })

describe('a site', () => {
  it('is changed by sending it back, and deleted when its peers are gone', async () => {
    const site = await Site.createAsync(client, { name: 'Before', address })
    await site.updateAsync({ ...site, name: 'After' })
    expect(await Site.getAsync(client, site.id)).toMatchObject({ name: 'After', address: { city: 'Washington' } })
    const peer = await SipPeer.createAsync(client, { siteId: site.id, peerName: 'Only' })
    await expect(site.deleteAsync()).rejects.toMatchObject({ status: 400 })
    await peer.deleteAsync()
    await site.deleteAsync()
    await expect(Site.getAsync(client, site.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a SIP peer', () => {
  it('is changed and deleted', async () => {
    const peer = await newPeer()
    await peer.updateAsync({ peerName: 'Changed', description: 'by the SDK', voiceHosts: [{ host: { hostName: '1.2.3.4' } }, { host: { hostName: '1.2.3.5' } }] })
    expect(await SipPeer.getAsync(client, owner.site, peer.id)).toMatchObject({ peerName: 'Changed', voiceHosts: { host: [{ hostName: '1.2.3.4' }, { hostName: '1.2.3.5' }] } })
    await peer.deleteAsync()
    await expect(SipPeer.getAsync(client, owner.site, peer.id)).rejects.toMatchObject({ status: 400 })
  })

  it('has SMS switched on, read, changed and switched off', async () => {
    const peer = await newPeer()
    await peer.createSmsSettingsAsync({ sipPeerSmsFeatureSettings: { tollFree: true, protocol: 'SMPP', zone1: true }, smppHosts: [{ smppHost: { hostName: '54.10.88.146' } }] })
    expect(await peer.getSmsSettingsAsync()).toMatchObject({ sipPeerSmsFeatureSettings: { tollFree: true, protocol: 'SMPP' }, smppHosts: { smppHost: [{ hostName: '54.10.88.146' }] } })
    const edited = await peer.editSmsSettingsAsync({ sipPeerSmsFeatureSettings: { tollFree: true, zone1: false, zone2: true, protocol: 'HTTP' } })
    expect(edited).toMatchObject({ sipPeerSmsFeatureSettings: { protocol: 'HTTP', zone1: false, zone2: true } })
    await peer.deleteSmsSettingsAsync()
    await expect(peer.getSmsSettingsAsync()).rejects.toMatchObject({ status: 404 })
  })

  it('has MMS switched on, changed and switched off', async () => {
    const peer = await newPeer()
    await peer.createSmsSettingsAsync({ sipPeerSmsFeatureSettings: { tollFree: true, protocol: 'HTTP' } })
    const settings = { mmsSettings: { protocol: 'HTTP' }, protocols: { HTTP: { httpSettings: { proxyPeerId: owner.peer } } } }
    expect(await peer.createMmsSettingsAsync(settings)).toMatchObject({ mmsSettings: { protocol: 'HTTP' } })
    expect(await peer.getMmsSettingsAsync()).toMatchObject({ mmsSettings: { protocol: 'HTTP' } })
    await peer.editMmsSettingsAsync({ mmsSettings: { protocol: 'HTTP' }, protocols: { HTTP: { httpSettings: {} } } })
    await peer.deleteMmsSettingsAsync()
    await expect(peer.getMmsSettingsAsync()).rejects.toMatchObject({ status: 404 })
  })
})

describe('an application', () => {
  it('is created, listed, changed and deleted', async () => {
    const made = await Application.createMessagingApplicationAsync(client, { appName: 'From the SDK', msgCallbackUrl: 'https://example.com/messages' })
    expect(made).toMatchObject({ serviceType: 'Messaging-V2', appName: 'From the SDK', msgCallbackUrl: 'https://example.com/messages' })
    expect((await Application.listAsync(client)).map(({ appName }) => appName)).toContain('From the SDK')
    await made.updateAsync({ serviceType: 'Messaging-V2', appName: 'Renamed', msgCallbackUrl: 'https://example.com/messages' })
    const read = await Application.getAsync(client, String(made.applicationId))
    expect(read.appName).toBe('Renamed')
    expect(await read.getSipPeersAsync({})).toBeUndefined()
    await read.deleteAsync()
    await expect(Application.getAsync(client, String(made.applicationId))).rejects.toMatchObject({ status: 404 })
  })

  it('handles the calls and the messages of a peer, and cannot go while it does', async () => {
    const peer = await newPeer()
    const voice = await Application.createVoiceApplicationAsync(client, { appName: 'Calls', callInitiatedCallbackUrl: 'https://example.com/calls' })
    expect(await peer.createOriginationSettingsAsync({ voiceProtocol: 'HTTP', httpSettings: { httpVoiceV2AppId: voice.applicationId } })).toMatchObject({ voiceProtocol: 'HTTP' })
    expect(await voice.getSipPeersAsync({})).toMatchObject([{ peerId: peer.id, siteName: 'Sandbox site' }])
    await expect(voice.deleteAsync()).rejects.toMatchObject({ status: 400 })
    await peer.createSmsSettingsAsync({ sipPeerSmsFeatureSettings: { tollFree: true, protocol: 'HTTP' } })
    const messages = await Application.createMessagingApplicationAsync(client, { appName: 'Messages', msgCallbackUrl: 'https://example.com/messages' })
    expect(await peer.editApplicationAsync({ httpMessagingV2AppId: messages.applicationId })).toMatchObject({ httpMessagingV2AppId: messages.applicationId })
    expect(await peer.listApplicationAsync()).toMatchObject({ httpMessagingV2AppId: [messages.applicationId] })
    await peer.removeApplicationAsync()
    await messages.deleteAsync()
  })
})

it('the products of the account are read', async () => {
  const read = await Account.getProductsAsync(client)
  expect(JSON.stringify(read)).toContain('CallForwarding')
})
