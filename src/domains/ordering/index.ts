import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { advance } from '../../kernel/orders/engine.ts'
import { noteRoutes } from '../../kernel/orders/resources/note-routes.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import { giveUp } from './disconnect/effects.ts'
import { processDisconnect } from './disconnect/jobs.ts'
import { disconnect } from './disconnect/process.ts'
import { disconnectRoutes } from './disconnect/routes.ts'
import { Disconnects } from './disconnect/service.ts'
import { limitRoutes } from './limit/routes.ts'
import { numberAssignmentRoutes } from './number-assignment/routes.ts'
import { NumberAssignments } from './number-assignment/service.ts'
import { BackOrders } from './number-order/back-orders.ts'
import { processNumberOrder, retryBackOrder, serveBackOrders } from './number-order/jobs.ts'
import { numberOrder } from './number-order/process.ts'
import { processFew, processOrder } from './number-order/processing.ts'
import { numberOrderRoutes } from './number-order/routes.ts'
import { NumberOrders } from './number-order/service.ts'
import { setOptions } from './tn-option/effects.ts'
import { processTnOptions } from './tn-option/jobs.ts'
import { tnOptionOrder } from './tn-option/process.ts'
import { tnOptionRoutes } from './tn-option/routes.ts'
import { TnOptionOrders } from './tn-option/service.ts'

export type { Limits } from './limit/contract.ts'
export { limitsOf, setLimits } from './limit/service.ts'
export { peerHasOpenOrders } from './number-order/open-orders.ts'
export { messagingSection } from './tn-option/messaging-section.ts'
export { orderingReactions } from './reactions.ts'

interface OrderingDependencies {
  readonly database: Database
  readonly clock: Clock
}

const VIEW = 'ROLE_API_ORDERING:view'
const UPDATE = 'ROLE_API_ORDERING:update'

const numberOrderResources = (database: Database): readonly Route[] => [
  ...orderResources(database, numberOrder, {
    group: 'orders', at: '/accounts/{accountId}/orders/{orderid}', access: VIEW, history: 'orders-id-history-get',
    tns: 'orders-id-tns-get', areaCodes: 'orders-id-area-codes-get', npaNxx: 'orders-id-npa-nxx-get', totals: 'orders-id-totals-get',
  }),
  ...orderResources(database, numberOrder, {
    group: 'sites', at: '/accounts/{accountId}/sites/{siteId}/orders/{orderid}', access: VIEW, tns: 'sites-id-orders-id-tns-get',
  }),
  ...noteRoutes(database, numberOrder, {
    group: 'orders', at: '/accounts/{accountId}/orders/{orderid}', view: VIEW, update: UPDATE,
    post: 'orders-id-notes-post', list: 'orders-id-notes-get', put: 'orders-id-notes-id-put',
  }),
]

const otherRoutes = (database: Database, clock: Clock): readonly Route[] => [
  ...disconnectRoutes(database, new Disconnects(database)),
  ...noteRoutes(database, disconnect, {
    group: 'disconnects', at: '/accounts/{accountId}/disconnects/{disconnectid}', view: VIEW, update: UPDATE,
    post: 'disconnects-id-notes-post', list: 'disconnects-id-notes-get', put: 'disconnects-id-notes-id-put',
  }),
  ...tnOptionRoutes(database, new TnOptionOrders(database)),
  ...orderResources(database, tnOptionOrder, {
    group: 'tnoptions', at: '/accounts/{accountId}/tnoptions/{orderid}', access: VIEW, history: 'tnoptions-id-history-get',
  }),
  ...numberAssignmentRoutes(database, new NumberAssignments(database, clock)),
  ...limitRoutes(database),
]

/** Orders about the numbers of an account, new ones and those that it has: their operations and the work behind them. */
export function createOrdering({ database, clock }: OrderingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const backOrders = new BackOrders(database)
  return {
    routes: [...numberOrderRoutes({ database, clock }, new NumberOrders(database)), ...numberOrderResources(database), ...otherRoutes(database, clock)],
    handlers: [
      work(processNumberOrder, ({ orderId, few }, { log }) => (few ? processFew : processOrder)({ database, clock, log, backOrders }, orderId)),
      work(retryBackOrder, ({ orderId }, { log }) => backOrders.retry(orderId, { clock, log })),
      work(serveBackOrders, ({ criterion }, { log }) => backOrders.serve(criterion, { clock, log })),
      work(processDisconnect, async ({ orderId }, { log }) => {
        await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, disconnect, orderId, (order, at) => giveUp(tx, order, at)))
      }),
      work(processTnOptions, async ({ orderId }, { log }) => {
        // A worker that died between the two has begun already.
        await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, tnOptionOrder, orderId, async ({ status }) =>
          status === 'RECEIVED' ? { move: 'begin', message: 'Options are being set' } : undefined))
        await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, tnOptionOrder, orderId, (order, at) => setOptions(tx, order, at)))
      }),
    ],
  }
}
