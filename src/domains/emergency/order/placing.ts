import type { Address } from '../../accounts/index.ts'
import type { Geocoder } from '../../locations/index.ts'
import type { LocatedAddress } from './content.ts'

/** What became of an address: in standard form, mended or not, or nobody knows it. */
export type Verdict = { readonly kind: 'known', readonly address: Address, readonly isMended: boolean } | { readonly kind: 'unknown', readonly address: Address }

/** The address alone, in the country that it names. */
function standard(given: LocatedAddress, found: Address): Address {
  const { country = 'United States', county } = given
  return Object.fromEntries(Object.entries({ ...found, county, country, addressType: undefined }).filter(([, value]) => value))
}

const parts = ({ locationId: _id, ...address }: LocatedAddress): Address => address

/** Asks a geocoder; addresses are taken as they are where there is none. Undefined where it could not be asked. */
export async function verdictOn(geocoder: Geocoder | undefined, given: LocatedAddress): Promise<Verdict | undefined> {
  const asked = parts(given)
  const answer = await geocoder?.check(asked) ?? { kind: 'ok', address: asked }
  switch (answer.kind) {
    case 'ok': return { kind: 'known', address: standard(given, answer.address), isMended: false }
    case 'corrected': return { kind: 'known', address: standard(given, answer.address), isMended: true }
    case 'unknown': return { kind: 'unknown', address: standard(given, asked) }
    case 'unavailable': return undefined
  }
}
