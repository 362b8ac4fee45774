import type { Tx } from '../../kernel/db/database.ts'
import { findPeer, siteExists } from '../locations/index.ts'
import { inventoryErrors } from './errors.ts'

const MOST_ID = 2_147_483_647

/** An id as a path names it; whatever is no id becomes 0, which nothing has. */
function idOf(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0
  return id <= MOST_ID ? id : 0
}

/** A site that a path names, as its id. Throws 12016 for one that the account does not have. */
export async function requireSite(tx: Tx, accountId: number, siteId: string): Promise<number> {
  const id = idOf(siteId)
  if (!await siteExists(tx, accountId, id)) throw inventoryErrors.siteUnknown({ siteId })
  return id
}

/** A site and a SIP peer on it, as a path names them. */
export interface PeerPlace {
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
}

/** The SIP peer that a path names. Throws 13563 for one that is not on that site of that account. */
export async function requirePeer(tx: Tx, accountId: number, site: string, sipPeer: string): Promise<PeerPlace> {
  const place = { accountId, siteId: idOf(site), peerId: idOf(sipPeer) }
  if (!await findPeer(tx, accountId, place.siteId, place.peerId)) throw inventoryErrors.peerUnknown({ peerId: sipPeer, accountId, siteId: site })
  return place
}
