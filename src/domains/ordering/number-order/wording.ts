import type { NumberFacts } from '../../inventory/index.ts'
import type { Counts } from './repository.ts'

const numbers = (count: number) => count === 1 ? '1 number' : `${count} numbers`

/**
 * Sums up rows by a key, most frequent first, then by name, so the same numbers always give the same list.
 * Toll-free numbers lie nowhere: rows without the key are left out.
 */
function tally<Key>(rows: readonly NumberFacts[], keyOf: (row: NumberFacts) => Key | null): { key: Key, count: number }[] {
  const counts = new Map<string, { key: Key, count: number }>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const name = JSON.stringify(key)
    const entry = counts.get(name) ?? { key, count: 0 }
    entry.count += 1
    counts.set(name, entry)
  }
  return [...counts.entries()].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, entry]) => entry)
}

/** Counts where numbers lie. */
export function countPlaces(rows: readonly NumberFacts[]): Counts {
  return {
    states: tally(rows, (row) => row.state).map(({ key, count }) => ({ state: key, count })),
    rateCenters: tally(rows, (row) => row.rateCenter).map(({ key, count }) => ({ rateCenter: key, count })),
    cities: tally(rows, (row) => row.city).map(({ key, count }) => ({ city: key, count })),
    tiers: tally(rows, (row) => row.tier).map(({ key, count }) => ({ tier: key, count })),
    vendors: tally(rows, (row) => ({ vendorId: row.vendorId, vendorName: row.vendorName })).map(({ key, count }) => ({ ...key, count })),
  }
}

/** Texts of an order that brought numbers: for the notification ("… from WASHINGTON, VA") and for the order itself. */
export function describeFilled(tns: readonly string[], counts: Counts): { message: string, summary: string } {
  const [city] = counts.cities
  const [state] = counts.states
  const elsewhere = counts.cities.length - 1
  const place = city && state ? ` from ${city.city.toUpperCase()}, ${state.state}` : ''
  const more = elsewhere > 0 ? ` and ${elsewhere} more ${elsewhere === 1 ? 'city' : 'cities'}` : ''
  const areas = [...new Set(tns.map((tn) => tn.slice(0, 3)))].sort()
  return {
    message: `Created a new number order for ${numbers(tns.length)}${place}${more}`,
    summary: `${numbers(tns.length)} ordered in (${areas.slice(0, 5).join(', ')}${areas.length > 5 ? ', ...' : ''})`,
  }
}

/** Summary of an order that brought nothing. */
export const describeRequest = (wanted: number): string => `${numbers(wanted)} requested`

/** What the history says of an order that waits; the documented text. */
export const BACK_ORDERED = 'Order backordered - awaiting additional numbers'

/** What the history says of a back order that was closed. */
export const describeClosed = ({ found, wanted }: { readonly found: number, readonly wanted: number }): string => `Backorder closed with ${found} of ${numbers(wanted)}`
