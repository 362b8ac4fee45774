import { z } from 'zod'
import { named } from '../../xml/index.ts'
import type { OrderHead } from '../find.ts'

/** The filters that most lists of orders have (`CommonFilters`), as they stand in a contract. */
export const commonQuery = {
  status: z.array(z.string()).optional(),
  tn: z.string().optional(),
  customerOrderId: z.string().optional(),
  createdDateFrom: z.string().optional(),
  createdDateTo: z.string().optional(),
  modifiedDateFrom: z.string().optional(),
  modifiedDateTo: z.string().optional(),
}

/** The filters of those lists that tell who changed an order last, and that show whole orders on request. */
export const detailedQuery = {
  ...commonQuery,
  lastModifiedAfter: z.string().optional(),
  lastModifiedBy: z.string().optional(),
  orderIdFragment: z.string().optional(),
  orderDetails: z.boolean().default(false),
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

/** An order as a list shows it; `orderType` is the documented text, `count` how many numbers the order names. */
export const summaryOf = (accountId: number, order: OrderHead, { orderType, count }: { readonly orderType: string, readonly count: number }): z.output<typeof OrderSummary> => ({
  accountId, countOfTNs: count, customerOrderId: order.customerOrderId ?? undefined, userId: order.createdBy, lastModifiedDate: order.modifiedAt,
  orderDate: order.createdAt, orderType, orderStatus: order.status, orderId: order.id,
})
