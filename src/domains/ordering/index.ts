import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { advance } from '../../kernel/orders/engine.ts'
import { fulfil } from './number-order/effects.ts'
import { processNumberOrder } from './number-order/jobs.ts'
import { numberOrder } from './number-order/process.ts'
import { numberOrderRoutes } from './number-order/routes.ts'
import { NumberOrders } from './number-order/service.ts'

interface OrderingDependencies {
  readonly database: Database
  readonly clock: Clock
}

/** Orders that bring numbers to an account: their operations and the work behind them. */
export function createOrdering({ database, clock }: OrderingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  return {
    routes: numberOrderRoutes(database, new NumberOrders(database)),
    handlers: [
      work(processNumberOrder, async ({ orderId }, { log }) => {
        await database.transaction((tx) =>
          advance(tx, { clock, log, actor: 'system' }, numberOrder, orderId, (order, at) => fulfil(tx, order, at)))
      }),
    ],
  }
}
