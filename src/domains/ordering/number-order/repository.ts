import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { Selections } from './contract.ts'

/** Where the numbers of an order lie, counted; kept when the order ends. */
export const Counts = z.object({
  states: z.array(z.object({ state: z.string(), count: z.int() })),
  rateCenters: z.array(z.object({ rateCenter: z.string(), count: z.int() })),
  cities: z.array(z.object({ city: z.string(), count: z.int() })),
  tiers: z.array(z.object({ tier: z.int(), count: z.int() })),
  vendors: z.array(z.object({ vendorId: z.int(), vendorName: z.string(), count: z.int() })),
})
export type Counts = z.output<typeof Counts>

/** The details of an order for new numbers, beside what the engine keeps. */
export interface Details {
  readonly selection: z.output<typeof Selections>
  readonly quantity: number
  readonly peerId: number
  readonly partialAllowed: boolean
  readonly backOrderRequested: boolean
  readonly protectedNumbers: boolean
}

export async function insertDetails(tx: Tx, orderId: string, details: Details): Promise<void> {
  await db(tx).insertInto('number_order').values({
    order_id: orderId, selection: JSON.stringify(details.selection), quantity: details.quantity, peer_id: details.peerId,
    partial_allowed: details.partialAllowed, back_order_requested: details.backOrderRequested, protected: details.protectedNumbers,
  }).execute()
}

export async function findDetails(tx: Tx, orderId: string): Promise<Details | undefined> {
  const row = await db(tx).selectFrom('number_order')
    .select(['selection', 'quantity', 'peer_id', 'partial_allowed', 'back_order_requested', 'protected'])
    .where('order_id', '=', orderId).executeTakeFirst()
  if (!row) return undefined
  return {
    selection: Selections.parse(row.selection), quantity: row.quantity, peerId: row.peer_id, partialAllowed: row.partial_allowed,
    backOrderRequested: row.back_order_requested, protectedNumbers: row.protected,
  }
}

export async function saveCounts(tx: Tx, orderId: string, counts: Counts): Promise<void> {
  await db(tx).updateTable('number_order').set({ counts: JSON.stringify(counts) }).where('order_id', '=', orderId).execute()
}

export interface OrderHead {
  readonly id: string
  readonly customerOrderId: string | null
  readonly name: string | null
  readonly siteId: number | null
  readonly status: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly modifiedAt: Date
  readonly completedAt: Date | null
  readonly summary: string | null
  readonly completedCount: number
  readonly failedCount: number
}

const headColumns = [
  'id', 'customer_order_id as customerOrderId', 'name', 'site_id as siteId', 'status', 'created_by as createdBy', 'created_at as createdAt',
  'modified_at as modifiedAt', 'completed_at as completedAt', 'summary', 'completed_count as completedCount', 'failed_count as failedCount',
] as const

/** The order of an account, or undefined: also for one of another account or another type. */
export async function findOrder(tx: Tx, accountId: number, type: string, id: string): Promise<OrderHead | undefined> {
  return db(tx).selectFrom('orders').select(headColumns)
    .where('id', '=', id).where('account_id', '=', accountId).where('type', '=', type).executeTakeFirst()
}

/** What a list of orders is narrowed to. Instants are on the account's clock; `until` is exclusive. */
export interface OrderFilter {
  readonly customerOrderId?: string
  readonly status?: string
  readonly userId?: string
  readonly from?: Date
  readonly until?: Date
}

export interface ListedOrder extends OrderHead {
  readonly counts: Counts | undefined
}

function filtered(tx: Tx, accountId: number, type: string, filter: OrderFilter) {
  const { customerOrderId, status, userId, from, until } = filter
  return db(tx).selectFrom('orders').where('account_id', '=', accountId).where('type', '=', type)
    .$if(customerOrderId !== undefined, (q) => q.where('customer_order_id', '=', customerOrderId ?? ''))
    .$if(status !== undefined, (q) => q.where('status', '=', (status ?? '').toUpperCase()))
    .$if(userId !== undefined, (q) => q.where(sql`lower(created_by)`, '=', (userId ?? '').toLowerCase()))
    .$if(from !== undefined, (q) => q.where('created_at', '>=', from ?? null))
    .$if(until !== undefined, (q) => q.where('created_at', '<', until ?? null))
}

export async function countOrders(tx: Tx, accountId: number, type: string, filter: OrderFilter): Promise<number> {
  const row = await filtered(tx, accountId, type, filter).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirst()
  return row?.count ?? 0
}

/**
 * Orders newest first, from the one named by `first` on (inclusive), one more than asked for so the caller sees whether
 * there is a next page. The order is total: creation instant, then id.
 */
export async function pageOfOrders(tx: Tx, accountId: number, type: string, filter: OrderFilter, page: { first: OrderHead | undefined, size: number }): Promise<ListedOrder[]> {
  const { first, size } = page
  const rows = await filtered(tx, accountId, type, filter)
    .leftJoin('number_order', 'number_order.order_id', 'orders.id')
    .select(headColumns).select('number_order.counts')
    .$if(first !== undefined, (q) => q.where(sql<boolean>`(created_at, id) <= (${first?.createdAt ?? null}::timestamptz, ${first?.id ?? null}::uuid)`))
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(size + 1).execute()
  return rows.map((row) => ({ ...row, counts: row.counts === null ? undefined : Counts.parse(row.counts) }))
}
