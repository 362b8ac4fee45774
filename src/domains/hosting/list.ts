import { commonFilter, type CommonFilters } from '../../kernel/orders/list/query.ts'
import type { OrderFilter } from '../../kernel/orders/list/repository.ts'
import { Tn } from '../numbering/index.ts'
import { listErrors } from './errors.ts'

/** Reads the filters that the lists of this domain have in common; a number counts in any form that orders take. Throws 1007. */
export function filterOf(query: CommonFilters, now: Date): OrderFilter {
  const number = Tn.safeParse(query.tn)
  return commonFilter({ ...query, tn: number.success ? number.data : query.tn }, now, (reason) => listErrors.date({ reason }))
}
