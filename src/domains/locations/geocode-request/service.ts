import { describe, firstLine } from '../geocoding.ts'
import type { GeocodeAnswer, Geocoder, PostalAddress } from '../ports.ts'
import { geocodeErrors } from './errors.ts'

/** An address as a client asks about it: by its parts, or with house and street in one line. */
export interface RequestedAddress extends PostalAddress {
  readonly addressLine1?: string
  readonly housePrefix?: string
}

/** An address in standard form; `message` says what had to be mended, where something had. */
export interface GeocodedAddress {
  readonly address: PostalAddress & { readonly addressLine1: string }
  readonly message: string | undefined
}

const HOUSE_AND_STREET = /^\s*(\S*\d\S*)\s+(.*\S)\s*$/

/** House number and street name count; without one of them, the first line does. */
function partsOf({ addressLine1, housePrefix, ...parts }: RequestedAddress): PostalAddress {
  if (parts.houseNumber && parts.streetName) return { ...parts, houseNumber: `${housePrefix ?? ''}${parts.houseNumber}` }
  const [, houseNumber, streetName] = HOUSE_AND_STREET.exec(addressLine1 ?? '') ?? []
  if (houseNumber === undefined) throw geocodeErrors.unknown()
  const { addressLine2, city, stateCode, zip, plusFour, county, country } = parts
  return { houseNumber, streetName, addressLine2, city, stateCode, zip, plusFour, county, country }
}

/** The documented answer has its colons escaped. */
const escaped = (text: string): string => text.replaceAll('\n', ' ').replaceAll(' :', ' %3A').replace('geocoding:', 'geocoding%3A')

const shown = (address: PostalAddress) => ({ ...address, addressLine1: firstLine(address) })

function answerOf(answer: GeocodeAnswer): GeocodedAddress {
  switch (answer.kind) {
    case 'ok': return { address: shown(answer.address), message: undefined }
    case 'corrected': return { address: shown(answer.address), message: escaped(describe(answer.inconsistencies)) }
    case 'unknown': throw geocodeErrors.unknown()
    case 'unavailable': throw answer.unreadable ? geocodeErrors.unreadable() : geocodeErrors.unavailable()
  }
}

/**
 * Geocodes an address. Throws 12540 and 12542 for what is missing, 12110 for an address that nobody knows, 12109 where
 * there is no geocoder or it cannot be reached, 12111 where its answer makes no sense.
 */
export async function geocodeAddress(geocoder: Geocoder | undefined, requested: RequestedAddress): Promise<GeocodedAddress> {
  if (!requested.city) throw geocodeErrors.cityMissing()
  if (!requested.stateCode) throw geocodeErrors.stateMissing()
  const address = partsOf(requested)
  if (!geocoder) throw geocodeErrors.unavailable()
  return answerOf(await geocoder.check(address))
}
