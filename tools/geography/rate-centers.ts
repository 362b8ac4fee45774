import { abbreviate, makeUnique } from './abbreviation.ts'
import type { NpaFact, RateCenterFact } from './facts.ts'
import { distanceKm, type Point } from '../../src/domains/numbering/geography/distance.ts'
import type { Place } from './gazetteer.ts'
import { lataOf } from './latas.ts'

export type BuiltRateCenter = Place & {
  readonly id: number
  readonly abbreviation: string
  readonly lata: string
  readonly country: string
  readonly tier: number
}

export const keyOf = (place: { readonly city: string; readonly state: string }) => `${place.state}/${place.city}`

const outside = new Set(['AK', 'HI', 'PR', 'VI', 'GU', 'MP', 'AS'])

/** The coverage tier, 0 to 5, from the number of the place's ZIPs, and 5 outside the 48 adjoining states; `tierByDistance` gives 4. */
export function tierOf(zipCount: number, state: string, country: string): number {
  if (country !== 'US' || outside.has(state)) return 5
  if (zipCount >= 10) return 0
  if (zipCount >= 4) return 1
  return zipCount >= 2 ? 2 : 3
}

const REMOTE_KM = 150

type Tiered = Point & { readonly tier: number }

/** The tier when its distance counts too: a small place (3) that lies more than 150 km from each of tier 0 is of tier 4. */
export function tierByDistance(center: Tiered, centers: readonly Tiered[]): number {
  const isRemote = center.tier === 3 && centers.every((other) => other.tier !== 0 || distanceKm(center, other) > REMOTE_KM)
  return isRemote ? 4 : center.tier
}

/** The area code with most exchanges in each place (the lower of equals): it decides country and LATA. */
function homeNpas(exchanges: ReadonlyMap<string, Place>): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const [npaNxx, place] of exchanges) {
    const npa = npaNxx.slice(0, 3)
    const ofPlace = counts.get(keyOf(place)) ?? new Map<string, number>()
    counts.set(keyOf(place), ofPlace.set(npa, (ofPlace.get(npa) ?? 0) + 1))
  }
  const homes = new Map<string, string>()
  for (const [key, ofPlace] of counts) {
    const [first] = [...ofPlace].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    if (first !== undefined) homes.set(key, first[0])
  }
  return homes
}

/** Rate centers, ids from 1 by country (US first), state, city. Throws when a hand-made fact names none. */
export function buildRateCenters(input: {
  exchanges: ReadonlyMap<string, Place>
  facts: ReadonlyMap<string, NpaFact>
  anchors: Parameters<typeof lataOf>[2]
  exceptions: readonly RateCenterFact[]
}): readonly BuiltRateCenter[] {
  const homes = homeNpas(input.exchanges)
  const places = new Map([...input.exchanges.values()].map((place) => [keyOf(place), place]))
  const unused = new Set(input.exceptions)
  const exception = (place: Place, field: string) => {
    const found = input.exceptions.find((fact) => fact.field === field && keyOf(fact) === keyOf(place))
    if (found !== undefined) unused.delete(found)
    return found?.value
  }
  const located = [...places.values()].flatMap((place) => {
    const fact = input.facts.get(homes.get(keyOf(place)) ?? '')
    if (fact === undefined) return []
    const lata = exception(place, 'lata') ?? lataOf(place, fact, input.anchors)
    const tier = Number(exception(place, 'tier') ?? tierOf(place.zips.length, place.state, fact.country))
    return [{ ...place, country: fact.country, lata, tier, fixed: exception(place, 'abbreviation') }]
  })
  const rank = (center: (typeof located)[number]) => `${center.country === 'US' ? 0 : 1}/${keyOf(center)}`
  located.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  if (unused.size > 0) throw new Error(`rate-center-facts.tsv: no rate center ${[...unused].map(keyOf).join(', ')}`)
  const metropolitan = located.filter(({ tier }) => tier === 0)
  const taken = new Map(located.map((center) => [center.state, new Set<string>()]))
  return located.map(({ fixed, ...center }, index) => {
    const names = taken.get(center.state) ?? new Set<string>()
    const abbreviation = makeUnique(fixed ?? abbreviate(center.city), names)
    names.add(abbreviation)
    return { ...center, tier: tierByDistance(center, metropolitan), id: index + 1, abbreviation }
  })
}
