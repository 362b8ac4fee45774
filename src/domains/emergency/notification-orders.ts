import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database, Tx } from '../../kernel/db/database.ts'
import { newId } from '../../kernel/ids/ids.ts'
import { enqueue, type Job } from '../../kernel/jobs/job.ts'
import type { OrderType } from '../../kernel/orders/define.ts'
import { openOrder } from '../../kernel/orders/engine.ts'
import { placedOrder } from '../../kernel/orders/require-order.ts'
import { named } from '../../kernel/xml/index.ts'
import { headColumns, type OrderHead } from '../../kernel/orders/find.ts'
import { z } from 'zod'
import { db } from './db.ts'
import { instantPage, pageConditions, type InstantPage } from './instant-page.ts'
import { groupErrors } from './notification-group/errors.ts'
import { pageQuery } from './recipient/contract.ts'

/** The life of the orders of this family: done by the system, or not. */
export const doneOrNot = {
  states: { PROCESSING: 'system', COMPLETED: 'nobody', FAILED: 'nobody' },
  initial: 'PROCESSING',
  moves: { complete: { from: ['PROCESSING'], to: 'COMPLETED' }, fail: { from: ['PROCESSING'], to: 'FAILED' } },
} as const

const MOST_CUSTOMER_ORDER_ID = 100

/** The customer's own id of an order, which is opaque here. Throws 8107. */
function readCustomerOrderId(text: string | undefined): string | undefined {
  if (text !== undefined && text.length > MOST_CUSTOMER_ORDER_ID) throw groupErrors.tooLong({ field: 'CustomerOrderId', most: MOST_CUSTOMER_ORDER_ID })
  return text || undefined
}

/** Who places an order, when, and what the customer calls it. */
export interface Placing { readonly accountId: number, readonly actor: string, readonly at: Date, readonly customerOrderId: string | undefined }

interface Kind { readonly database: Database, readonly type: OrderType, readonly job: Job<{ readonly orderId: string }> }

/** Stores an order and queues its work; `write` checks what it is about and stores that. Answers the order as it was placed. Throws 8107, and what `write` throws. */
export async function placeNotificationOrder({ database, type, job }: Kind, placing: Placing, write: (tx: Tx, id: string) => Promise<void>): Promise<OrderHead> {
  const { accountId, actor, at } = placing
  const customerOrderId = readCustomerOrderId(placing.customerOrderId)
  return database.transaction(async (tx) => {
    const id = newId()
    await openOrder(tx, type, { id, accountId, customerOrderId, createdBy: actor, at })
    await write(tx, id)
    await enqueue(tx, job, { orderId: id }, { accountId })
    return placedOrder(tx, accountId, type, id)
  })
}

/** The filters that the lists of these orders share, as they stand in a contract. */
export const notificationOrderQuery = {
  createdAfterDate: named(z.string().optional(), 'CreatedAfterDate'),
  createdByUser: named(z.string().optional(), 'CreatedByUser'),
  processingStatus: named(z.string().optional(), 'ProcessingStatus'),
  customerOrderId: named(z.string().optional(), 'CustomerOrderId'),
  engId: named(z.string().optional(), 'EngId'),
  engDescription: named(z.string().optional(), 'EngDescription'),
  ...pageQuery,
}

/** What every order of this family is shown with, as it stands in a contract. */
export const notificationOrderHeadShape = {
  orderId: z.string(), orderCreatedDate: z.date(), createdBy: z.string(), processingStatus: z.string(), customerOrderId: z.string().optional(),
}

/** The same of one order. */
export const notificationOrderHead = (order: OrderHead) => ({
  orderId: order.id, orderCreatedDate: order.createdAt, createdBy: order.createdBy, processingStatus: order.status, customerOrderId: order.customerOrderId ?? undefined,
})

interface NotificationOrderFilter {
  readonly createdAfterDate?: string
  readonly createdByUser?: string
  readonly processingStatus?: string
  readonly customerOrderId?: string
  readonly page: string
  readonly size: number
}

const ENDED = ['FAILED', 'COMPLETED']

function statusOf(text: string): string {
  const status = text.toUpperCase()
  if (!ENDED.includes(status)) throw groupErrors.value({ value: text, parameter: 'ProcessingStatus', list: ENDED.join(', ') })
  return status
}

function conditionsOf({ createdByUser, processingStatus, customerOrderId }: NotificationOrderFilter): RawBuilder<SqlBool>[] {
  return [
    ...createdByUser === undefined ? [] : [sql<SqlBool>`lower(orders.created_by) = lower(${createdByUser})`],
    ...processingStatus === undefined ? [] : [sql<SqlBool>`orders.status = ${statusOf(processingStatus)}`],
    ...customerOrderId === undefined ? [] : [sql<SqlBool>`orders.customer_order_id = ${customerOrderId}`],
  ]
}

/**
 * A page of the orders of a type, newest first, or oldest first after an instant: one more than its size where there are more. `also` are
 * conditions of the type's own, on `orders`. Throws 8091 and 8092.
 */
export async function pageOfNotificationOrders(
  tx: Tx, accountId: number, type: { readonly type: string }, { also, ...filter }: NotificationOrderFilter & { readonly also: readonly RawBuilder<SqlBool>[] },
): Promise<OrderHead[]> {
  const page: InstantPage = instantPage({ page: filter.page, after: ['CreatedAfterDate', filter.createdAfterDate] }, groupErrors.instant)
  const { where, order } = pageConditions(sql`orders.created_at`, sql`orders.id`, page)
  return db(tx).selectFrom('orders').select(headColumns).where('orders.account_id', '=', accountId).where('orders.type', '=', type.type)
    .where(sql<SqlBool>`${sql.join([sql`true`, ...conditionsOf(filter), ...also, ...where], sql` and `)}`)
    .orderBy(order).limit(filter.size + 1).execute()
}
