import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { isUnitedStates, UNITED_STATES } from '../../accounts/index.ts'
import { dldaErrors } from './errors.ts'
import type { ListingAddress } from './listing.ts'

const COUNTRY = 'United States'
const SHOWN = 40

const required = [
  ['houseNumber', dldaErrors.houseNumberMissing], ['streetName', dldaErrors.streetNameMissing], ['city', dldaErrors.cityMissing],
  ['stateCode', dldaErrors.stateMissing], ['zip', dldaErrors.zipMissing],
] as const

/** What is wrong with the address of a listing. Whether the place exists is asked of nobody: directories print what they are given. */
export function addressProblems(address: ListingAddress): Problem[] {
  const { stateCode: state, zip, addressType: type, country } = address
  return [
    ...required.filter(([part]) => !address[part]).map(([, error]) => error.problem()),
    ...!state || UNITED_STATES.has(state.toUpperCase()) ? [] : [dldaErrors.state.problem({ state: state.slice(0, SHOWN) })],
    ...!zip || /^\d{5}$/.test(zip) ? [] : [dldaErrors.zipMalformed.problem({ zip: zip.slice(0, SHOWN) })],
    ...!type || type.toUpperCase() === 'DLDA' ? [] : [dldaErrors.addressType.problem({ type: type.slice(0, SHOWN) })],
    ...!country || isUnitedStates(country) ? [] : [dldaErrors.invalid.problem({ reason: `Country is not ${COUNTRY}` })],
  ]
}

/** The address as answers show it, with the country that was left out. */
export const shownAddress = (address: ListingAddress): ListingAddress => ({ ...address, country: COUNTRY })
