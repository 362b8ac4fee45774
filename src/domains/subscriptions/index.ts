import type { Route } from '../../kernel/contract/handler.ts'
import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import type { Metrics } from '../../kernel/http/metrics.ts'
import type { JobHandler } from '../../kernel/jobs/worker.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import type { CallbackSender } from './ports.ts'

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

export function createSubscriptions(_deps: SubscriptionsDependencies): Subscriptions {
  return { routes: [], reactions: [], handlers: [] }
}
