import type { Tx } from '../../kernel/db/database.ts'
import type { ErrorMaker, Problem } from '../../kernel/errors/catalogue.ts'
import { placeFor } from '../locations/index.ts'

interface PlaceErrors { readonly site: ErrorMaker, readonly noDefaultPeer: ErrorMaker, readonly peer: ErrorMaker }

/** Where the numbers of an order go. */
export interface Place {
  readonly siteId: number
  readonly peerId: number
}

interface Named { readonly siteId?: string | number | undefined, readonly sipPeerId?: string | number | undefined }

const MOST_ID = 2_147_483_647
const textOf = (id: string | number | undefined): string => String(id ?? '').trim()
const idOf = (text: string): number | undefined => /^\d{1,10}$/.test(text) && Number(text) <= MOST_ID ? Number(text) : undefined

/** The site and SIP peer that an order names, the site's default peer where it names none; or what is wrong with them. */
export async function readPlace(
  tx: Tx, accountId: number, named: Named, errors: PlaceErrors,
): Promise<{ readonly place: Place } | { readonly problems: readonly Problem[] }> {
  const siteId = idOf(textOf(named.siteId))
  // An empty element is as good as none.
  const peerText = textOf(named.sipPeerId) || undefined
  const peerId = peerText === undefined ? undefined : idOf(peerText)
  const wrongPeer = peerText !== undefined && peerId === undefined
  const found = siteId === undefined ? undefined : await placeFor(tx, accountId, siteId, peerId)
  if (siteId !== undefined && found?.siteExists && !wrongPeer && found.peerId !== undefined) return { place: { siteId, peerId: found.peerId } }
  if (siteId === undefined || !found?.siteExists) return { problems: [errors.site.problem(), ...(peerText === undefined ? [] : [errors.peer.problem()])] }
  return { problems: [peerText === undefined ? errors.noDefaultPeer.problem() : errors.peer.problem()] }
}
