import { distanceKm } from './distance.ts'
import type { RateCenter } from './geography.ts'

/** A call from `from` to `to` (ids of rate centers) is a local one. */
export type LocalCall = { readonly from: number; readonly to: number }

/** How far local calls reach, in kilometers, by the tier of the rate center that is called. */
const REACH_KM = [48, 32] as const
const REACH_ELSEWHERE_KM = 20
/** One degree of latitude is 111 km, so whatever lies farther north or south than this is out of reach. */
const MOST_DEGREES = 0.45

const reachOf = ({ tier }: RateCenter) => REACH_KM[tier] ?? REACH_ELSEWHERE_KM

/** By latitude, so that the neighbors of a rate center stand together. */
const ascending = (centers: readonly RateCenter[]) => centers.toSorted((a, b) => a.latitude - b.latitude || a.id - b.id)

/**
 * Which rate centers are local to which: each to itself, and others of its LATA and country within reach. Large cities
 * are local from farther away than small places, so some pairs are local one way only.
 */
export function localCalls(rateCenters: readonly RateCenter[]): readonly LocalCall[] {
  const calls: LocalCall[] = []
  for (const group of Map.groupBy(rateCenters, ({ country, lata }) => `${country} ${lata}`).values()) {
    const centers = ascending(group)
    let first = 0
    for (const from of centers) {
      while ((centers[first]?.latitude ?? Infinity) < from.latitude - MOST_DEGREES) first += 1
      for (let index = first; index < centers.length; index += 1) {
        const to = centers[index]
        if (to === undefined || to.latitude > from.latitude + MOST_DEGREES) break
        if (to === from || distanceKm(from, to) <= reachOf(to)) calls.push({ from: from.id, to: to.id })
      }
    }
  }
  return calls
}
