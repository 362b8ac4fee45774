import type { Database, Tx } from '../../../kernel/db/database.ts'
import { hasFeature, hasProduct } from '../../accounts/index.ts'
import { messagingErrors } from '../messaging/errors.ts'
import { readMms } from '../mms/repository.ts'
import type { PlaceUse } from '../ports.ts'
import type { SipPeer } from '../sip-peer/repository.ts'
import { requireLockedPeer, requirePeer, type PeerPath } from '../sip-peer/service.ts'
import type { SmppHostRequest, SmsFeatureRequest } from './contract.ts'
import { deleteSms, dropUnusableApplication, readSms, writeSms } from './repository.ts'
import { checkedSettings, type SmsProtocol, type SmsSettings } from './settings.ts'
import { addHost, checkedHosts, findHosts, replaceHosts, type SmppHost } from './smpp-hosts.ts'

/** The SMS feature of a peer; hosts where the protocol is SMPP. */
export interface SmsFeature {
  readonly settings: SmsSettings
  readonly hosts: readonly SmppHost[] | undefined
}

async function requireAllowed(tx: Tx, accountId: number, protocol: SmsProtocol): Promise<void> {
  if (!await hasProduct(tx, accountId, 'MESSAGING')) throw messagingErrors.noMessaging({ accountId })
  if (!await hasFeature(tx, accountId, 'MESSAGING.SMS')) throw messagingErrors.noSms({ accountId })
  if (protocol === 'HTTP' && !await hasFeature(tx, accountId, 'MESSAGING.HTTP')) throw messagingErrors.noHttpSettings()
  if (protocol === 'SMPP' && !await hasFeature(tx, accountId, 'MESSAGING.SMPP')) throw messagingErrors.noSmpp({ accountId })
}

async function requireSms(tx: Tx, peer: SipPeer): Promise<SmsSettings> {
  const settings = await readSms(tx, peer.id)
  if (!settings) throw messagingErrors.smsMissing({ peerId: peer.id })
  return settings
}

async function featureOf(tx: Tx, peerId: number, settings: SmsSettings): Promise<SmsFeature> {
  return { settings, hosts: settings.protocol === 'SMPP' ? await findHosts(tx, peerId) : undefined }
}

interface Dependencies {
  readonly database: Database
  readonly use: PlaceUse
}

/** SMS on SIP peers. Each method throws 13563 for a peer that is not there; all but `create` 13678 (404) where SMS is off. */
export class SmsFeatures {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  async get(path: PeerPath): Promise<SmsFeature> {
    const { db } = this.#deps.database
    const peer = await requirePeer(db, path)
    return featureOf(db, peer.id, await requireSms(db, peer))
  }

  /** Switches SMS on. Throws what `write` does, and 13610 where it is on with another protocol. */
  create(path: PeerPath, request: SmsFeatureRequest): Promise<SmsFeature> {
    return this.#write(path, request, async (tx, peer, protocol) => {
      const before = await readSms(tx, peer.id)
      if (before && before.protocol !== protocol) throw messagingErrors.protocolPresent({ protocol: before.protocol })
    })
  }

  replace(path: PeerPath, request: SmsFeatureRequest): Promise<SmsFeature> {
    return this.#write(path, request, requireSms)
  }

  /** Throws 13624 while MMS is on, 13673 while numbers of the peer have messaging on. */
  async remove(path: PeerPath): Promise<void> {
    await this.#deps.database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      await requireSms(tx, peer)
      if (await readMms(tx, peer.id)) throw messagingErrors.mmsFirst()
      if (await this.#deps.use.hasMessagingNumbers(tx, peer.id)) throw messagingErrors.messagingNumbers()
      await deleteSms(tx, peer.id)
      await dropUnusableApplication(tx, peer.id)
    })
  }

  async hosts(path: PeerPath): Promise<readonly SmppHost[]> {
    return (await this.get(path)).hosts ?? []
  }

  /** Throws 13612 where the protocol is not SMPP, and what `addHost` does. */
  async addHost(path: PeerPath, request: SmppHostRequest): Promise<SmppHost> {
    const [host] = checkedHosts([{ ...request, hostId: undefined }])
    if (!host) throw new Error('one host was given and none came back')
    return this.#deps.database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      const { protocol } = await requireSms(tx, peer)
      if (protocol !== 'SMPP') throw messagingErrors.smppHostsRefused({ protocol })
      return addHost(tx, { accountId: path.accountId, peerId: peer.id }, host)
    })
  }

  async #write(
    path: PeerPath, { sipPeerSmsFeatureSettings, smppHosts }: SmsFeatureRequest,
    check: (tx: Tx, peer: SipPeer, protocol: SmsProtocol) => Promise<unknown>,
  ): Promise<SmsFeature> {
    const settings = checkedSettings(sipPeerSmsFeatureSettings)
    const { protocol } = settings
    if (smppHosts?.length && protocol !== 'SMPP') throw messagingErrors.smppHostsRefused({ protocol })
    const hosts = smppHosts && checkedHosts(smppHosts)
    return this.#deps.database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      await requireAllowed(tx, path.accountId, protocol)
      await check(tx, peer, protocol)
      await writeSms(tx, peer.id, settings)
      const wanted = protocol === 'SMPP' ? hosts : []
      if (wanted) await replaceHosts(tx, { accountId: path.accountId, peerId: peer.id }, wanted)
      await dropUnusableApplication(tx, peer.id)
      return featureOf(tx, peer.id, settings)
    })
  }
}
