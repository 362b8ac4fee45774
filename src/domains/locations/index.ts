import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { applicationRoutes } from './application/routes.ts'
import { Applications } from './application/service.ts'
import { hostRoutes } from './host/routes.ts'
import { messagingRoutes } from './messaging/routes.ts'
import { MessagingOfPeers } from './messaging/service.ts'
import { mmsRoutes } from './mms/routes.ts'
import { MmsFeatures } from './mms/service.ts'
import { peerProductRoutes } from './peer-product/routes.ts'
import type { Geocoder, PlaceUse } from './ports.ts'
import { sipCredentialRoutes } from './sip-credential/routes.ts'
import { SipCredentials } from './sip-credential/service.ts'
import { sipPeerRoutes } from './sip-peer/routes.ts'
import { SipPeers } from './sip-peer/service.ts'
import { siteLockRoutes } from './site-lock/routes.ts'
import { siteRoutes } from './site/routes.ts'
import { Sites } from './site/service.ts'
import { smsRoutes } from './sms/routes.ts'
import { SmsFeatures } from './sms/service.ts'
import { voiceSettingsRoutes } from './voice-settings/routes.ts'
import { VoiceSettingsOfPeers } from './voice-settings/service.ts'

export { setSiteLock } from './site-lock/service.ts'
export { countPlaceAddresses, placeAddresses, type PlaceAddress, type PlaceKind } from './place-address.ts'
export { findSite, siteExists } from './site/repository.ts'
export { createSite, type WantedSite } from './site/service.ts'
export { linesWithoutPeer, type NamedPlace } from './sip-peer/existence.ts'
export { peersWithHost } from './sip-peer/host-search.ts'
export { readSms } from './sms/repository.ts'
export { defaultPeer, findPeer, placeFor, placeStands, readPeer, type PeerName, type Place } from './sip-peer/repository.ts'
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
  /** For the passwords of callbacks and the hashes of SIP credentials. */
  readonly sealer: Sealer
}

/** The operations on sites, SIP peers with all that is set on them, applications and SIP credentials. */
export function locationRoutes({ database, geocoder, use, sealer }: LocationDependencies): readonly Route[] {
  return [
    ...siteRoutes(new Sites({ database, geocoder, use })),
    ...siteLockRoutes(database),
    ...sipPeerRoutes(new SipPeers({ database, geocoder, use })),
    ...peerProductRoutes(database),
    ...voiceSettingsRoutes(new VoiceSettingsOfPeers(database)),
    ...smsRoutes(new SmsFeatures({ database, use })),
    ...mmsRoutes(new MmsFeatures(database)),
    ...messagingRoutes(new MessagingOfPeers(database)),
    ...hostRoutes(database),
    ...applicationRoutes(new Applications({ database, sealer })),
    ...sipCredentialRoutes(new SipCredentials({ database, sealer })),
  ]
}
