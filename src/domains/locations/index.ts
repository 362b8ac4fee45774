import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'

export { siteExists } from './site/repository.ts'
export { createSite, type WantedSite } from './site/service.ts'
export { defaultPeer, findPeer, placeFor, type PeerName, type Place } from './sip-peer/repository.ts'
export { resetLocations } from './reset.ts'
export { createPeer, type WantedDetails, type WantedPeer } from './sip-peer/service.ts'

export function locationRoutes(_deps: { readonly database: Database }): readonly Route[] {
  return []
}
