import type { Geocoder } from '../domains/locations/index.ts'
import { createHttpGeocoder } from '../gateways/geocoder/http/index.ts'
import { createReferenceGeocoder } from '../gateways/geocoder/reference/index.ts'
import type { Config } from '../kernel/config/config.ts'
import type { Database } from '../kernel/db/database.ts'
import type { Logger } from '../kernel/log/logger.ts'

/** The geocoder that the configuration names; none where addresses are taken as they are. */
export function geocoderOf({ geocoder, geocoderUrl, geocoderTimeoutMs, mode }: Config, database: Database, log: Logger): Geocoder | undefined {
  switch (geocoder) {
    case 'reference': return createReferenceGeocoder({ database, log, streets: mode === 'sandbox' ? 'conventional' : 'known' })
    case 'http': return createHttpGeocoder({ url: geocoderUrl, timeoutMs: geocoderTimeoutMs, log })
    case 'off': return undefined
  }
}
