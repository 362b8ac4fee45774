import { addDuration } from '../../../kernel/clock/duration.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { findOrder, type OrderHead } from '../../../kernel/orders/find.ts'
import { failedLinesOf } from '../../../kernel/orders/lines.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { lastTwoYears, MOST_LISTED, periodOf, statusesOf } from '../../../kernel/orders/list/query.ts'
import { newestOrders, type OrderFilter } from '../../../kernel/orders/list/repository.ts'
import { createTnOptions, getTnOptions, listTnOptions, type TnOptionState } from './contract.ts'
import { tnOptionErrors } from './errors.ts'
import { tnOptionOrder } from './process.ts'
import { groupsOf, numberCounts } from './repository.ts'
import type { TnOptionOrders } from './service.ts'

async function requireOrder({ db }: Database, accountId: number, id: string): Promise<OrderHead> {
  const order = isUuid(id) ? await findOrder(db, accountId, tnOptionOrder, id) : undefined
  if (!order) throw commonErrors.missing()
  return order
}

/** Orders as they are shown in full. */
async function statesOf({ db }: Database, accountId: number, orders: readonly OrderHead[]): Promise<TnOptionState[]> {
  const ids = orders.map(({ id }) => id)
  const [groups, failed] = await Promise.all([groupsOf(db, ids), failedLinesOf(db, ids)])
  return orders.map((order) => ({
    orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id, lastModifiedDate: order.modifiedAt,
    processingStatus: order.status, tnOptionGroups: [...groups.get(order.id) ?? []],
    errorList: (failed.get(order.id) ?? []).map(({ code, text, subject }) => ({ code, description: text, telephoneNumber: subject })),
  }))
}

const refuse = (reason: string) => tnOptionErrors.invalid({ reason })

interface ListQuery {
  readonly status?: readonly string[], readonly tn?: string, readonly customerOrderId?: string, readonly lastModifiedAfter?: string
  readonly modifiedDateFrom?: string, readonly modifiedDateTo?: string, readonly createdDateFrom?: string, readonly createdDateTo?: string
  readonly lastModifiedBy?: string, readonly orderIdFragment?: string
}

function readFilter(query: ListQuery, now: Date): OrderFilter {
  const { tn: subject, customerOrderId, orderIdFragment: idStart, lastModifiedBy: modifiedBy } = query
  const created = periodOf(['createdDateFrom', query.createdDateFrom], ['createdDateTo', query.createdDateTo], refuse)
  const modified = periodOf(['modifiedDateFrom', query.modifiedDateFrom], ['modifiedDateTo', query.modifiedDateTo], refuse)
  const after = periodOf(['lastModifiedAfter', query.lastModifiedAfter], ['', undefined], refuse)?.from
  // "After" a day leaves that day out.
  const from = after === undefined ? modified?.from : addDuration(after, { months: 0, ms: 86_400_000 })
  const isNarrow = [subject, customerOrderId, idStart, created, modified, after].some((filter) => filter !== undefined)
  return {
    statuses: statusesOf(tnOptionOrder, query.status, (value) => tnOptionErrors.statusUnknown({ value })), subject, customerOrderId, idStart, modifiedBy, created: created ?? (isNarrow ? undefined : lastTwoYears(now)),
    modified: from === undefined && modified === undefined ? undefined : { from, until: modified?.until },
  }
}

export const tnOptionRoutes = (database: Database, orders: TnOptionOrders): readonly Route[] => [
  handle(createTnOptions, async ({ params: { accountId }, body, actor, clock, link }) => {
    const id = await orders.place(accountId, body, { actor, at: clock.now() })
    const [state] = await statesOf(database, accountId, [await requireOrder(database, accountId, id)])
    return reply(201, { tnOptionOrder: state }, { Location: link(`/accounts/${accountId}/tnoptions/${id}`) })
  }),
  handle(getTnOptions, async ({ params: { accountId, orderid } }) => {
    const [state] = await statesOf(database, accountId, [await requireOrder(database, accountId, orderid)])
    return reply(200, state)
  }),
  handle(listTnOptions, async ({ params: { accountId }, query, clock }) => {
    const filter = readFilter(query, clock.now())
    const { orders: listed, totalCount } = await newestOrders(database.db, accountId, tnOptionOrder, filter, MOST_LISTED)
    if (query.orderDetails) return reply(200, { totalCount, tnOptionOrder: await statesOf(database, accountId, listed) })
    const counts = await numberCounts(database.db, listed.map(({ id }) => id))
    return reply(200, {
      totalCount,
      tnOptionOrderSummary: listed.map((order) => summaryOf(accountId, order, { orderType: 'tn_option', count: counts.get(order.id) ?? 0 })),
    })
  }),
]
