import { accountClock } from '../../kernel/clock/account-clock.ts'
import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { responseStatusOrMissing } from '../../kernel/errors/description-only.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { orderResources } from '../../kernel/orders/resources/routes.ts'
import { dldaFeature } from './dlda/feature.ts'
import { dldaOrder } from './dlda/process.ts'
import { dldaRoutes } from './dlda/routes.ts'
import { DldaOrders } from './dlda/service.ts'
import { endCleanUp, enterListings, enterNames } from './jobs.ts'
import { lidbFeature } from './lidb/feature.ts'
import { lidbRoutes } from './lidb/routes.ts'
import { LidbOrders } from './lidb/service.ts'
import type { LineSupplier } from './ports.ts'
import { LineOrderProcessing } from './processing.ts'
import { endLeaving } from './repository.ts'

export { lineFeatureReactions } from './reactions.ts'
export { numbersWithName } from './repository.ts'
export { dldaSection, lidbSection } from './sections.ts'

interface LineFeatureDependencies {
  readonly database: Database
  readonly clock: Clock
  /** Who enters names and listings; no number can have any where absent. */
  readonly supplier: LineSupplier | undefined
}

/** What is entered for numbers in databases of the industry, calling names and listings: the operations and the work behind them. */
export function createLineFeatures({ database, clock, supplier }: LineFeatureDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const supplied = supplier !== undefined
  const names = new LineOrderProcessing({ database, clock, supplier, feature: lidbFeature, job: enterNames })
  const listings = new LineOrderProcessing({ database, clock, supplier, feature: dldaFeature, job: enterListings })
  return {
    routes: [
      ...lidbRoutes(database, new LidbOrders(database, supplied)),
      ...dldaRoutes(database, new DldaOrders({ database, clock, supplied })),
      ...orderResources(database, dldaOrder, {
        group: 'dldas', at: '/accounts/{accountId}/dldas/{orderid}', access: 'ROLE_API_ORDERING:view', missing: responseStatusOrMissing('DldaOrderReportResponse'),
        history: 'dldas-id-history-get',
      }),
    ],
    handlers: [
      work(enterNames, ({ orderId }, { log }) => names.run(orderId, log)),
      work(enterListings, ({ orderId }, { log }) => listings.run(orderId, log)),
      work(endCleanUp, ({ accountId }) => database.transaction(async (tx) => {
        await endLeaving(tx, accountId, (await accountClock(tx, clock, accountId)).now())
      })),
    ],
  }
}
