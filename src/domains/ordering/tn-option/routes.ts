import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLinesOf } from '../../../kernel/orders/lines.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { commonFilter, MOST_LISTED, statusesOf } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { createTnOptions, getTnOptions, listTnOptions, type TnOptionState } from './contract.ts'
import { tnOptionErrors } from './errors.ts'
import { tnOptionOrder } from './process.ts'
import { groupsOf, numberCounts } from './repository.ts'
import type { TnOptionOrders } from './service.ts'

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

export const tnOptionRoutes = (database: Database, orders: TnOptionOrders): readonly Route[] => [
  handle(createTnOptions, async ({ params: { accountId }, body, actor, clock, link }) => {
    const id = await orders.place(accountId, body, { actor, at: clock.now() })
    const [state] = await statesOf(database, accountId, [await requireOrder(database, accountId, tnOptionOrder, id)])
    return reply(201, { tnOptionOrder: state }, { Location: link(`/accounts/${accountId}/tnoptions/${id}`) })
  }),
  handle(getTnOptions, async ({ params: { accountId, orderid } }) => {
    const [state] = await statesOf(database, accountId, [await requireOrder(database, accountId, tnOptionOrder, orderid)])
    return reply(200, state)
  }),
  handle(listTnOptions, async ({ params: { accountId }, query, clock }) => {
    const status = statusesOf(tnOptionOrder, query.status, (value) => tnOptionErrors.statusUnknown({ value }))
    const filter = commonFilter({ ...query, status }, clock.now(), refuse)
    const { orders: listed, totalCount } = await newestOrders(database.db, accountId, tnOptionOrder, filter, MOST_LISTED)
    if (query.orderDetails) return reply(200, { totalCount, tnOptionOrder: await statesOf(database, accountId, listed) })
    const counts = await numberCounts(database.db, listed.map(({ id }) => id))
    return reply(200, {
      totalCount,
      tnOptionOrderSummary: listed.map((order) => summaryOf(accountId, order, { orderType: 'tn_option', count: counts.get(order.id) ?? 0 })),
    })
  }),
]
