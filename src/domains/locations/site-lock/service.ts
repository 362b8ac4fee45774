import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { locationErrors } from '../errors.ts'
import { locationId } from '../location-id.ts'

/** A site, and whether it is locked: then clients can neither change nor delete it. */
export interface SiteLock {
  readonly id: number
  readonly name: string
  readonly locked: boolean
}

const site = (tx: Tx, accountId: number, siteId: string) => db(tx).selectFrom('site').select(['id', 'name', 'locked'])
  .where('account_id', '=', accountId).where('id', '=', locationId(siteId))

/** Throws 12016 for a site that the account does not have. */
export async function siteLockOf(tx: Tx, accountId: number, siteId: string): Promise<SiteLock> {
  const row = await site(tx, accountId, siteId).executeTakeFirst()
  if (!row) throw locationErrors.siteUnknown({ siteId })
  return row
}

/** Locks or unlocks a site. Nothing is written, also not to the audit trail, where it is so already. Throws 12016. */
export function setSiteLock(
  database: Database, context: AuditContext, { accountId, siteId }: { readonly accountId: number, readonly siteId: string }, { locked }: Pick<SiteLock, 'locked'>,
): Promise<SiteLock> {
  return database.transaction(async (tx) => {
    const before = await site(tx, accountId, siteId).forUpdate().executeTakeFirst()
    if (!before) throw locationErrors.siteUnknown({ siteId })
    if (before.locked === locked) return before
    await db(tx).updateTable('site').set({ locked }).where('id', '=', before.id).execute()
    await audit(tx, context, {
      accountId, operation: 'admin-accounts-id-sites-id-lock-put', subject: `site ${before.id}`, before: { locked: before.locked }, after: { locked },
    })
    return { ...before, locked }
  })
}
