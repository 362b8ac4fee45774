import { auditContext } from '../../../kernel/audit/audit.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { getLimits, putLimits } from './contract.ts'
import { limitsOf, setLimits } from './service.ts'

/** What administrators do about how much accounts may order. */
export const limitRoutes = (database: Database): readonly Route[] => [
  handle(getLimits, async ({ params }) => reply(200, await limitsOf(database.db, params.account))),
  handle(putLimits, async (call) => reply(200, await setLimits(database, auditContext(call), call.params.account, call.body))),
]
