import { z } from 'zod'
import type { Database } from '../../kernel/db/database.ts'
import type { ErrorMaker } from '../../kernel/errors/catalogue.ts'
import type { OrderType } from '../../kernel/orders/define.ts'
import { OrderSummary, summaryOf } from '../../kernel/orders/list/contract.ts'
import { commonFilter, MOST_LISTED, type CommonFilters } from '../../kernel/orders/list/query.ts'
import { newestOrders } from '../../kernel/orders/list/repository.ts'
import { named, repeated } from '../../kernel/xml/index.ts'
import { Tn } from '../numbering/index.ts'
import { numberCounts } from './repository.ts'

/** The documented filters of the lists of this domain. */
export const listQuery = z.object({
  tn: z.string().optional(),
  lastModifiedAfter: z.string().optional(),
  modifiedDateFrom: z.string().optional(),
  modifiedDateTo: z.string().optional(),
})

const { accountId, countOfTNs, userId, lastModifiedDate, orderType, orderDate, orderStatus } = OrderSummary.shape
const orderId = named(z.string(), 'orderId')

/** An order in a list of LIDB orders, in the order of its example. */
export const LidbSummary = z.object({
  accountId, countOfTNs, lastModifiedDate, orderType, orderDate, orderId, orderStatus, telephoneNumberDetails: z.object({}), userId,
})

/** An order in a list of DLDA orders, in the order of its example. */
export const DldaSummary = z.object({ accountId, countOfTNs, userId, lastModifiedDate, orderType, orderDate, orderId, orderStatus })

/** A list of orders, as this family has it. */
export const listOf = (summary: z.ZodType): z.ZodType =>
  z.object({ listOrderIdUserIdDate: z.object({ totalCount: z.int(), orderIdUserIdDate: repeated(summary) }) })

interface Listing {
  readonly type: OrderType
  /** The documented text of `OrderType`. */
  readonly orderType: string
  readonly invalid: ErrorMaker
}

/** The newest orders that fit a query, as lists show them; a number counts in any form that orders take. */
export async function listOrders(
  { db }: Database, account: number, query: CommonFilters, { type, orderType: name, invalid, now }: Listing & { readonly now: Date },
): Promise<object> {
  const number = Tn.safeParse(query.tn)
  const filter = commonFilter({ ...query, tn: number.success ? number.data : query.tn }, now, (reason) => invalid({ reason }))
  const { orders, totalCount } = await newestOrders(db, account, type, filter, MOST_LISTED)
  const counts = await numberCounts(db, orders.map(({ id }) => id))
  return {
    listOrderIdUserIdDate: {
      totalCount,
      orderIdUserIdDate: orders.map((order) => ({ ...summaryOf(account, order, { orderType: name, count: counts.get(order.id) ?? 0 }), telephoneNumberDetails: {} })),
    },
  }
}
