import { isDeepStrictEqual } from 'node:util'
import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { findAccount } from '../../accounts/index.ts'
import { db } from '../db.ts'
import type { Limits } from './contract.ts'
import { limitErrors } from './errors.ts'

async function requireAccount(tx: Tx, account: number): Promise<void> {
  if (!await findAccount(tx, account)) throw limitErrors.accountUnknown({ account })
}

/** How much an account may order; what is absent is not limited. Throws 12020 for an account that does not exist. */
export async function limitsOf(tx: Tx, accountId: number): Promise<Limits> {
  await requireAccount(tx, accountId)
  const row = await db(tx).selectFrom('ordering_limit').select(['numbers_per_order', 'numbers_in_service', 'open_back_orders'])
    .where('account_id', '=', accountId).executeTakeFirst()
  return {
    numbersPerOrder: row?.numbers_per_order ?? undefined, numbersInService: row?.numbers_in_service ?? undefined, openBackOrders: row?.open_back_orders ?? undefined,
  }
}

/** Says how much an account may order, in place of what was said before; orders that are placed already stay. Throws 12020. */
export function setLimits(database: Database, context: AuditContext, accountId: number, limits: Limits): Promise<Limits> {
  const { numbersPerOrder = null, numbersInService = null, openBackOrders = null } = limits
  const row = { numbers_per_order: numbersPerOrder, numbers_in_service: numbersInService, open_back_orders: openBackOrders }
  return database.transaction(async (tx) => {
    const before = await limitsOf(tx, accountId)
    await db(tx).insertInto('ordering_limit').values({ account_id: accountId, ...row }).onConflict((on) => on.column('account_id').doUpdateSet(row)).execute()
    const after = await limitsOf(tx, accountId)
    if (!isDeepStrictEqual(before, after)) {
      await audit(tx, context, { accountId, operation: 'admin-accounts-id-limits-put', subject: `account ${accountId}`, before, after })
    }
    return after
  })
}
