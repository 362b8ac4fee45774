import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Config } from '../../kernel/config/config.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import type { Metrics } from '../../kernel/http/metrics.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { Courier } from './delivery/courier.ts'
import { runDeliveries, tellOfPause } from './delivery/jobs.ts'
import { Messages } from './delivery/message.ts'
import { planDeliveries } from './delivery/plan.ts'
import { tellOfPausedSubscription } from './mail/pause-notice.ts'
import type { CallbackSender, Mailer } from './ports.ts'
import { subscriptionRoutes } from './subscription/routes.ts'
import { SubscriptionService } from './subscription/service.ts'

export { keepingMailer, keptMails, refusingMailer } from './mail/kept.ts'
export { resetSubscriptions } from './reset.ts'

export interface SubscriptionsDependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly log: Logger
  readonly metrics: Metrics
  readonly sealer: Sealer
  readonly sender: CallbackSender
  readonly mailer: Mailer
  readonly config: Pick<Config, 'callbackRetrySeconds' | 'callbackPauseHours' | 'deliveryConcurrency' | 'subscriptionsMax'>
}

export interface Subscriptions {
  readonly routes: readonly Route[]
  readonly reactions: readonly Reaction[]
  readonly handlers: readonly JobHandler[]
}

const HOUR_MS = 3_600_000

/** Who wants to be told of what, and the telling. See docs/events.md for the way from an event to a socket. */
export function createSubscriptions({ database, clock, log, metrics, sealer, sender, mailer, config }: SubscriptionsDependencies): Subscriptions {
  const service = new SubscriptionService({ database, sealer, sender, log: log.child({ domain: 'subscriptions' }), globalMax: config.subscriptionsMax })
  const courier = new Courier({
    database, clock, metrics, messages: new Messages({ clock, sealer, sender, mailer }),
    schedule: config.callbackRetrySeconds, places: config.deliveryConcurrency,
    pauseAfterMs: config.callbackPauseHours === 0 ? null : config.callbackPauseHours * HOUR_MS,
  })
  return {
    routes: subscriptionRoutes(service),
    reactions: [planDeliveries],
    handlers: [
      work(runDeliveries, (payload, context) => courier.deliver(payload, context)),
      work(tellOfPause, ({ subscriptionId }, context) => tellOfPausedSubscription(database, mailer, subscriptionId, context.log)),
    ],
  }
}
