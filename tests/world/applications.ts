import { locations, type Elements } from './locations.ts'
import type { FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

export const CREDENTIALS = { UserId: '15jPWZmXdm', Password: 'xxv3jPsPR2' }
/** The documented requests for applications. */
export const MESSAGING = { ServiceType: 'Messaging-V2', AppName: 'EBVICs', MsgCallbackUrl: 'http://example.com', CallbackCreds: CREDENTIALS } satisfies Elements
export const VOICE = {
  ServiceType: 'Voice-V2', AppName: 'v1', CallInitiatedCallbackUrl: 'https://a.com', CallInitiatedMethod: 'GET', CallStatusCallbackUrl: 'https://b.com',
  CallStatusMethod: 'GET', CallbackCreds: { UserId: 'login123', Password: 'password123' },
} satisfies Elements

/** Adds an application and answers its id. */
export async function addApplication(world: World, owner: FreshAccount, application: Elements): Promise<string> {
  const answer = await locations(world, owner).post('/applications', { Application: application })
  if (answer.status !== 201) throw new Error(`the answer is ${answer.status}: ${answer.text}`)
  return text(answer.xml, 'Application/ApplicationId')
}

/** The default peer of a fresh account, as a path. */
export const peerOf = ({ site, peer }: FreshAccount): string => `/sites/${site}/sippeers/${peer}`

/** A site's further peer, as a path. */
export async function addPeer(world: World, owner: FreshAccount, name: string): Promise<{ id: number, path: string }> {
  const id = await locations(world, owner).addPeer(owner.site, { PeerName: name })
  return { id, path: `/sites/${owner.site}/sippeers/${id}` }
}

export const SMS_SETTINGS = {
  TollFree: 'true', ShortCode: 'true', A2pLongCode: 'DefaultOff', A2pMessageClass: 'SomeMessageClass', A2pCampaignId: 'SomeCampaignId', Protocol: 'SMPP',
  Zone1: 'true', Zone2: 'true', Zone3: 'true', Zone4: 'true', Zone5: 'true',
} satisfies Elements
/** The body that switches SMS on, with other settings and hosts where given. */
export const sms = (settings: Elements = {}, hosts?: readonly Elements[]) => ({
  SipPeerSmsFeature: { SipPeerSmsFeatureSettings: { ...SMS_SETTINGS, ...settings }, ...(hosts ? { SmppHosts: { SmppHost: hosts } } : {}) },
})
export const mmsOver = (protocol: string, protocols: Elements = {}) => ({ MmsFeature: { MmsSettings: { Protocol: protocol }, Protocols: protocols } })

/** A fresh account whose default peer has SMS with this protocol. */
export async function accountWithSms(world: World, protocol = 'HTTP'): Promise<FreshAccount> {
  const owner = await world.newAccount()
  const answer = await locations(world, owner).post(`${peerOf(owner)}/products/messaging/features/sms`, sms({ Protocol: protocol }))
  if (answer.status !== 201) throw new Error(`the answer is ${answer.status}: ${answer.text}`)
  return owner
}

/** The documented MM4 settings. */
export const MM4 = {
  Tls: 'OFF', MmsMM4TermHosts: { TermHosts: { TermHost: { HostName: '206.107.248.58' } } },
  MmsMM4OrigHosts: { OrigHosts: { OrigHost: [{ HostName: '30.239.72.55', Port: '8726', Priority: '0' }, { HostName: '25.231.123.32', Priority: '0' }] } },
} satisfies Elements
/** MM4 settings with these termination and origination hosts. */
export const mm4 = (termination: readonly Elements[], origination: readonly Elements[] = [], tls = 'OFF') => mmsOver('MM4', {
  MM4: { Tls: tls, MmsMM4TermHosts: { TermHosts: { TermHost: termination } }, MmsMM4OrigHosts: { OrigHosts: { OrigHost: origination } } },
})
