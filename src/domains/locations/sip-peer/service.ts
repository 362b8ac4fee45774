import type { Database, Tx } from '../../../kernel/db/database.ts'
import { checkAddress } from '../address-rules.ts'
import { locationErrors } from '../errors.ts'
import { locationId } from '../location-id.ts'
import { lockSite, siteExists } from '../site/repository.ts'
import { PeerDetails } from './details.ts'
import { checkHosts } from './host-rules.ts'
import { clearDefault, defaultPeer, insertPeer, listPeers, readPeer, type SipPeer } from './repository.ts'

const LONGEST_TEXT = 50

/** A peer as a client asks for it: not yet checked. A site's first peer becomes its default whatever is asked for. */
export interface WantedPeer {
  readonly accountId: number
  readonly siteId: number
  readonly name?: string
  readonly description?: string
  readonly isDefault?: boolean
  readonly details?: WantedDetails
  readonly at: Date
}

export interface WantedDetails extends Partial<Omit<PeerDetails, 'callingName'>> {
  readonly callingName?: { readonly display?: boolean, readonly enforced?: boolean }
}

function checkedName({ name, description = '' }: WantedPeer): string {
  if (!name) throw locationErrors.peerNameMissing()
  if (name.length > LONGEST_TEXT) throw locationErrors.peerNameTooLong({ name })
  if (description.length > LONGEST_TEXT) throw locationErrors.peerDescriptionTooLong({ description })
  return name
}

function checkedDetails({ callingName, address, ...rest }: WantedDetails): PeerDetails {
  if (callingName && callingName.display === undefined) throw locationErrors.displayMissing()
  if (callingName && callingName.enforced === undefined) throw locationErrors.enforcedMissing()
  const located = address && { ...address, country: address.country ?? 'US' }
  if (located) checkAddress(located)
  const details = PeerDetails.parse({ ...rest, callingName, address: located })
  checkHosts(details)
  return details
}

/**
 * Adds a SIP peer and answers its id. The first peer of a site becomes its default; `isDefault` takes the flag from
 * the one that has it. Throws 12016 for a site that the account does not have, 13524 for a name in use on the site, and
 * the documented refusals of names, addresses, hosts and options.
 */
export async function createPeer(tx: Tx, wanted: WantedPeer): Promise<number> {
  const { accountId, siteId, description, at } = wanted
  const name = checkedName(wanted)
  const details = checkedDetails(wanted.details ?? {})
  if (!await lockSite(tx, accountId, siteId)) throw locationErrors.siteUnknown({ siteId })
  const first = await defaultPeer(tx, accountId, siteId) === undefined
  if (wanted.isDefault && !first) await clearDefault(tx, siteId)
  const id = await insertPeer(tx, { accountId, siteId, name, description, details, at, isDefault: first || wanted.isDefault === true })
  if (id === undefined) throw locationErrors.peerNameTaken({ name, accountId, siteId })
  return id
}

export interface SipPeers {
  /** Throws 12016 for a site that the account does not have. */
  list(accountId: number, siteId: string): Promise<SipPeer[]>
  /** Throws 13563 for a peer that is not on that site of that account. */
  get(accountId: number, siteId: string, peerId: string): Promise<SipPeer>
  create(wanted: Omit<WantedPeer, 'siteId'> & { readonly siteId: string }): Promise<number>
}

export function createSipPeers(database: Database): SipPeers {
  return {
    async list(accountId, siteId) {
      const id = locationId(siteId)
      const peers = await listPeers(database.db, accountId, id)
      if (peers.length === 0 && !await siteExists(database.db, accountId, id)) {
        throw locationErrors.siteUnknown({ siteId })
      }
      return peers
    },
    async get(accountId, siteId, peerId) {
      const peer = await readPeer(database.db, accountId, locationId(siteId), locationId(peerId))
      if (!peer) throw locationErrors.peerUnknown({ peerId, accountId, siteId })
      return peer
    },
    async create(wanted) {
      const siteId = locationId(wanted.siteId)
      if (siteId === 0) throw locationErrors.siteUnknown({ siteId: wanted.siteId })
      return database.transaction((tx) => createPeer(tx, { ...wanted, siteId }))
    },
  }
}
