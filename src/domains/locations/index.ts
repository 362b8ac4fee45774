import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { sipPeerRoutes } from './sip-peer/routes.ts'
import { createSipPeers } from './sip-peer/service.ts'
import { siteRoutes } from './site/routes.ts'
import { createSites } from './site/service.ts'

export { siteExists } from './site/repository.ts'
export { createSite, type WantedSite } from './site/service.ts'
export { defaultPeer, findPeer, placeFor, type PeerName, type Place } from './sip-peer/repository.ts'
export { resetLocations } from './reset.ts'
export { createPeer, type WantedDetails, type WantedPeer } from './sip-peer/service.ts'

/** The operations on sites and SIP peers. */
export function locationRoutes({ database }: { readonly database: Database }): readonly Route[] {
  return [...siteRoutes(createSites(database)), ...sipPeerRoutes(createSipPeers(database))]
}
