import type { Route } from '../../kernel/contract/handler.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { advance } from '../../kernel/orders/engine.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import { addressRoutes } from './address/routes.ts'
import { endpointRoutes } from './endpoint/routes.ts'
import { moveEndpoints } from './endpoint-order/effects.ts'
import { processEndpointOrder } from './endpoint-order/jobs.ts'
import { endpointOrder } from './endpoint-order/process.ts'
import { endpointOrderRoutes } from './endpoint-order/routes.ts'
import { EndpointOrders } from './endpoint-order/service.ts'
import { changeGroup } from './group-order/effects.ts'
import { processGroupOrder } from './group-order/jobs.ts'
import { groupOrder } from './group-order/process.ts'
import { groupOrderRoutes } from './group-order/routes.ts'
import { GroupOrders } from './group-order/service.ts'
import { notificationGroupRoutes } from './notification-group/routes.ts'
import { processE911 } from './order/jobs.ts'
import { e911Order } from './order/process.ts'
import { e911Routes } from './order/routes.ts'
import { E911Orders } from './order/service.ts'
import { E911Work, type WorkDependencies } from './order/work.ts'
import { recipientRoutes } from './recipient/routes.ts'
import { Recipients } from './recipient/service.ts'
import { withdrawNumbers } from './withdrawal/jobs.ts'
import { tellOfLeaving } from './withdrawal/withdrawing.ts'

export type { EmergencyService } from './ports.ts'
export { numbersWithE911 } from './record.ts'
export { emergencyReactions } from './reactions.ts'
export { resetEmergency } from './reset.ts'
export { e911Section } from './section.ts'

export interface EmergencyDependencies extends WorkDependencies {
  /** For the passwords of callbacks. */
  readonly sealer: Sealer
}

/** Where numbers and other endpoints are when they call for help: the orders that say so, what came of them, and the work behind them. */
export function createEmergency(dependencies: EmergencyDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const { database, clock, service, sealer } = dependencies
  const e911 = new E911Work(dependencies)
  return {
    routes: [
      ...addressRoutes(database), ...endpointRoutes(database), ...e911Routes(database, new E911Orders(database)),
      ...recipientRoutes(database, new Recipients(database, sealer)), ...notificationGroupRoutes(database), ...groupOrderRoutes(database, new GroupOrders(database)),
      ...endpointOrderRoutes(database, new EndpointOrders(database)),
      ...orderResources(database, e911Order, {
        group: 'e911s', at: '/accounts/{accountId}/e911s/{orderid}', access: 'ROLE_API_ORDERING:view', history: 'e911s-id-history-get',
      }),
    ],
    handlers: [
      work(processE911, ({ orderId }, { log }) => e911.process(orderId, log)),
      work(processGroupOrder, async ({ orderId }, { log }) => {
        await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, groupOrder, orderId, (order, at) => changeGroup(tx, order, at.now())))
      }),
      work(processEndpointOrder, async ({ orderId }, { log }) => {
        await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, endpointOrder, orderId, (order, at) => moveEndpoints(tx, order, at.now())))
      }),
      work(withdrawNumbers, (payload, { log }) => tellOfLeaving({ database, clock, service, log }, payload)),
    ],
  }
}
