import { ApiError, type Problem } from '../../../kernel/errors/catalogue.ts'
import { lineErrors } from '../errors.ts'
import { problemsOfOrder, readNumbers, type WantedNumbers } from '../wanted.ts'
import { addressProblems, shownAddress } from './address.ts'
import type { DldaRequest, RequestedGroup, ShownGroup } from './contract.ts'
import { dldaErrors } from './errors.ts'
import { accountTypeOf, listingTypes, type ListingName, type StoredListing } from './listing.ts'

const missing = (field: string): Problem => lineErrors.required.problem({ field })

/** The last name governs sorting, so nobody is listed without one; people have a first name besides. */
function nameProblems(name: ListingName | undefined, accountType: string | undefined): Problem[] {
  if (!name) return [missing('ListingName')]
  return [...name.lastName ? [] : [missing('LastName')], ...accountType !== 'RESIDENCE' || name.firstName ? [] : [missing('FirstName')]]
}

const typeOf = ({ subscriberType, accountType }: RequestedGroup) => accountTypeOf(subscriberType ?? accountType)
const listingTypeOf = ({ listingType }: RequestedGroup) => listingTypes.find((known) => known === listingType?.trim().toUpperCase())

/** What is to be entered for the numbers of a group, or what is wrong with it. */
export function readGroup(group: RequestedGroup): { readonly entry: StoredListing } | { readonly problems: readonly Problem[] } {
  const { listingName, listAddress, address } = group
  const [accountType, listingType] = [typeOf(group), listingTypeOf(group)]
  const problems = [
    ...accountType ? [] : [dldaErrors.subscriberType.problem()], ...listingType ? [] : [dldaErrors.listingType.problem()],
    ...nameProblems(listingName, accountType), ...listAddress === undefined ? [missing('ListAddress')] : [],
    ...address ? addressProblems(address) : [missing('Address')],
  ]
  if (problems.length > 0 || !accountType || !listingType || !listingName || listAddress === undefined || !address) return { problems }
  return { entry: { accountType, listingType, listingName, listAddress, address: { ...shownAddress(address), addressType: 'Dlda' } } }
}

/** A group as a refusal repeats it: as it was written, in the form of answers. */
export const echoedGroup = (group: RequestedGroup): ShownGroup => ({
  telephoneNumbers: group.telephoneNumbers, accountType: typeOf(group) ?? group.subscriberType ?? group.accountType, listingType: group.listingType,
  listingName: group.listingName, listAddress: group.listAddress, address: group.address && shownAddress(group.address),
})

/** An order as it is stored. */
export interface WantedListings {
  readonly wanted: WantedNumbers<StoredListing>
  readonly stored: readonly ShownGroup[]
}

/**
 * Reads an order. Throws 16104 where it names no number, 5093, 5095, and else everything that is wrong with its groups, each
 * problem once: 1003, 5002, 5052, 16109, 16110, 16114, and those of addresses.
 */
export function readOrder(request: DldaRequest): WantedListings {
  const { dldaTnGroups = [] } = request
  if (dldaTnGroups.every(({ telephoneNumbers = [] }) => telephoneNumbers.length === 0)) throw dldaErrors.noNumbers()
  const read = dldaTnGroups.map((group) => ({ telephoneNumbers: group.telephoneNumbers ?? [], ...readGroup(group) }))
  const problems = [...problemsOfOrder(request), ...read.flatMap((group) => 'problems' in group ? group.problems : [])]
  if (problems.length > 0) throw new ApiError(400, [...new Map(problems.map((problem) => [`${problem.code} ${problem.text}`, problem])).values()])
  const groups = read.flatMap((group) => 'entry' in group ? [group] : [])
  return {
    wanted: readNumbers(groups, dldaErrors.malformed),
    stored: groups.map(({ telephoneNumbers, entry }) => ({ telephoneNumbers: [...telephoneNumbers], ...entry })),
  }
}
