import { addDuration } from '../../../kernel/clock/duration.ts'
import { inventoryErrors } from '../errors.ts'
import type { InserviceQuery } from './contract.ts'

/** What a list of in-service numbers is narrowed to; `from` inclusive and `until` exclusive instants. */
export interface InserviceFilter {
  readonly prefix: string | undefined
  readonly lata: number | undefined
  readonly state: string | undefined
  readonly rateCenter: string | undefined
  readonly from: Date | undefined
  readonly until: Date | undefined
}

/** Where a page begins: after some numbers (a page number), or at a number (from a "next" link). */
export type PageStart = { readonly skip: number } | { readonly from: string }

const ONE_DAY = { months: 0, ms: 86_400_000 }

/** A day as the UTC instant of its start. */
function day(field: string, text: string | undefined): Date {
  if (text === undefined) throw inventoryErrors.required({ field })
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : undefined
  // The 30th of February would be read as a day of March.
  if (!instant || Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(text)) throw inventoryErrors.dateMalformed({ field })
  return instant
}

/** Reads the filters of the list. A date range needs both ends and includes its last day, in UTC. */
export function readFilter({ areacode, npanxx, lata, state, ratecenter, startdate, enddate }: InserviceQuery): InserviceFilter {
  if (ratecenter !== undefined && state === undefined) throw inventoryErrors.required({ field: 'state' })
  const hasRange = startdate !== undefined || enddate !== undefined
  return {
    prefix: npanxx ?? areacode, lata: lata === undefined ? undefined : Number(lata), state, rateCenter: ratecenter,
    from: hasRange ? day('startdate', startdate) : undefined,
    until: hasRange ? addDuration(day('enddate', enddate), ONE_DAY) : undefined,
  }
}

/** A ten-digit `page` is the number that a page begins with, a shorter one counts pages from 1. */
export function readPage({ page, size }: InserviceQuery): PageStart {
  return page.length === 10 ? { from: page } : { skip: (Number(page) - 1) * size }
}
