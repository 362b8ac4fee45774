import { UNITED_STATES } from '../../accounts/index.ts'
import { orderErrors } from './errors.ts'
import type { LocatedAddress } from './content.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'

/** States, districts and territories of the United States, and the provinces of Canada: where the service answers. */
const STATES: ReadonlySet<string> = new Set([...UNITED_STATES, ...'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' ')])
const CANADIAN_ZIP = /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i
const ZIP = /^\d{5}(-?\d{4})?$/
const MOST_LOCATION_ID = 128
const PRINTABLE = /^[\x20-\x7e]+$/

const REQUIRED = [['HouseNumber', 'houseNumber'], ['StreetName', 'streetName'], ['City', 'city'], ['StateCode', 'stateCode']] as const

/** What an address lacks, as its element is called; undefined where it lacks nothing. */
export function missingPart(address: LocatedAddress): string | undefined {
  return REQUIRED.find(([, part]) => !address[part]?.trim())?.[0]
}

/** Why an address cannot be any: a part is missing. */
export function missingProblem(address: LocatedAddress): Problem | undefined {
  const missing = missingPart(address)
  return missing === undefined ? undefined : orderErrors.addressPart.problem({ value: `${missing} is missing` })
}

/** Throws 8023 for a location id that none can have. */
export function checkLocationId(id: string | undefined): void {
  if (id !== undefined && (id.length > MOST_LOCATION_ID || !PRINTABLE.test(id))) throw orderErrors.locationIdForm({ id: id.slice(0, MOST_LOCATION_ID + 1) })
}

/** Checks those parts of an address that are there. Throws 8023, 8056 and 8063. */
export function checkForm({ locationId, stateCode, zip, plusFour }: LocatedAddress): void {
  checkLocationId(locationId)
  if (stateCode && !STATES.has(stateCode.trim().toUpperCase())) throw orderErrors.stateUnknown({ state: stateCode })
  if (zip && !ZIP.test(zip.trim()) && !CANADIAN_ZIP.test(zip.trim())) throw orderErrors.addressPart({ value: `Zip '${zip}'` })
  if (plusFour && !/^\d{4}$/.test(plusFour.trim())) throw orderErrors.addressPart({ value: `PlusFour '${plusFour}'` })
}
