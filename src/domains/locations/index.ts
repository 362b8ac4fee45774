import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Geocoder, PlaceUse } from './ports.ts'
import { sipPeerRoutes } from './sip-peer/routes.ts'
import { SipPeers } from './sip-peer/service.ts'
import { siteRoutes } from './site/routes.ts'
import { Sites } from './site/service.ts'

export { findSite, siteExists } from './site/repository.ts'
export { createSite, type WantedSite } from './site/service.ts'
export { linesWithoutPeer, type NamedPlace } from './sip-peer/existence.ts'
export { peersWithHost } from './sip-peer/host-search.ts'
export { defaultPeer, findPeer, placeFor, readPeer, type PeerName, type Place } from './sip-peer/repository.ts'
export { resetLocations } from './reset.ts'
export { createPeer, type WantedPeer } from './sip-peer/service.ts'
export type { WantedDetails } from './sip-peer/wanted.ts'
export { geocodeRoutes } from './geocode-request/routes.ts'
export type { Geocoder, PlaceUse } from './ports.ts'

export interface LocationDependencies {
  readonly database: Database
  /** Addresses are taken as they are where there is none. */
  readonly geocoder?: Geocoder
  readonly use: PlaceUse
}

/** The operations on sites and SIP peers. */
export function locationRoutes({ database, geocoder, use }: LocationDependencies): readonly Route[] {
  return [
    ...siteRoutes(new Sites({ database, geocoder, use })),
    ...sipPeerRoutes(new SipPeers({ database, geocoder, use })),
  ]
}
