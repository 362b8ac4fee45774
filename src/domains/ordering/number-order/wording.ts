import type { Counts } from '../counts.ts'

const numbers = (count: number) => count === 1 ? '1 number' : `${count} numbers`

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
