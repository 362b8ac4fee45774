import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { work, type JobHandler } from '../../kernel/jobs/worker.ts'
import { coverageRoutes } from './network-coverage/routes.ts'
import { disconnectedNumberRoutes } from './disconnected-number/routes.ts'
import { inserviceNumberRoutes } from './inservice-number/routes.ts'
import { ageOut, endRest } from './ledger/aging.ts'
import { numberDetailRoutes } from './number-detail/routes.ts'
import type { DetailSections } from './number-detail/sections.ts'
import type { EmergencyNumbers } from './number-list/filter.ts'
import { numberListRoutes } from './number-list/routes.ts'
import { nnRouteRoutes } from './nn-route/routes.ts'
import type { NamedNumbers } from './peer-number/repository.ts'
import { peerNumberRoutes } from './peer-number/routes.ts'
import { PeerNumbers } from './peer-number/service.ts'
import { expireReservation } from './reservation/jobs.ts'
import { reservationRoutes } from './reservation/routes.ts'
import { Reservations } from './reservation/service.ts'
import { searchGate, searchRoutes } from './search/routes.ts'
import type { SearchStarts } from './search/start.ts'
import { telephoneNumberRoutes } from './telephone-number/routes.ts'

export { admitNumbers, type AdmittedNumber, type Admission } from './ledger/admit.ts'
export { agingPeriods, setAgingPeriod } from './ledger/aging-period.ts'
export { assignNumbers, type Assignment } from './ledger/assign.ts'
export { setAttributes, type AttributeChange, type NumberAttribute } from './ledger/attributes.ts'
export { admitBrought, takeNumbers, type BroughtAs, type Bringing } from './ledger/bring.ts'
export { removeBrought, type Removal } from './ledger/remove.ts'
export { originsOf, type NumberOrigin } from './ledger/origin.ts'
export { disconnectNumbers, portOutNumbers, type Disconnection, type DisconnectOutcome } from './ledger/disconnect.ts'
export { numberReleased, stockReplenished, whenNumbersLeave } from './ledger/events.ts'
export { tnDetails, type NumberFacts } from './ledger/facts.ts'
export { followPlan } from './ledger/follow-plan.ts'
export { heldNumbers, type HeldNumber } from './ledger/held.ts'
export { noteHistory, type HistoryNote } from './ledger/history.ts'
export type { NumberState } from './ledger/moves.ts'
export { countInService, findNumber, numbersServedHere, type LedgerNumber } from './ledger/number.ts'
export { pickNumbers } from './ledger/pick.ts'
export { relocateNumbers, type Relocation } from './ledger/place.ts'
export { resetNumbers } from './ledger/reset.ts'
export { changeLineSettings, findLineSettings, smsOf, type LineSettings } from './line-setting/repository.ts'
export type { DetailSections, DldaSection, E911Section, LidbSection, MessagingSection, SectionReader } from './number-detail/sections.ts'
export { hasMessagingNumbers, hasNumbers, numbersOnSites } from './peer-number/repository.ts'
export type { Criteria } from './search/criteria.ts'
export { checkCriteria } from './search/refuse.ts'
export { findAvailable, findAvailableTns, pickAvailable, type FindOptions } from './search/service.ts'
export { SearchStarts } from './search/start.ts'
export { exportNumbers, type ExportFilter } from './transfer/export.ts'
export { numberStates } from './ledger/moves.ts'
export { importNumbers } from './transfer/import.ts'

export interface InventoryDependencies {
  readonly database: Database
  readonly clock: Clock
  /** What other domains show of a number. */
  readonly sections: DetailSections
  /** The numbers of an account for which a calling name is entered. */
  readonly numbersWithName: NamedNumbers
  /** The numbers of accounts that have an emergency address of their own. */
  readonly numbersWithE911: EmergencyNumbers
  /** Where searches begin in the pool. */
  readonly searchStarts: SearchStarts
  /** How many searches the database does side by side. */
  readonly searchesAtOnce: number
}

/** Numbers: their searches, reservations, lists and details, and the work that goes on by itself. */
export function createInventory({ database, clock, sections, numbersWithName, numbersWithE911, searchStarts, searchesAtOnce }: InventoryDependencies): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  const reservations = new Reservations(database)
  return {
    routes: [
      ...searchRoutes(database, searchStarts, searchGate(searchesAtOnce)), ...coverageRoutes(database), ...inserviceNumberRoutes(database), ...disconnectedNumberRoutes(database), ...telephoneNumberRoutes(database),
      ...numberDetailRoutes(database, sections), ...numberListRoutes(database, numbersWithE911), ...peerNumberRoutes(database, new PeerNumbers(database, numbersWithName)),
      ...reservationRoutes(database, reservations), ...nnRouteRoutes(database),
    ],
    handlers: [
      work(expireReservation, ({ reservationId }) => reservations.expire(reservationId, clock)),
      work(ageOut, async ({ accountId }, { log }) => {
        const count = await endRest(database, clock, accountId)
        if (count > 0) log.info({ account: accountId, count }, 'numbers have rested and are available again')
      }),
    ],
  }
}
