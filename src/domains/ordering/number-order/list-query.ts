import { isUuid } from '../../../kernel/ids/ids.ts'
import { addDuration } from '../../../kernel/clock/duration.ts'
import { orderingErrors } from '../errors.ts'
import type { OrderFilter } from './repository.ts'

const DATE = /^(?:(\d{4})|(\d{2}))-(\d{2})-(\d{2})(?:T.*)?$/
const TWO_YEARS = { months: -24, ms: 0 }
const ONE_DAY = { months: 0, ms: 86_400_000 }

interface ListQuery {
  readonly page: string
  readonly customerOrderId?: string
  readonly status?: string
  readonly userid?: string
  readonly startdate?: string
  readonly enddate?: string
}

/** A day as clients write it, with the year in two or four digits, as the UTC instant of its start. */
function day(name: string, text: string): Date {
  const match = DATE.exec(text)
  const [, year, short, month, date] = match ?? []
  const instant = match ? new Date(`${year ?? `20${short}`}-${month}-${date}T00:00:00.000Z`) : undefined
  if (!instant || Number.isNaN(instant.getTime())) throw orderingErrors.dates({ reason: `${name} is not a date of the form YYYY-MM-DD` })
  return instant
}

/**
 * The filter that a list's query stands for. A range needs both ends and includes its last day; without a range or a
 * customer order id only the last two years are listed, as documented.
 */
export function readFilter(query: ListQuery, now: Date): OrderFilter {
  const { customerOrderId, status, userid: userId, startdate, enddate } = query
  if ((startdate === undefined) !== (enddate === undefined)) throw orderingErrors.dates({ reason: 'startdate and enddate must come together' })
  if (startdate !== undefined && enddate !== undefined) {
    const range = { from: day('startdate', startdate), until: addDuration(day('enddate', enddate), ONE_DAY) }
    if (range.from >= range.until) throw orderingErrors.dates({ reason: 'startdate is after enddate' })
    return { customerOrderId, status, userId, ...range }
  }
  return { customerOrderId, status, userId, from: customerOrderId === undefined ? addDuration(now, TWO_YEARS) : undefined }
}

/** The id that opens the page, or undefined for the first page. */
export function readPage(page: string): string | undefined {
  if (page === '1') return undefined
  if (!isUuid(page)) throw orderingErrors.invalid({ reason: 'page is neither 1 nor an id from a "next" link' })
  return page
}
