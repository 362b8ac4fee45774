import { peerAwaitsNumbers } from '../domains/hosting/index.ts'
import { hasMessagingNumbers, hasNumbers, numbersOnSites } from '../domains/inventory/index.ts'
import type { PlaceUse } from '../domains/locations/index.ts'
import { peerHasOpenOrders } from '../domains/ordering/index.ts'

/** The locations' view of those who put numbers on sites and SIP peers. */
export const placeUse: PlaceUse = {
  hasNumbers, numbersOnSites, hasMessagingNumbers,
  hasOpenOrders: async (tx, siteId, peerId) => await peerHasOpenOrders(tx, siteId, peerId) || await peerAwaitsNumbers(tx, siteId, peerId),
}
