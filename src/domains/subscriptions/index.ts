import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Config } from '../../kernel/config/config.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Bell } from '../../kernel/events/bell.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import type { Metrics } from '../../kernel/http/metrics.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { careRoutes } from './care/routes.ts'
import { SubscriptionCare } from './care/service.ts'
import { Courier } from './delivery/courier.ts'
import { runDeliveries, tellOfPause } from './delivery/jobs.ts'
import { Messages } from './delivery/message.ts'
import { planDeliveries } from './delivery/plan.ts'
import { cleanHistory, removeOldHistory } from './log/clean.ts'
import { measureSubscriptions } from './log/measure.ts'
import { deliveryRoutes } from './log/routes.ts'
import { DeliveryLog } from './log/service.ts'
import { tellOfPausedSubscription } from './mail/pause-notice.ts'
import type { CallbackSender, Mailer } from './ports.ts'
import { streamRoutes } from './stream/routes.ts'
import { EventStreams } from './stream/service.ts'
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
  /** Rings when events were relayed. */
  readonly bell: Bell
  readonly config: Pick<Config, 'callbackRetrySeconds' | 'callbackPauseHours' | 'deliveryConcurrency' | 'subscriptionsMax' | 'eventDays'>
}

export interface Subscriptions {
  readonly routes: readonly Route[]
  readonly reactions: readonly Reaction[]
  readonly handlers: readonly JobHandler[]
  /** Brings the metrics of subscriptions up to date. */
  measure(): Promise<void>
}

const HOUR_MS = 3_600_000

/** Who wants to be told of what, and the telling. See docs/events.md for the way from an event to a socket. */
export function createSubscriptions({ database, clock, log, metrics, sealer, sender, mailer, bell, config }: SubscriptionsDependencies): Subscriptions {
  const service = new SubscriptionService({ database, sealer, sender, log: log.child({ domain: 'subscriptions' }), globalMax: config.subscriptionsMax })
  const courier = new Courier({
    database, clock, metrics, messages: new Messages({ clock, sealer, sender, mailer }),
    schedule: config.callbackRetrySeconds, places: config.deliveryConcurrency,
    pauseAfterMs: config.callbackPauseHours === 0 ? null : config.callbackPauseHours * HOUR_MS,
  })
  return {
    routes: [
      ...subscriptionRoutes(service), ...careRoutes(new SubscriptionCare(database, sealer, config.callbackRetrySeconds)), ...deliveryRoutes(new DeliveryLog(database)),
      ...streamRoutes(new EventStreams({ database, clock, bell })),
    ],
    reactions: [planDeliveries],
    handlers: [
      work(runDeliveries, (payload, context) => courier.deliver(payload, context)),
      work(tellOfPause, ({ subscriptionId }, context) => tellOfPausedSubscription(database, mailer, subscriptionId, context.log)),
      work(cleanHistory, (_payload, context) => removeOldHistory(database, clock, config.eventDays, context), { regularly: '23 * * * *' }),
    ],
    measure: () => measureSubscriptions(database, clock, metrics),
  }
}
