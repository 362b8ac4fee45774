import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import { addressRoutes } from './address/routes.ts'
import { endpointRoutes } from './endpoint/routes.ts'

/** The operations on emergency addresses and on what calls for help without a number of its own. */
export const emergencyRoutes = ({ database }: { readonly database: Database }): readonly Route[] =>
  [...addressRoutes(database), ...endpointRoutes(database)]
