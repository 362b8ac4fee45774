import type { Inconsistency } from '../../../domains/locations/ports.ts'
import { distance, tolerated } from '../standard/distance.ts'
import type { PostalTable } from './postal-table.ts'

/** City, state and ZIP as somebody gave them, in standard form; `zip` may be ''. */
export interface GivenPlace {
  readonly city: string
  readonly state: string
  readonly zip: string
}

export interface ResolvedPlace extends GivenPlace {
  readonly inconsistencies: readonly Inconsistency[]
}

const isLike = (given: string, known: string) => {
  const most = tolerated(known)
  return most > 0 && distance(given, known, most) <= most
}

/** The one city that a misspelled name comes closest to; undefined where none or several are as close. */
function closest(given: string, cities: readonly string[]): string | undefined {
  const ranked = cities.filter((city) => isLike(given, city)).map((city) => ({ city, by: distance(given, city, 2) })).sort((one, other) => one.by - other.by)
  const [first, second] = ranked
  return first && first.by !== second?.by ? first.city : undefined
}

function changed(given: GivenPlace, valid: GivenPlace): ResolvedPlace {
  const fields = [['City', given.city, valid.city], ['State', given.state, valid.state], ['Zip', given.zip, valid.zip]] as const
  return { ...valid, inconsistencies: fields.filter(([, was, is]) => was !== is).map(([field, was, is]) => ({ field, given: was, valid: is })) }
}

/** A ZIP from another state than the address: the city's own, if the city and the state fit together. */
function withZipOf(table: PostalTable, given: GivenPlace): ResolvedPlace | undefined {
  const [zip] = table.zipsOf(given.state, given.city)
  return zip === undefined ? undefined : changed(given, { ...given, zip })
}

function withoutZip(table: PostalTable, given: GivenPlace): ResolvedPlace | undefined {
  const cities = table.citiesOf(given.state)
  if (cities.length === 0) return undefined
  const city = cities.includes(given.city) ? given.city : closest(given.city, cities) ?? given.city
  const zips = table.zipsOf(given.state, city)
  // The only ZIP of a city is no correction: nobody gave another.
  const resolved = changed(given, { ...given, city })
  return { ...resolved, zip: zips.length === 1 ? zips[0] ?? '' : '' }
}

function withinState(table: PostalTable, given: GivenPlace, zipCity: string): ResolvedPlace {
  if (given.city === zipCity) return changed(given, given)
  const zips = table.zipsOf(given.state, given.city)
  const prefix = given.zip.slice(0, 3)
  // Neighbours go by each other's names, and many a name is nobody's post office.
  if (zips.some((zip) => zip.startsWith(prefix))) return changed(given, given)
  if (zips.length === 1) return changed(given, { ...given, zip: zips[0] ?? given.zip })
  if (zips.length > 1 || isLike(given.city, zipCity)) return changed(given, { ...given, city: zipCity })
  const near = closest(given.city, table.citiesOf(given.state).filter((city) => table.zipsOf(given.state, city).some((zip) => zip.startsWith(prefix))))
  return changed(given, { ...given, city: near ?? given.city })
}

/**
 * Whether city, state and ZIP go together. Two that agree correct the third; a misspelled city becomes the one that is
 * meant; a city that the table does not have passes where its state and ZIP agree. Undefined where nothing agrees.
 */
export function resolvePlace(table: PostalTable, given: GivenPlace): ResolvedPlace | undefined {
  if (given.zip === '') return withoutZip(table, given)
  const known = table.placeOf(given.zip)
  if (!known) return table.statesOf(given.zip.slice(0, 3)).has(given.state) ? changed(given, given) : withZipOf(table, given)
  if (known.state === given.state) return withinState(table, given, known.city)
  if (known.city === given.city) return changed(given, { ...given, state: known.state })
  return withZipOf(table, given) ?? (isLike(given.city, known.city) ? changed(given, { ...given, ...known }) : undefined)
}
