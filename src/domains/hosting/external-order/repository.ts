import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { LoaType } from '../request-parts.ts'

export const actions = ['IMPORT', 'REMOVE'] as const
export type ExternalAction = typeof actions[number]

export interface ExternalDetails {
  /** As they were asked for, in that order. */
  readonly numbers: readonly string[]
  readonly peerId: number
  readonly action: string
  readonly loaType: string
}

export async function insertExternal(tx: Tx, orderId: string, { numbers, peerId, action, loaType }: ExternalDetails): Promise<void> {
  await db(tx).insertInto('external_order').values({ order_id: orderId, numbers: [...numbers], peer_id: peerId, action, loa_type: loaType }).execute()
}

/** The details of each of these orders. */
export async function externalsOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, ExternalDetails>> {
  const rows = await db(tx).selectFrom('external_order').select(['order_id as id', 'numbers', 'peer_id as peerId', 'action', 'loa_type as loaType'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map(({ id, ...details }) => [id, details]))
}

/** How many of these orders, from the first on, have at most so many numbers together: at least one, where there is one. */
export async function leadingOrders(tx: Tx, orderIds: readonly string[], numbersMax: number): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`
    select count(*) filter (where total <= ${numbersMax} or position = 1) as count from (
      select given.position, sum(cardinality(detail.numbers)) over (order by given.position) as total
      from unnest(${orderIds}::uuid[]) with ordinality as given(id, position) join external_order detail on detail.order_id = given.id) as summed`.execute(db(tx))
  return row?.count ?? 0
}

interface Wanted { readonly action: ExternalAction | undefined, readonly loaType: LoaType | undefined }

/** Whether an order does such a thing with such a letter of authorization: a condition on `orders`. */
export const isLike = ({ action, loaType }: Wanted): RawBuilder<SqlBool> => sql`exists (select from external_order detail where detail.order_id = orders.id
  and detail.action = coalesce(${action ?? null}::text, detail.action) and detail.loa_type = coalesce(${loaType ?? null}::text, detail.loa_type))`
