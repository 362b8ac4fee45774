import { hasMessagingNumbers, hasNumbers } from '../domains/inventory/index.ts'
import type { PlaceUse } from '../domains/locations/index.ts'
import { peerHasOpenOrders } from '../domains/ordering/index.ts'

/** The locations' view of those who put numbers on sites and SIP peers. */
export const placeUse: PlaceUse = { hasNumbers, hasMessagingNumbers, hasOpenOrders: peerHasOpenOrders }
