import { z } from 'zod'
import { named } from '../../kernel/xml/index.ts'
import type { OrderHead } from '../../kernel/orders/find.ts'
import { commonFilter, type CommonFilters } from '../../kernel/orders/list/query.ts'
import type { OrderFilter } from '../../kernel/orders/list/repository.ts'
import { Tn } from '../numbering/index.ts'
import { listErrors } from './errors.ts'

/** The filters that the lists of this domain have in common. */
export const listQuery = {
  status: z.array(z.string()).optional(),
  tn: z.string().optional(),
  customerOrderId: z.string().optional(),
  createdDateFrom: z.string().optional(),
  createdDateTo: z.string().optional(),
  modifiedDateFrom: z.string().optional(),
  modifiedDateTo: z.string().optional(),
}

/** Reads them; a number counts in any form that orders take. Throws 1007. */
export function filterOf(query: CommonFilters, now: Date): OrderFilter {
  const number = Tn.safeParse(query.tn)
  return commonFilter({ ...query, tn: number.success ? number.data : query.tn }, now, (reason) => listErrors.date({ reason }))
}

/** An order in a list. */
export const OrderSummary = z.object({
  accountId: named(z.int(), 'accountId'),
  countOfTNs: z.int(),
  customerOrderId: z.string().optional(),
  userId: named(z.string(), 'userId'),
  lastModifiedDate: named(z.date(), 'lastModifiedDate'),
  orderDate: z.date(),
  orderType: z.string(),
  orderStatus: z.string(),
  orderId: z.string(),
})

export const summaryOf = (accountId: number, order: OrderHead, { orderType, count }: { readonly orderType: string, readonly count: number }): z.output<typeof OrderSummary> => ({
  accountId, countOfTNs: count, customerOrderId: order.customerOrderId ?? undefined, userId: order.createdBy, lastModifiedDate: order.modifiedAt,
  orderDate: order.createdAt, orderType, orderStatus: order.status, orderId: order.id,
})
