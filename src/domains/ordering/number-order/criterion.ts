import type { Criteria } from '../../inventory/index.ts'

const AREA_CODE_DIGITS = 3

/** Criteria as one text, the same for orders that look for the same: back orders queue up by it. */
export function criterionOf(criteria: Criteria): string {
  const given = Object.entries(criteria).flatMap(([name, value]): [string, unknown][] =>
    value === undefined || value === '' ? [] : [[name, typeof value === 'string' ? value.trim().toLowerCase() : value]])
  return JSON.stringify(given.sort(([a], [b]) => a < b ? -1 : 1))
}

/** The area code in which everything that fits lies; null where that is not known, as where local calling areas count. */
export function areaCodeOf({ areaCode, npaNxx, npaNxxx, lca }: Criteria): string | null {
  const prefix = areaCode ?? npaNxx ?? npaNxxx
  return prefix === undefined || lca === true ? null : prefix.slice(0, AREA_CODE_DIGITS)
}
