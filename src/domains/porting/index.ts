import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { noteRoutes } from '../../kernel/orders/resources/note-routes.ts'
import type { Sealer } from '../../kernel/seal/sealer.ts'
import { askForRecord, withdrawQuestion } from './customer-service-record/jobs.ts'
import { CsrLookup } from './customer-service-record/lookup.ts'
import { csrOrder } from './customer-service-record/process.ts'
import { CsrStore } from './customer-service-record/repository.ts'
import { csrRoutes } from './customer-service-record/routes.ts'
import { CsrOrders } from './customer-service-record/service.ts'
import type { CsrProvider } from './ports.ts'

export type { CsrProvider } from './ports.ts'

interface PortingDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly sealer: Sealer
  /** Who gets customer service records; nobody can be asked where absent. */
  readonly csrProvider: CsrProvider | undefined
  /** Pauses before each further try where nobody could be asked, in seconds. */
  readonly csrRetrySeconds: readonly number[]
}

/** Numbers of other carriers: so far, what those carriers have on file of their customers. */
export function createPorting({ database, clock, sealer, csrProvider, csrRetrySeconds }: PortingDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const store = new CsrStore(sealer)
  const lookup = new CsrLookup({ database, clock, store, provider: csrProvider, retrySeconds: csrRetrySeconds })
  const orders = new CsrOrders({ database, clock, store, available: csrProvider !== undefined })
  return {
    routes: [
      ...csrRoutes({ database, store, orders }),
      ...noteRoutes(database, csrOrder, {
        group: 'csrs', at: '/accounts/{accountId}/csrs/{orderId}', view: 'ROLE_API_ORDERING:view', update: 'ROLE_API_ORDERING:update',
        post: 'csrs-id-notes-post', list: 'csrs-id-notes-get', put: 'csrs-id-notes-id-put',
      }),
    ],
    handlers: [
      work(askForRecord, (payload, { log }) => lookup.ask(payload, log)),
      work(withdrawQuestion, (payload, { log }) => lookup.withdraw(payload, log)),
    ],
  }
}
