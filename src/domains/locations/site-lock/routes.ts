import { auditContext } from '../../../kernel/audit/audit.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { getSiteLock, putSiteLock } from './contract.ts'
import { setSiteLock, siteLockOf } from './service.ts'

/** What administrators do about sites, of any account. */
export const siteLockRoutes = (database: Database): readonly Route[] => [
  handle(getSiteLock, async ({ params }) => reply(200, await siteLockOf(database.db, params.account, params.site))),
  handle(putSiteLock, async (call) => {
    const { account: accountId, site: siteId } = call.params
    return reply(200, await setSiteLock(database, auditContext(call), { accountId, siteId }, call.body))
  }),
]
