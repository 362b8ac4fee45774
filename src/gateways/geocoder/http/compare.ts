import type { GeocodeAnswer, Inconsistency, PostalAddress } from '../../../domains/locations/ports.ts'
import { standardise, toPostal, type StandardAddress } from '../standard/standardise.ts'

const fieldsOf = ({ street, city, state, zip }: StandardAddress): readonly (readonly [string, string])[] => [
  ['Pre Directional', street.preDirectional], ['Street Name', street.name], ['Street Suffix', street.suffix],
  ['Post Directional', street.postDirectional], ['City', city], ['State', state], ['Zip', zip],
]

/** What a service found, put beside what was asked: a part that differs was wrong, but for a ZIP that nobody gave. */
export function compare(asked: PostalAddress, found: PostalAddress): GeocodeAnswer {
  const given = standardise(asked)
  const valid = standardise(found)
  const validFields = new Map(fieldsOf(valid))
  const differing = fieldsOf(given).flatMap(([field, was]): Inconsistency[] => {
    const is = validFields.get(field) ?? ''
    return was === is || (field === 'Zip' && was === '') ? [] : [{ field, given: was, valid: is }]
  })
  // A suffix in a spelling that the standard does not know stands in both lists only if the service has another one.
  const mended = given.mended.filter(({ field }) => !differing.some((other) => other.field === field))
  const { houseNumber, houseSuffix, unit, plusFour } = given
  const address = toPostal({ ...valid, houseNumber, houseSuffix, unit, plusFour: given.zip === valid.zip ? plusFour : '' })
  const inconsistencies = [...differing, ...mended]
  return inconsistencies.length === 0 ? { kind: 'ok', address } : { kind: 'corrected', address, inconsistencies }
}
