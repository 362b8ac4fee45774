import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { noteRoutes } from '../../kernel/orders/resources/note-routes.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import { BackOrders, serveOnReplenishment } from './number-order/back-orders.ts'
import { processNumberOrder, retryBackOrder, serveBackOrders } from './number-order/jobs.ts'
import { numberOrder } from './number-order/process.ts'
import { processOrder } from './number-order/processing.ts'
import { numberOrderRoutes } from './number-order/routes.ts'
import { NumberOrders } from './number-order/service.ts'

interface OrderingDependencies {
  readonly database: Database
  readonly clock: Clock
}

/** What ordering does because something happened elsewhere: back orders are served from numbers that became available. */
export const orderingReactions: readonly Reaction[] = [serveOnReplenishment]

const numberOrderResources = (database: Database): readonly Route[] => [
  ...orderResources(database, numberOrder, {
    group: 'orders', at: '/accounts/{accountId}/orders/{orderid}', access: 'ROLE_API_ORDERING:view', history: 'orders-id-history-get',
    tns: 'orders-id-tns-get', areaCodes: 'orders-id-area-codes-get', npaNxx: 'orders-id-npa-nxx-get', totals: 'orders-id-totals-get',
  }),
  ...orderResources(database, numberOrder, {
    group: 'sites', at: '/accounts/{accountId}/sites/{siteId}/orders/{orderid}', access: 'ROLE_API_ORDERING:view', tns: 'sites-id-orders-id-tns-get',
  }),
  ...noteRoutes(database, numberOrder, {
    group: 'orders', at: '/accounts/{accountId}/orders/{orderid}', view: 'ROLE_API_ORDERING:view', update: 'ROLE_API_ORDERING:update',
    post: 'orders-id-notes-post', list: 'orders-id-notes-get', put: 'orders-id-notes-id-put',
  }),
]

/** Orders that bring numbers to an account: their operations and the work behind them. */
export function createOrdering({ database, clock }: OrderingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const backOrders = new BackOrders(database)
  return {
    routes: [...numberOrderRoutes({ database, clock }, new NumberOrders(database)), ...numberOrderResources(database)],
    handlers: [
      work(processNumberOrder, ({ orderId }, { log }) => processOrder({ database, clock, log, backOrders }, orderId)),
      work(retryBackOrder, ({ orderId }, { log }) => backOrders.retry(orderId, { clock, log })),
      work(serveBackOrders, ({ criterion }, { log }) => backOrders.serve(criterion, { clock, log })),
    ],
  }
}
