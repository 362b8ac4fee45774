import { z } from 'zod'

const part = z.string().max(200).optional()

/** A postal address as the wire and the database hold it: its documented parts in documented order, none demanded. */
export const Address = z.object({
  houseNumber: part,
  houseSuffix: part,
  preDirectional: part,
  streetName: part,
  streetSuffix: part,
  postDirectional: part,
  addressLine2: part,
  city: part,
  stateCode: part,
  zip: part,
  plusFour: part,
  county: part,
  country: part,
  addressType: part,
})
export type Address = z.output<typeof Address>

const EMPTY: Required<Address> = Object.freeze({
  houseNumber: '', houseSuffix: '', preDirectional: '', streetName: '', streetSuffix: '', postDirectional: '',
  addressLine2: '',
  city: '', stateCode: '', zip: '', plusFour: '', county: '', country: '', addressType: '',
})

/** The address with an empty text for each part that it lacks: accounts and SIP peers show every part. */
export function withEveryPart(address: Address): Required<Address> {
  return { ...EMPTY, ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)) }
}
