import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { OrderType } from '../define.ts'
import { headColumns, type OrderHead } from '../find.ts'
import type { Period } from './period.ts'
import { countCreated } from './tally.ts'

/** What a list of orders is narrowed to. Instants are on the account's clock; texts are compared without case. */
export interface OrderFilter {
  readonly siteId?: number | undefined
  readonly customerOrderId?: string | undefined
  readonly statuses?: readonly string[] | undefined
  readonly createdBy?: string | undefined
  readonly modifiedBy?: string | undefined
  readonly created?: Period | undefined
  readonly modified?: Period | undefined
  /** A number (or other subject) that a line of the order is about. */
  readonly subject?: string | undefined
  /** What the order's id begins with. */
  readonly idStart?: string | undefined
  /** Orders that a family's own table names. */
  readonly ids?: readonly string[] | undefined
  /** A condition on `orders` and the family's own table. */
  readonly also?: RawBuilder<SqlBool> | undefined
}

const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const LOWEST = '00000000-0000-0000-0000-000000000000'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The ids that begin with a text, as a range of the primary key; undefined where no id does. */
function idRange(start: string): { low: string, high: string } | undefined {
  const text = start.toLowerCase()
  const low = text + LOWEST.slice(text.length)
  return UUID.test(low) ? { low, high: text + HIGHEST.slice(text.length) } : undefined
}

function filtered(tx: Tx, accountId: number, type: OrderType, filter: OrderFilter) {
  const { siteId, customerOrderId, statuses, createdBy, modifiedBy, created = {}, modified = {}, subject, idStart, ids, also } = filter
  const range = idStart === undefined ? undefined : idRange(idStart)
  return tx.selectFrom('orders').where('orders.account_id', '=', accountId).where('orders.type', '=', type.type)
    .$if(siteId !== undefined, (q) => q.where('orders.site_id', '=', siteId ?? null))
    .$if(customerOrderId !== undefined, (q) => q.where('orders.customer_order_id', '=', customerOrderId ?? ''))
    .$if(statuses !== undefined, (q) => q.where(sql<boolean>`orders.status = any(${statuses?.map((status) => status.toUpperCase())}::text[])`))
    .$if(createdBy !== undefined, (q) => q.where(sql`lower(orders.created_by)`, '=', createdBy?.toLowerCase()))
    .$if(modifiedBy !== undefined, (q) => q.where(sql`lower(orders.modified_by)`, '=', modifiedBy?.toLowerCase()))
    .$if(created.from !== undefined, (q) => q.where('orders.created_at', '>=', created.from ?? null))
    .$if(created.until !== undefined, (q) => q.where('orders.created_at', '<', created.until ?? null))
    .$if(modified.from !== undefined, (q) => q.where('orders.modified_at', '>=', modified.from ?? null))
    .$if(modified.until !== undefined, (q) => q.where('orders.modified_at', '<', modified.until ?? null))
    .$if(subject !== undefined, (q) => q.where(sql<boolean>`orders.id in (select l.order_id from order_line l where l.subject = ${subject})`))
    .$if(ids !== undefined, (q) => q.where(sql<boolean>`orders.id = any(${ids}::uuid[])`))
    .where(also ?? sql<SqlBool>`true`)
    .$if(idStart !== undefined, (q) => q.where(sql<boolean>`orders.id between ${range?.low ?? HIGHEST}::uuid and ${range?.high ?? LOWEST}::uuid`))
}

const isOnlyOfPeriod = (filter: OrderFilter): boolean => Object.entries(filter).every(([name, value]) => name === 'created' || value === undefined)

/** How many orders of an account fit: exact. */
export async function countOrders(tx: Tx, accountId: number, type: OrderType, filter: OrderFilter): Promise<number> {
  if (isOnlyOfPeriod(filter)) return countCreated(tx, accountId, type.type, filter.created ?? {})
  const row = await filtered(tx, accountId, type, filter).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirst()
  return row?.count ?? 0
}

/**
 * Orders newest first, from `first` on (inclusive), one more than asked for so the caller sees whether there is a next
 * page. The order is total: creation instant, then id.
 */
export async function pageOfOrders(
  tx: Tx, accountId: number, type: OrderType, filter: OrderFilter, page: { readonly first?: OrderHead | undefined, readonly size: number },
): Promise<OrderHead[]> {
  const { first, size } = page
  return filtered(tx, accountId, type, filter).select(headColumns)
    .$if(first !== undefined, (q) => q.where(sql<boolean>`(orders.created_at, orders.id) <= (${first?.createdAt ?? null}::timestamptz, ${first?.id ?? null}::uuid)`))
    .orderBy('orders.created_at', 'desc').orderBy('orders.id', 'desc').limit(size + 1).execute()
}

/** The newest orders that fit, `size` at most, and how many fit in all: for lists without pages. */
export async function newestOrders(
  tx: Tx, accountId: number, type: OrderType, filter: OrderFilter, size: number,
): Promise<{ readonly orders: readonly OrderHead[], readonly totalCount: number }> {
  const [rows, totalCount] = await Promise.all([pageOfOrders(tx, accountId, type, filter, { size }), countOrders(tx, accountId, type, filter)])
  return { orders: rows.slice(0, size), totalCount }
}
