import { endOfDay, startOfDay } from '../../clock/day.ts'
import { addDuration } from '../../clock/duration.ts'
import type { ApiError } from '../../errors/catalogue.ts'
import type { Period } from './period.ts'
import type { OrderFilter } from './repository.ts'

const TWO_YEARS = { months: -24, ms: 0 }

/** Most orders that one answer lists, as documented. */
export const MOST_LISTED = 1000

/** Makes the family's refusal of a query; the reason completes "... : ". */
export type Refuse = (reason: string) => ApiError

/** A day of a query; a time of day after it is passed over. */
function dayOf(name: string, text: string, refuse: Refuse): Date {
  const start = startOfDay(text.replace(/T.*$/, ''))
  if (!start) throw refuse(`${name} is not a date of the form YYYY-MM-DD`)
  return start
}

/** One or both ends of a range of days (UTC), the last day included. Undefined where neither is given. */
export function periodOf(from: readonly [string, string | undefined], until: readonly [string, string | undefined], refuse: Refuse): Period | undefined {
  const [[fromName, fromText], [untilName, untilText]] = [from, until]
  if (fromText === undefined && untilText === undefined) return undefined
  const period = {
    from: fromText === undefined ? undefined : dayOf(fromName, fromText, refuse),
    until: untilText === undefined ? undefined : endOfDay(dayOf(untilName, untilText, refuse)),
  }
  if (period.from && period.until && period.from >= period.until) throw refuse(`${fromName} is after ${untilName}`)
  return period
}

/** `startdate` and `enddate`, which come together or not at all. */
export function datesOf({ startdate, enddate }: { readonly startdate?: string | undefined, readonly enddate?: string | undefined }, refuse: Refuse): Period | undefined {
  if ((startdate === undefined) !== (enddate === undefined)) throw refuse('startdate and enddate must come together')
  return periodOf(['startdate', startdate], ['enddate', enddate], refuse)
}

/** What is listed where neither dates nor a filter that lifts the limit are given: the last two years. */
export const lastTwoYears = (now: Date): Period => ({ from: addDuration(now, TWO_YEARS) })

/** The statuses of a list's query, in any case. Throws what `refuse` makes of one that orders of this type never have. */
export function statusesOf(
  type: { readonly states: Readonly<Record<string, unknown>> }, given: readonly string[] | undefined, refuse: (status: string) => ApiError,
): readonly string[] | undefined {
  const stranger = given?.find((status) => !Object.hasOwn(type.states, status.toUpperCase()))
  if (stranger !== undefined) throw refuse(stranger)
  return given
}

/** The filters that most lists of orders have, as they stand in the query. */
export interface CommonFilters {
  readonly status?: readonly string[] | undefined
  readonly tn?: string | undefined
  readonly customerOrderId?: string | undefined
  readonly orderIdFragment?: string | undefined
  readonly createdDateFrom?: string | undefined
  readonly createdDateTo?: string | undefined
  readonly modifiedDateFrom?: string | undefined
  readonly modifiedDateTo?: string | undefined
  readonly lastModifiedAfter?: string | undefined
  readonly lastModifiedBy?: string | undefined
}

function modifiedIn(query: CommonFilters, refuse: Refuse): Period | undefined {
  const range = periodOf(['modifiedDateFrom', query.modifiedDateFrom], ['modifiedDateTo', query.modifiedDateTo], refuse)
  const after = periodOf(['lastModifiedAfter', query.lastModifiedAfter], ['', undefined], refuse)?.from
  // "After" a day leaves that day out.
  return after ? { from: endOfDay(after), until: range?.until } : range
}

/**
 * Reads them, with `also`, a filter of the family's own. Without dates and without a filter that lifts the limit, orders of the last
 * two years are meant.
 */
export function commonFilter(query: CommonFilters, now: Date, refuse: Refuse, also?: OrderFilter['also']): OrderFilter {
  const { status: statuses, tn: subject, customerOrderId, orderIdFragment: idStart, lastModifiedBy: modifiedBy } = query
  const created = periodOf(['createdDateFrom', query.createdDateFrom], ['createdDateTo', query.createdDateTo], refuse)
  const modified = modifiedIn(query, refuse)
  const isNarrow = [subject, customerOrderId, idStart, created, modified, also].some((filter) => filter !== undefined)
  return { statuses, subject, customerOrderId, idStart, modifiedBy, modified, also, created: created ?? (isNarrow ? undefined : lastTwoYears(now)) }
}
