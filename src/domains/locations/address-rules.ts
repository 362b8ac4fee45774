import { isUnitedStates, type Address } from '../accounts/index.ts'
import { locationErrors } from './errors.ts'

const addressTypes: readonly string[] = ['Service', 'Billing']

/**
 * Checks what an address must have, and nothing that only a geocoder can know: whether the place exists is asked of
 * nobody. Postal codes of other countries than the United States are taken as they are.
 */
export function checkAddress({ houseNumber, streetName, city, stateCode, zip, country, addressType }: Address): void {
  if (!houseNumber) throw locationErrors.houseNumberMissing()
  if (!streetName) throw locationErrors.streetNameMissing()
  if (!city) throw locationErrors.cityMissing()
  if (!stateCode) throw locationErrors.stateMissing()
  if (!/^[a-z]{2}$/i.test(stateCode)) throw locationErrors.stateMalformed({ state: stateCode })
  if (!zip) throw locationErrors.zipMissing()
  if (isUnitedStates(country ?? 'US') && !/^\d{5}$/.test(zip)) throw locationErrors.zipMalformed({ zip })
  if (!addressType) throw locationErrors.addressTypeMissing()
  if (!addressTypes.includes(addressType)) throw locationErrors.addressTypeUnknown({ type: addressType })
}
