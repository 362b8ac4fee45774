import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** A number that an account holds, with the order that brought it there. */
export interface HeldNumber {
  readonly tn: string
  readonly status: string
  readonly modifiedAt: Date
  readonly orderedAt: Date | null
  readonly orderId: string | null
  readonly orderType: string | null
  readonly inServiceAt: Date | null
  readonly siteId: number | null
  readonly accountId: number
}

/** A number that one of the accounts holds, or undefined. */
export async function findHeld(tx: Tx, accountIds: ReadonlySet<number>, tn: string): Promise<HeldNumber | undefined> {
  const row = await ledger(tx).selectFrom('telephone_number')
    .select([
      'tn', 'status', 'modified_at as modifiedAt', 'ordered_at as orderedAt', 'order_id as orderId', 'order_type as orderType',
      'in_service_at as inServiceAt', 'site_id as siteId', 'account_id as accountId',
    ])
    .where('tn', '=', tn).executeTakeFirst()
  if (!row || row.accountId === null || !accountIds.has(row.accountId)) return undefined
  return { ...row, accountId: row.accountId }
}
