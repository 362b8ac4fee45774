import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLines, type FailedLine } from '../../../kernel/orders/lines.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { MOST_LISTED } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { filterOf } from '../list.ts'
import { orderErrorsOf } from '../../../kernel/orders/order-errors.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { createRemoval, getRemoval, listRemovals, type RemovalState } from './contract.ts'
import { removalOrder } from './process.ts'
import { numbersOf, removalCounts } from './repository.ts'
import type { Removals } from './service.ts'

function stateOf(accountId: number, order: OrderHead, numbers: readonly string[], failed: readonly FailedLine[]): RemovalState {
  return {
    customerOrderId: order.customerOrderId ?? undefined, orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id,
    lastModifiedDate: order.modifiedAt, telephoneNumbers: [...numbers], processingStatus: order.status, errors: orderErrorsOf(failed),
  }
}

async function read({ db }: Database, accountId: number, order: OrderHead): Promise<RemovalState> {
  const [numbers, failed] = await Promise.all([numbersOf(db, order.id), failedLines(db, order.id)])
  return stateOf(accountId, order, numbers, failed)
}

export const removalRoutes = (database: Database, removals: Removals): readonly Route[] => [
  handle(createRemoval, async ({ params: { accountId }, body, actor, clock, log, link }) => {
    const { order, numbers } = await removals.place(accountId, body, { actor, at: clock.now(), log })
    const removeImportedTnOrder = stateOf(accountId, order, numbers, [])
    return reply(201, { removeImportedTnOrder }, { Location: link(`/accounts/${accountId}/removeImportedTnOrders/${order.id}`) })
  }),
  handle(getRemoval, async ({ params: { accountId, orderid } }) =>
    reply(200, await read(database, accountId, await requireOrder(database, accountId, removalOrder, orderid)))),
  handle(listRemovals, async ({ params: { accountId }, query, clock }) => {
    const filter = filterOf(query, clock.now())
    const { orders, totalCount } = await newestOrders(database.db, accountId, removalOrder, filter, MOST_LISTED)
    const counts = await removalCounts(database.db, orders.map(({ id }) => id))
    return reply(200, {
      totalCount,
      removeImportedTnOrderSummary: orders.map((order) => summaryOf(accountId, order, { orderType: 'remove_imported_tn_orders', count: counts.get(order.id) ?? 0 })),
    })
  }),
]
