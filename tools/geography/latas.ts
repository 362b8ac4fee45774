import { distanceKm, type Point } from '../../src/domains/numbering/geography/distance.ts'
import type { LataFact, NpaFact } from './facts.ts'
import type { Gazetteer, Place } from './gazetteer.ts'

/** Anchor points per LATA. Throws when an anchor city is unknown, so that a typing error cannot bend the map. */
export function anchorPoints(facts: readonly LataFact[], gazetteer: Gazetteer): ReadonlyMap<string, readonly Point[]> {
  return new Map(
    facts.map(({ lata, anchors }) => [
      lata,
      anchors.map(({ city, state }) => {
        const place = gazetteer.find(city, state)
        if (place === undefined) throw new Error(`lata-facts.tsv: ${lata} has the unknown anchor ${city} ${state}`)
        return place
      }),
    ]),
  )
}

/** The LATA of a place served by an area code: the code's only one, else the one whose nearest anchor is nearest. */
export function lataOf(place: Place, fact: NpaFact, anchors: ReadonlyMap<string, readonly Point[]>): string {
  const [principal = ''] = fact.latas
  if (fact.latas.length < 2) return principal
  let best = { lata: principal, km: Infinity }
  for (const lata of fact.latas) {
    for (const anchor of anchors.get(lata) ?? []) {
      const km = distanceKm(place, anchor)
      if (km < best.km) best = { lata, km }
    }
  }
  return best.lata
}
