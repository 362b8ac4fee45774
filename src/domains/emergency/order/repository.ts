import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { insertSubjects, type NamedSubject } from '../subjects.ts'
import { Content, type WantedOrder } from './content.ts'

const Kind = z.enum(['numbers', 'identifiers', 'locations'])
const Action = z.enum(['put', 'remove'])

/** What an order names, for the filters of lists. */
function namedBy({ kind, subjects, content }: WantedOrder): readonly NamedSubject[] {
  if (kind === 'numbers') return subjects.map((subject) => ({ kind: 'TN', subject }))
  return content.endpoints.flatMap(({ identifier, callbackNumber }) =>
    [{ kind: 'AEUI' as const, subject: identifier }, ...callbackNumber === undefined ? [] : [{ kind: 'CALLBACK' as const, subject: callbackNumber }]])
}

export async function insertOrder(tx: Tx, orderId: string, wanted: WantedOrder): Promise<void> {
  const { kind, action, subjects, content } = wanted
  await db(tx).insertInto('e911_order').values({ order_id: orderId, kind, action, subjects: [...subjects], content: JSON.stringify(content) }).execute()
  await insertSubjects(tx, orderId, namedBy(wanted))
}

/** What each of these orders wants. */
export async function wantedBy(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, WantedOrder>> {
  const rows = await db(tx).selectFrom('e911_order').select(['order_id', 'kind', 'action', 'subjects', 'content'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map(({ order_id: id, subjects, ...row }) =>
    [id, { kind: Kind.parse(row.kind), action: Action.parse(row.action), subjects, content: Content.parse(row.content) }]))
}

/** What an order wants; throws where it has no details, which is a fault of ours. */
export async function findWanted(tx: Tx, orderId: string): Promise<WantedOrder> {
  const wanted = (await wantedBy(tx, [orderId])).get(orderId)
  if (!wanted) throw new Error(`order ${orderId} has no details`)
  return wanted
}

/** Keeps the addresses of an order as they were mended. */
export async function keepMended(tx: Tx, orderId: string, content: Content): Promise<void> {
  await db(tx).updateTable('e911_order').set({ content: JSON.stringify(content) }).where('order_id', '=', orderId).execute()
}

/** How many numbers or identifiers each of these orders names. */
export async function countsOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string, count: number }>`select order_id as id, case kind when 'locations' then 0 else cardinality(subjects) end as count
    from e911_order where order_id = any(${orderIds}::uuid[])`.execute(db(tx))
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The state of an order, which keeps still until the transaction ends; undefined for one that is gone. */
export async function holdState(tx: Tx, orderId: string): Promise<{ status: string, accountId: number } | undefined> {
  return db(tx).selectFrom('orders').select(['status', 'account_id as accountId']).where('id', '=', orderId).forShare().executeTakeFirst()
}

/** Notes when the emergency service was first asked. Answers that instant, and how often in a row it could not be reached. */
export async function markAsked(tx: Tx, orderId: string, at: Date): Promise<{ readonly askedAt: Date, readonly failures: number }> {
  const row = await db(tx).updateTable('e911_order').set((e) => ({ asked_at: e.fn.coalesce('asked_at', e.val(at)) }))
    .where('order_id', '=', orderId).returning(['asked_at', 'failures']).executeTakeFirstOrThrow()
  return { askedAt: row.asked_at ?? at, failures: row.failures }
}

export async function countFailures(tx: Tx, orderId: string, failures: number): Promise<void> {
  await db(tx).updateTable('e911_order').set({ failures }).where('order_id', '=', orderId).execute()
}
