import { sql } from 'kysely'
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

/** One thing that happened to a number, and the order that it was part of. */
export interface HistoryStep {
  readonly accountId: number | null
  readonly at: Date
  readonly orderCreatedAt: Date | null
  readonly orderId: string | null
  readonly orderType: string | null
  readonly orderStatus: string | null
  readonly status: string
  readonly actor: string
}

/** What happened to a number on these accounts, oldest first; what it did on others is not theirs to see. */
export async function historyOf(tx: Tx, accountIds: ReadonlySet<number>, tn: string): Promise<HistoryStep[]> {
  return ledger(tx).selectFrom('telephone_number_history')
    .select([
      'account_id as accountId', 'at', 'order_created_at as orderCreatedAt', 'order_id as orderId', 'order_type as orderType',
      'order_status as orderStatus', 'to_status as status', 'actor',
    ])
    .where('tn', '=', tn).where(sql<boolean>`account_id = any(${[...accountIds]}::integer[])`).orderBy('id').execute()
}
