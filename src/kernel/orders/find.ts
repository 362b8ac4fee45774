import type { Tx } from '../db/database.ts'
import type { OrderType } from './define.ts'

/** What the engine knows of an order, whatever its type. Instants are on the account's clock. */
export interface OrderHead {
  readonly id: string
  readonly customerOrderId: string | null
  readonly name: string | null
  readonly siteId: number | null
  readonly status: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly modifiedAt: Date
  readonly modifiedBy: string
  readonly completedAt: Date | null
  readonly summary: string | null
  readonly completedCount: number
  readonly failedCount: number
}

export const headColumns = [
  'orders.id', 'orders.customer_order_id as customerOrderId', 'orders.name', 'orders.site_id as siteId', 'orders.status',
  'orders.created_by as createdBy', 'orders.created_at as createdAt', 'orders.modified_at as modifiedAt', 'orders.modified_by as modifiedBy',
  'orders.completed_at as completedAt', 'orders.summary', 'orders.completed_count as completedCount', 'orders.failed_count as failedCount',
] as const

/** The order of an account, or undefined: also for one of another account or another type. `id` must be a UUID. */
export async function findOrder(tx: Tx, accountId: number, type: OrderType, id: string): Promise<OrderHead | undefined> {
  return tx.selectFrom('orders').select(headColumns)
    .where('id', '=', id).where('account_id', '=', accountId).where('type', '=', type.type).executeTakeFirst()
}
