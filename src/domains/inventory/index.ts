import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { inserviceNumberRoutes } from './inservice-number/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { telephoneNumberRoutes } from './telephone-number/routes.ts'

export { admitNumbers, type AdmittedNumber, type Admission } from './ledger/admit.ts'
export { assignNumbers, resetNumbers, type Assignment } from './ledger/assign.ts'
export { tnDetails, type NumberFacts } from './ledger/facts.ts'
export { checkCriteria, type Criteria } from './search/criteria.ts'
export { searchErrors } from './search/errors.ts'
export { pickNumbers } from './search/repository.ts'
export { findAvailable, findAvailableTns, pickAvailable, type FindOptions } from './search/service.ts'

/** The routes of searches, in-service numbers and single numbers. */
export function inventoryRoutes({ database }: { readonly database: Database }): readonly Route[] {
  return [...searchRoutes(database), ...inserviceNumberRoutes(database), ...telephoneNumberRoutes(database)]
}
