import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { advance } from '../../kernel/orders/engine.ts'
import type { OrderFiles } from '../../kernel/orders/files/service.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import type { CarrierDirectory } from '../numbering/index.ts'
import { handleExternal } from './external-order/effects.ts'
import { processExternal } from './external-order/jobs.ts'
import { externalOrder } from './external-order/process.ts'
import { externalRoutes } from './external-order/routes.ts'
import { Externals } from './external-order/service.ts'
import { importCheckRoutes } from './import-check/routes.ts'
import { documentRoutes } from './import-order/documents.ts'
import { processImportOrder } from './import-order/effects.ts'
import { processImport } from './import-order/jobs.ts'
import { importOrder } from './import-order/process.ts'
import { importRoutes } from './import-order/routes.ts'
import { Imports } from './import-order/service.ts'
import { removeImported } from './removal-order/effects.ts'
import { processRemoval } from './removal-order/jobs.ts'
import { removalOrder } from './removal-order/process.ts'
import { removalRoutes } from './removal-order/routes.ts'
import { Removals } from './removal-order/service.ts'

export { importOrder } from './import-order/process.ts'
export { peerAwaitsNumbers } from './open-orders.ts'
export { hostingReactions } from './reactions.ts'

interface HostingDependencies {
  readonly database: Database
  readonly clock: Clock
  /** Who serves numbers that are not ours, where there is somebody to ask. */
  readonly carriers: CarrierDirectory | undefined
  readonly files: OrderFiles
}

const VIEW = 'ROLE_API_ORDERING:view'
const SYSTEM = 'System'

/** Numbers of other carriers that accounts bring, for their messages or as their own: the operations and the work behind them. */
export function createHosting({ database, clock, carriers, files }: HostingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  return {
    routes: [
      ...importCheckRoutes(database),
      ...importRoutes(database, new Imports(database, clock)),
      ...documentRoutes(files),
      ...orderResources(database, importOrder, {
        group: 'importTnOrders', at: '/accounts/{accountId}/importTnOrders/{orderid}', access: VIEW, history: 'import-tn-orders-id-history-get',
      }),
      ...removalRoutes(database, new Removals(database, clock)),
      ...orderResources(database, removalOrder, {
        group: 'removeImportedTnOrders', at: '/accounts/{accountId}/removeImportedTnOrders/{orderid}', access: VIEW, history: 'remove-imported-tn-orders-id-history-get',
      }),
      ...externalRoutes(database, new Externals(database)),
    ],
    handlers: [
      work(processImport, ({ orderId }, { log }) => processImportOrder({ database, clock, log, carriers }, orderId)),
      work(processRemoval, async ({ orderId }, { log }) => {
        await database.transaction((tx) => advance(tx, { clock, log, actor: SYSTEM }, removalOrder, orderId, (order, at) => removeImported(tx, order, at)))
      }),
      work(processExternal, async ({ orderId }, { log }) => {
        await database.transaction((tx) => advance(tx, { clock, log, actor: SYSTEM }, externalOrder, orderId, (order, at) =>
          handleExternal(tx, order, { at: at.now(), clock })))
      }),
    ],
  }
}
