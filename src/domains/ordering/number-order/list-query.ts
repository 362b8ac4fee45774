import { isUuid } from '../../../kernel/ids/ids.ts'
import { datesOf, lastTwoYears, statusesOf } from '../../../kernel/orders/list/query.ts'
import type { OrderFilter } from '../../../kernel/orders/list/repository.ts'
import { orderingErrors } from '../errors.ts'
import { numberOrder } from './process.ts'

interface ListQuery {
  readonly customerOrderId?: string
  readonly status?: string
  readonly userid?: string
  readonly startdate?: string
  readonly enddate?: string
}

const refuse = (reason: string) => orderingErrors.dates({ reason })

/**
 * The filter that a list's query stands for. A range needs both ends and includes its last day; without a range or a
 * customer order id only the last two years are listed, as documented.
 */
export function readFilter(query: ListQuery, now: Date): OrderFilter {
  const { customerOrderId, status, userid: createdBy } = query
  const dates = datesOf(query, refuse)
  const limited = customerOrderId === undefined ? lastTwoYears(now) : undefined
  const statuses = statusesOf(numberOrder, status === undefined ? undefined : [status], (value) => orderingErrors.statusUnknown({ value }))
  return { customerOrderId, statuses, createdBy, created: dates ?? limited }
}

/** The id that opens the page, or undefined for the first page. */
export function readPage(page: string): string | undefined {
  if (page === '1') return undefined
  if (!isUuid(page)) throw orderingErrors.invalid({ reason: 'page is neither 1 nor an id from a "next" link' })
  return page
}
