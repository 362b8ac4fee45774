import { isDeepStrictEqual } from 'node:util'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { brokenUniqueConstraint } from '../../../kernel/db/failures.ts'
import { hasProduct, type Address } from '../../accounts/index.ts'
import { locationErrors } from '../errors.ts'
import { checkPlace } from '../geocoding.ts'
import { locationId } from '../location-id.ts'
import type { Geocoder, PlaceUse } from '../ports.ts'
import { lockSite, siteExists } from '../site/repository.ts'
import { readVoice } from '../voice-settings/repository.ts'
import { refuseWhileUsed } from './deletion.ts'
import type { PeerHosts } from './details.ts'
import {
  clearDefault, defaultPeer, deletePeer, insertPeer, listPeers, lockPeer, readPeer, updatePeer, type SipPeer,
} from './repository.ts'
import { replaceTerminationHosts } from './termination-hosts.ts'
import { checkedDetails, checkedName, merged, type WantedDetails, type WantedNames } from './wanted.ts'

/** What a client asks for: not yet checked. */
export interface WantedContent extends WantedNames {
  readonly isDefault?: boolean
  readonly details?: WantedDetails
}

/** A peer as a client asks for it. A site's first peer becomes its default whatever is asked for. */
export interface WantedPeer extends WantedContent {
  readonly accountId: number
  readonly siteId: number
  readonly at: Date
}

/** A peer as a path names it. */
export interface PeerPath {
  readonly accountId: number
  readonly siteId: string
  readonly peerId: string
}

async function requireProducts(tx: Tx, accountId: number, { voiceHosts, voiceHostGroups, terminationHosts }: Partial<PeerHosts>): Promise<void> {
  const origination = await hasProduct(tx, accountId, 'Origination')
  const termination = await hasProduct(tx, accountId, 'Termination')
  if (!origination && !termination) throw locationErrors.peersRefused({ accountId })
  if (!origination && (voiceHosts?.length || voiceHostGroups?.length)) throw locationErrors.voiceHostsRefused({ accountId })
  if (!termination && terminationHosts?.length) throw locationErrors.terminationHostsRefused({ accountId })
}

async function refuseHostsOfHttp(tx: Tx, peerId: number, { voiceHosts, voiceHostGroups, terminationHosts }: Partial<PeerHosts>): Promise<void> {
  const element = voiceHosts?.length ? 'VoiceHosts' : voiceHostGroups?.length ? 'VoiceHostGroups' : undefined
  if (element && (await readVoice(tx, peerId, 'origination')).protocol === 'HTTP') throw locationErrors.httpVoiceHosts({ element })
  if (!terminationHosts?.length || (await readVoice(tx, peerId, 'termination')).protocol === 'SIP') return
  throw locationErrors.httpVoiceHosts({ element: 'TerminationHosts' })
}

/**
 * Adds a SIP peer and answers its id. The first peer of a site becomes its default; `isDefault` takes the flag from
 * the one that has it. Throws 12016 for a site that the account does not have, 13524 for a name in use on the site, and
 * the documented refusals of names, addresses, hosts and options. Whether the address exists is not asked.
 */
export async function createPeer(tx: Tx, wanted: WantedPeer): Promise<number> {
  const { accountId, siteId, description, at } = wanted
  const name = checkedName(wanted)
  const { details, terminationHosts } = checkedDetails(wanted.details ?? {})
  if (!await lockSite(tx, accountId, siteId)) throw locationErrors.siteUnknown({ siteId })
  await requireProducts(tx, accountId, { ...details, terminationHosts })
  const first = await defaultPeer(tx, accountId, siteId) === undefined
  if (wanted.isDefault && !first) await clearDefault(tx, siteId)
  const id = await insertPeer(tx, {
    accountId, siteId, name, description: description || undefined, details, at, isDefault: first || wanted.isDefault === true,
  })
  if (id === undefined) throw locationErrors.peerNameTaken({ name, accountId, siteId })
  await replaceTerminationHosts(tx, { accountId, peerId: id }, terminationHosts)
  return id
}

/** Reads a peer that a path names. Throws 13563 where it is not on that site of that account. */
export async function requirePeer(tx: Tx, { accountId, siteId, peerId }: PeerPath): Promise<SipPeer> {
  const peer = await readPeer(tx, accountId, locationId(siteId), locationId(peerId))
  if (!peer) throw locationErrors.peerUnknown({ peerId, accountId, siteId })
  return peer
}

/** As `requirePeer`, and lets nobody else change the peer until the transaction ends. */
export async function requireLockedPeer(tx: Tx, path: PeerPath): Promise<SipPeer> {
  await lockSite(tx, path.accountId, locationId(path.siteId))
  await lockPeer(tx, path.accountId, locationId(path.siteId), locationId(path.peerId), 'change')
  return requirePeer(tx, path)
}

interface Dependencies {
  readonly database: Database
  readonly geocoder: Geocoder | undefined
  readonly use: PlaceUse
}

/** The SIP peers of sites. */
export class SipPeers {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /** Throws 12016 for a site that the account does not have. */
  async list(accountId: number, siteId: string): Promise<SipPeer[]> {
    const { db } = this.#deps.database
    const id = locationId(siteId)
    const peers = await listPeers(db, accountId, id)
    if (peers.length === 0 && !await siteExists(db, accountId, id)) throw locationErrors.siteUnknown({ siteId })
    return peers
  }

  get(path: PeerPath): Promise<SipPeer> {
    return requirePeer(this.#deps.database.db, path)
  }

  /** As `createPeer`, and asks whether the address exists: 12112 with a better one, 13565 for none, 13566. */
  async create(wanted: Omit<WantedPeer, 'siteId'> & { readonly siteId: string }): Promise<number> {
    checkedName(wanted)
    const { details } = checkedDetails(wanted.details ?? {})
    const siteId = locationId(wanted.siteId)
    if (siteId === 0) throw locationErrors.siteUnknown({ siteId: wanted.siteId })
    await this.#checkPlace(details.address)
    return this.#deps.database.transaction((tx) => createPeer(tx, { ...wanted, siteId }))
  }

  /**
   * Changes a peer: what is not given stays. Throws as `create`, 13563 for a peer that is not there, 13522 when the
   * default peer is to be none, 13646 for hosts of a direction whose protocol is HTTP.
   */
  async update(path: PeerPath, wanted: WantedContent): Promise<void> {
    const seen = await this.get(path)
    const { details: { address } } = checkedDetails(merged(seen, wanted.details ?? {}))
    if (!isDeepStrictEqual(address, seen.details.address)) await this.#checkPlace(address)
    await this.#deps.database.transaction((tx) => changePeer(tx, path, wanted))
  }

  /** Deletes a peer. Throws 13557 (404) where there is none, else what `refuseWhileUsed` finds. */
  async remove({ accountId, siteId, peerId }: PeerPath): Promise<void> {
    const [site, peer] = [locationId(siteId), locationId(peerId)]
    await this.#deps.database.transaction(async (tx) => {
      await lockSite(tx, accountId, site)
      if (!await lockPeer(tx, accountId, site, peer, 'delete')) throw locationErrors.peerGone({ peerId, accountId, siteId })
      await refuseWhileUsed(tx, this.#deps.use, site, peer)
      await deletePeer(tx, peer)
    })
  }

  async #checkPlace(address: Address | undefined): Promise<void> {
    const refusals = { unknown: locationErrors.emergencyAddressUnknown, unavailable: locationErrors.emergencyUnavailable }
    if (address) await checkPlace(this.#deps.geocoder, address, refusals)
  }
}

async function changePeer(tx: Tx, path: PeerPath, wanted: WantedContent): Promise<void> {
  const { accountId, siteId } = path
  const before = await requireLockedPeer(tx, path)
  const given = wanted.details ?? {}
  const description = wanted.description ?? before.description
  const name = checkedName({ name: wanted.name ?? before.name, description })
  const { details, terminationHosts } = checkedDetails(merged(before, given))
  await requireProducts(tx, accountId, given)
  await refuseHostsOfHttp(tx, before.id, given)
  if (before.isDefault && wanted.isDefault === false) throw locationErrors.defaultMustRemain()
  const isDefault = before.isDefault || wanted.isDefault === true
  if (isDefault && !before.isDefault) await clearDefault(tx, locationId(siteId))
  try {
    await updatePeer(tx, before.id, { name, description: description || undefined, isDefault, details })
  } catch (error) {
    if (brokenUniqueConstraint(error) === 'sip_peer_name') throw locationErrors.peerNameTaken({ name, accountId, siteId })
    throw error
  }
  if (given.terminationHosts) await replaceTerminationHosts(tx, { accountId, peerId: before.id }, terminationHosts)
}
