import { z } from 'zod'

/** An empty part is repeated as such, as in the examples; one that is not given is not shown. */
const part = z.string().max(200).optional().meta({ emptyMeansClear: true })

/** The documented parts of a listing's name, in documented order. */
export const ListingName = z.object({
  firstName: part, firstName2: part, lastName: part, designation: part, titleOfLineage: part, titleOfAddress: part, titleOfAddress2: part,
  titleOfLineageName2: part, titleOfAddressName2: part, titleOfAddress2Name2: part, placeListingAs: part,
})
export type ListingName = z.output<typeof ListingName>

/** The documented parts of a listing's address, in documented order. */
export const ListingAddress = z.object({
  housePrefix: part, houseNumber: part, houseSuffix: part, preDirectional: part, streetName: part, streetSuffix: part, postDirectional: part,
  addressLine2: part, city: part, stateCode: part, zip: part, plusFour: part, county: part, country: part, addressType: part,
})
export type ListingAddress = z.output<typeof ListingAddress>

const accountTypes = ['RESIDENCE', 'BUSINESS'] as const
export const listingTypes = ['LISTED', 'NON_LISTED', 'NON_PUBLISHED'] as const

/** What stands for a number, as it is stored. */
export const StoredListing = z.object({
  accountType: z.enum(accountTypes), listingType: z.enum(listingTypes), listingName: ListingName, listAddress: z.boolean(), address: ListingAddress,
})
export type StoredListing = z.output<typeof StoredListing>

/** Requests say RESIDENTIAL or (documented for changes) RESIDENCE; answers say RESIDENCE. Undefined for any other word. */
export function accountTypeOf(text: string | undefined): typeof accountTypes[number] | undefined {
  const word = text?.trim().toUpperCase()
  return word === 'RESIDENTIAL' ? 'RESIDENCE' : accountTypes.find((known) => known === word)
}
