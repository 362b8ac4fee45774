import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../kernel/files/package-root.ts'

interface Place {
  readonly state: string
  readonly city: string
}

/** ZIPs, cities and states of the United States, as far as `data/zips.tsv` has them. */
export interface PostalTable {
  /** The place that a ZIP is named after. */
  placeOf(zip: string): Place | undefined
  /** The ZIPs of a city, ascending; none for a city that is not known. */
  zipsOf(state: string, city: string): readonly string[]
  /** The cities of a state. */
  citiesOf(state: string): readonly string[]
  /** The states in which ZIPs with these first three digits lie. */
  statesOf(prefix: string): ReadonlySet<string>
}

/** Writes the ZIPs of one city, ascending; of one that shares its first three digits with the one before, only the last two. */
export function packZips(zips: readonly string[]): string {
  return zips.map((zip, index) => zip.slice(0, 3) === zips[index - 1]?.slice(0, 3) ? zip.slice(3) : zip).join(' ')
}

function unpackZips(text: string): string[] {
  let prefix = ''
  return text.split(' ').map((part) => {
    if (part.length === 5) prefix = part.slice(0, 3)
    return part.length === 5 ? part : prefix + part
  })
}

/** Reads the table; some 30,000 lines. */
export function loadPostalTable(): PostalTable {
  const [, ...rows] = readFileSync(join(packageRoot(), 'data', 'zips.tsv'), 'utf8').trimEnd().split('\n')
  const places = new Map<string, Place>()
  const cities = new Map<string, Map<string, readonly string[]>>()
  const states = new Map<string, Set<string>>()
  for (const row of rows) {
    const [state = '', city = '', packed = ''] = row.split('\t')
    const zips = unpackZips(packed)
    const ofState = cities.get(state) ?? new Map<string, readonly string[]>()
    cities.set(state, ofState.set(city, zips))
    for (const zip of zips) {
      places.set(zip, { state, city })
      const prefix = zip.slice(0, 3)
      states.set(prefix, (states.get(prefix) ?? new Set<string>()).add(state))
    }
  }
  const none = new Set<string>()
  return {
    placeOf: (zip) => places.get(zip),
    zipsOf: (state, city) => cities.get(state)?.get(city) ?? [],
    citiesOf: (state) => [...cities.get(state)?.keys() ?? []],
    statesOf: (prefix) => states.get(prefix) ?? none,
  }
}
