import { placeKey, placeName } from '../../src/domains/numbering/geography/place-name.ts'
import type { PostalPlace } from './sources.ts'

/** A place that can carry a rate center. Coordinates in degrees, four decimals. */
export type Place = {
  readonly city: string
  readonly state: string
  readonly zips: readonly string[]
  readonly latitude: number
  readonly longitude: number
}

const words: readonly (readonly [RegExp, string])[] = [
  [/\bHTS\b/, 'HEIGHTS'],
  [/\bSPGS\b/, 'SPRINGS'],
  [/\bBCH\b/, 'BEACH'],
  [/\bFLS\b/, 'FALLS'],
  [/\bVLY\b/, 'VALLEY'],
  [/\bJCT\b/, 'JUNCTION'],
  [/\bISLE$/, 'ISLAND'],
  [/\bMLS\b/, 'MILLS'],
  [/\b(CT|COURT) HSE?\b/, 'COURT HOUSE'],
  [/\bCOURTHOUSE\b/, 'COURT HOUSE'],
  [/\bAFB\b/, 'AIR FORCE BASE'],
  [/\bAIR FORCE BASE\b/, 'AFB'],
  [/\bSLPHR\b/, 'SULPHUR'],
  [/\bCNSQNCS\b/, 'CONSEQUENCES'],
  [/\bINTERNATL\b/, 'INTERNATIONAL'],
  [/\bJN\b/, 'JUAN'],
  [/\bMARBLHD\b/, 'MARBLEHEAD'],
  [/^N\b/, 'NORTH'],
  [/^CHTAMSTTHS$/, 'CHARLOTTE AMALIE'],
  [/^MISS STATE$/, 'MISSISSIPPI STATE'],
  [/ (CHARTER TOWNSHIP|TOWNSHIP|TWP|BOROUGH|COURT HOUSE)$/, ''],
  [/BOROUGH$/, 'BORO'],
]

/** The spellings under which a place may be known, the given one first, then each repair on top of the one before. */
function spellings(text: string): string[] {
  let name = placeName(text)
  const tried = [name]
  for (const [pattern, replacement] of words) {
    const repaired = name.replace(pattern, replacement)
    if (repaired !== name) tried.push(repaired)
    name = repaired
  }
  return tried
}

const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000

/** The middle value, so that a few wrong coordinates among a city's ZIPs do not move the city. */
function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b)
  return round(ascending[Math.floor((ascending.length - 1) / 2)] ?? 0)
}

const located = (place: PostalPlace) => place.latitude !== 0 && place.longitude !== 0

/** Finds places by city and state; knows every city of the postal table and those of `place-facts.tsv`. */
export class Gazetteer {
  readonly #byKey: ReadonlyMap<string, readonly PostalPlace[]>
  readonly #byArea: ReadonlyMap<string, readonly PostalPlace[]>
  readonly #districtsByState: ReadonlyMap<string, readonly (PostalPlace & { readonly name: string })[]>

  constructor(
    places: readonly PostalPlace[],
    extra: readonly { city: string; state: string; zips: readonly string[] }[],
  ) {
    const byZip = new Map(places.filter((place) => place.zip !== '').map((place) => [place.zip, place]))
    const named = extra.flatMap(({ city, state, zips }) =>
      zips.flatMap((zip) => {
        const known = byZip.get(zip)
        if (known === undefined) throw new Error(`place-facts.tsv: ZIP ${zip} of ${city} is unknown`)
        return [{ ...known, city, state }]
      }),
    )
    this.#byKey = Map.groupBy([...places, ...named], (place) => `${place.state}/${placeKey(place.city)}`)
    const districts = places.filter((place) => place.zip === '')
    this.#districtsByState = Map.groupBy(
      districts.map((place) => ({ ...place, name: placeName(place.city) })),
      (place) => place.state,
    )
    this.#byArea = Map.groupBy(places.filter(located), (place) => place.zip.slice(0, 3))
  }

  /** The place of that name in that state, or undefined when no spelling of it is known or it has no coordinates. */
  find(city: string, state: string): Place | undefined {
    for (const name of spellings(city)) {
      const found = this.#byKey.get(`${state}/${placeKey(name)}`) ?? this.#districts(name, state)
      if (found === undefined) continue
      return this.#place(name, state, found)
    }
    return undefined
  }

  /** Canadian postal districts are named `RED DEER CENTRAL`: a city's districts are those that begin with its name. */
  #districts(name: string, state: string): readonly PostalPlace[] | undefined {
    const found = this.#districtsByState.get(state)?.filter((district) => district.name.startsWith(`${name} `))
    return found === undefined || found.length === 0 ? undefined : found
  }

  #place(city: string, state: string, rows: readonly PostalPlace[]): Place | undefined {
    const zips = [...new Set(rows.map((row) => row.zip))].filter((zip) => zip !== '').sort()
    const own = rows.filter(located)
    const points = own.length > 0 ? own : (this.#byArea.get(zips[0]?.slice(0, 3) ?? '') ?? [])
    if (points.length === 0) return undefined
    return {
      city,
      state,
      zips,
      latitude: median(points.map((point) => point.latitude)),
      longitude: median(points.map((point) => point.longitude)),
    }
  }
}
