import type { Inconsistency } from '../../../domains/locations/ports.ts'
import { distance, tolerated } from '../standard/distance.ts'
import type { Street } from '../standard/standardise.ts'
import type { KnownStreet } from './known-street.ts'

export interface Sought {
  readonly street: Street
  readonly houseNumber: string
  readonly zip: string
}

/** What became of a street: as it is or mended, and what is known of the house. */
export interface Matched {
  readonly street: Street
  readonly inconsistencies: readonly Inconsistency[]
  readonly known: KnownStreet | undefined
}

const parts = [['preDirectional', 'Pre Directional'], ['name', 'Street Name'], ['suffix', 'Street Suffix'], ['postDirectional', 'Post Directional']] as const
const around = ['preDirectional', 'suffix', 'postDirectional'] as const

/** Nothing that was given says otherwise. */
const allows = (given: Street, known: Street) => around.every((part) => given[part] === '' || given[part] === known[part])
const isSame = (given: Street, known: Street) => around.every((part) => given[part] === known[part])

function becoming(given: Street, known: KnownStreet): Matched {
  const street: Street = known.nameOnly ? { ...given, name: known.name }
    : { preDirectional: known.preDirectional, name: known.name, suffix: known.suffix, postDirectional: known.postDirectional }
  const inconsistencies = parts.filter(([part]) => given[part] !== street[part])
    .map(([part, field]) => ({ field, given: given[part], valid: street[part] }))
  return { street, inconsistencies, known }
}

/** The streets of a name as close as can be: only where all that are as close agree on what was meant. */
function nearest({ street, zip }: Sought, streets: readonly KnownStreet[]): KnownStreet | undefined {
  const most = tolerated(street.name)
  if (most === 0) return undefined
  const near = streets.filter((known) => !/\d/.test(known.name) && (known.nameOnly || allows(street, known)))
    .map((known) => ({ known, by: distance(street.name, known.name, known.nameOnly ? 1 : most) }))
    .filter(({ known, by }) => by <= (known.nameOnly ? Math.min(1, most) : most))
    .sort((one, other) => one.by - other.by || Number(one.known.nameOnly) - Number(other.known.nameOnly) || Number(other.known.zips.includes(zip)) - Number(one.known.zips.includes(zip)))
  const [first] = near
  const rivals = near.filter(({ by }) => by === first?.by)
  return rivals.every(({ known }) => known.name === first?.known.name) ? first?.known : undefined
}

/**
 * Finds a street among those known of its city. One that is known is taken; one whose house is known under a fuller name gets
 * that; one that differs in a letter or two gets the name that is meant. Any other stays as it is: no table has all streets.
 */
export function matchStreet(sought: Sought, streets: readonly KnownStreet[]): Matched {
  const { street, houseNumber } = sought
  const namesakes = streets.filter(({ name }) => name === street.name)
  const same = namesakes.find((known) => known.nameOnly || isSame(street, known))
  if (same && !same.nameOnly) return { street, inconsistencies: [], known: same }
  const fuller = namesakes.filter((known) => !known.nameOnly && allows(street, known) && known.houses.has(houseNumber))
  const [only] = fuller
  if (only && fuller.length === 1) return becoming(street, only)
  if (namesakes.length > 0) return { street, inconsistencies: [], known: undefined }
  const near = nearest(sought, streets)
  return near ? becoming(street, near) : { street, inconsistencies: [], known: undefined }
}
