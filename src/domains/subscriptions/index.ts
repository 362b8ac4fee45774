import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import type { Metrics } from '../../kernel/http/metrics.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { Courier } from './delivery/courier.ts'
import { runDeliveries } from './delivery/jobs.ts'
import { planDeliveries } from './delivery/plan.ts'
import type { CallbackSender } from './ports.ts'
import { subscriptionRoutes } from './subscription/routes.ts'
import { SubscriptionService } from './subscription/service.ts'

export { resetSubscriptions } from './reset.ts'

export interface SubscriptionsDependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly log: Logger
  readonly metrics: Metrics
  readonly sealer: Sealer
  readonly sender: CallbackSender
}

export interface Subscriptions {
  readonly routes: readonly Route[]
  readonly reactions: readonly Reaction[]
  readonly handlers: readonly JobHandler[]
}

/** Who wants to be told of what, and the telling. See docs/events.md for the way from an event to a socket. */
export function createSubscriptions({ database, clock, log, metrics, sealer, sender }: SubscriptionsDependencies): Subscriptions {
  const service = new SubscriptionService({ database, sealer, sender, log: log.child({ domain: 'subscriptions' }) })
  const courier = new Courier({ database, clock, metrics, sealer, sender })
  return {
    routes: subscriptionRoutes(service),
    reactions: [planDeliveries],
    handlers: [work(runDeliveries, (payload, context) => courier.deliver(payload, context))],
  }
}
