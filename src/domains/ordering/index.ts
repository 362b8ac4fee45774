import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { advance, type OrderRow } from '../../kernel/orders/engine.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import { fulfil } from './number-order/effects.ts'
import { processNumberOrder } from './number-order/jobs.ts'
import { numberOrder } from './number-order/process.ts'
import { findDetails } from './number-order/repository.ts'
import { numberOrderRoutes } from './number-order/routes.ts'
import { NumberOrders } from './number-order/service.ts'

export { peerHasOpenOrders } from './number-order/open-orders.ts'

interface OrderingDependencies {
  readonly database: Database
  readonly clock: Clock
}

/** Orders that bring numbers to an account: their operations and the work behind them. */
export function createOrdering({ database, clock }: OrderingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  return {
    routes: [
      ...numberOrderRoutes(database, new NumberOrders(database)),
      ...orderResources(database, numberOrder, {
        group: 'orders', at: '/accounts/{accountId}/orders/{orderid}', access: 'ROLE_API_ORDERING:view', history: 'orders-id-history-get',
        tns: 'orders-id-tns-get', areaCodes: 'orders-id-area-codes-get', npaNxx: 'orders-id-npa-nxx-get', totals: 'orders-id-totals-get',
      }),
      ...orderResources(database, numberOrder, {
        group: 'sites', at: '/accounts/{accountId}/sites/{siteId}/orders/{orderid}', access: 'ROLE_API_ORDERING:view', tns: 'sites-id-orders-id-tns-get',
      }),
    ],
    handlers: [
      work(processNumberOrder, async ({ orderId }, { log }) => {
        await database.transaction(async (tx) => {
          // What was ordered never changes, so it is read on the way to the order's lock.
          const details = findDetails(tx, orderId)
          const decide = async (order: OrderRow, at: Clock) => fulfil(tx, order, await details, at)
          await Promise.all([details, advance(tx, { clock, log, actor: 'System' }, numberOrder, orderId, decide)])
        })
      }),
    ],
  }
}
