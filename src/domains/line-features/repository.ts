import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { isAnyOf } from '../../kernel/db/is-any-of.ts'
import { db } from './db.ts'
import type { LineFeatureKind } from './feature.ts'
import type { LineGroup } from './ports.ts'

/** Stores what an order asks for, in place of what it asked for before. */
export async function saveGroups(tx: Tx, orderId: string, groups: readonly object[], numberCount: number): Promise<void> {
  const row = { groups: JSON.stringify(groups), number_count: numberCount }
  await db(tx).insertInto('line_feature_order').values({ order_id: orderId, ...row }).onConflict((on) => on.column('order_id').doUpdateSet(row)).execute()
}

/** What an order asks for, as it was stored; throws where it has no details, which is a fault of ours. */
export async function groupsOf(tx: Tx, orderId: string): Promise<unknown> {
  const { groups } = await db(tx).selectFrom('line_feature_order').select('groups').where('order_id', '=', orderId).executeTakeFirstOrThrow()
  return groups
}

/** How many numbers each of these orders names. */
export async function numberCounts(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db(tx).selectFrom('line_feature_order').select(['order_id', 'number_count']).where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.order_id, row.number_count]))
}

/** Where an order stands at its supplier. */
export interface Handover {
  readonly handedOverAt: Date
  readonly failures: number
}

/** Notes when an order was first handed over; the instant of an earlier time stays. */
export async function markHandedOver(tx: Tx, orderId: string, at: Date): Promise<Handover> {
  const row = await db(tx).updateTable('line_feature_order').set((e) => ({ handed_over_at: e.fn.coalesce('handed_over_at', e.val(at)) }))
    .where('order_id', '=', orderId).returning(['handed_over_at', 'failures']).executeTakeFirstOrThrow()
  return { handedOverAt: row.handed_over_at ?? at, failures: row.failures }
}

export async function countFailures(tx: Tx, orderId: string, failures: number): Promise<void> {
  await db(tx).updateTable('line_feature_order').set({ failures }).where('order_id', '=', orderId).execute()
}

interface Claim {
  readonly kind: LineFeatureKind
  readonly accountId: number
  readonly orderId: string
}

/** Has an order wait for its numbers, each with what it is to get. Answers those that no other order waits for. */
export async function claimNumbers(tx: Tx, { kind, accountId, orderId }: Claim, groups: readonly LineGroup<object>[]): Promise<ReadonlySet<string>> {
  const positions = groups.flatMap(({ tns }, index) => tns.map(() => index + 1))
  const { rows } = await sql<{ tn: string }>`
    insert into line_feature (kind, tn, state, account_id, order_id, entry)
    select ${kind}, wanted.tn, 'pending', ${accountId}::integer, ${orderId}::uuid, given.entry
    from unnest(${groups.flatMap(({ tns }) => tns)}::text[], ${positions}::int[]) as wanted(tn, position)
      join jsonb_array_elements(${JSON.stringify(groups.map(({ entry }) => entry))}::jsonb) with ordinality as given(entry, position) using (position)
    order by wanted.tn on conflict do nothing returning tn`.execute(db(tx))
  return new Set(rows.map(({ tn }) => tn))
}

/** The numbers that an order waits for, by what they are to get. */
export async function pendingGroups(tx: Tx, orderId: string): Promise<LineGroup<unknown>[]> {
  const { rows } = await sql<LineGroup<unknown>>`
    select entry, array_agg(tn order by tn) as tns from line_feature where order_id = ${orderId} and state = 'pending' group by entry order by min(tn)`.execute(db(tx))
  return rows
}

/** Rows of `line_feature`, locked in one order by whoever touches several of them. */
const held = (which: RawBuilder<unknown>) => sql`select tn, kind, state from line_feature where ${which} order by tn, kind, state for update`

/** What an order waits for becomes what stands, for those of its numbers that are done, in place of what stood; for its others nothing does. */
export async function enterPending(
  tx: Tx, { kind, orderId }: Pick<Claim, 'kind' | 'orderId'>, { waiting, done }: { readonly waiting: readonly string[], readonly done: readonly string[] },
): Promise<void> {
  await held(sql`tn ${isAnyOf(waiting)} and kind = ${kind}`).execute(db(tx))
  await sql`delete from line_feature where tn ${isAnyOf(done)} and kind = ${kind} and state = 'entered'`.execute(db(tx))
  await sql`update line_feature set state = 'entered' where tn ${isAnyOf(done)} and kind = ${kind} and state = 'pending' and order_id = ${orderId}`.execute(db(tx))
  await dropPending(tx, orderId)
}

/** Lets an order wait for nothing any more. */
export async function dropPending(tx: Tx, orderId: string): Promise<void> {
  await sql`with waiting as (${held(sql`order_id = ${orderId} and state = 'pending'`)})
    delete from line_feature f using waiting w where f.tn = w.tn and f.kind = w.kind and f.state = w.state`.execute(db(tx))
}

/** Which of the numbers have something of a kind in a state. */
export async function numbersWith(tx: Tx, kind: LineFeatureKind, state: 'pending' | 'entered' | 'leaving', tns: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tn: string }>`
    select tn from line_feature where tn ${isAnyOf(tns)} and kind = ${kind} and state = ${state}`.execute(db(tx))
  return new Set(rows.map(({ tn }) => tn))
}

/** What is shown of a number: what is on its way, else what stands; undefined where there is neither. */
export async function findEntry(tx: Tx, kind: LineFeatureKind, { accountId, tn }: { readonly accountId: number | null, readonly tn: string }): Promise<{ state: string, entry: unknown } | undefined> {
  return db(tx).selectFrom('line_feature').select(['state', 'entry'])
    .where('tn', '=', tn).where('kind', '=', kind).where('account_id', '=', accountId).where('state', 'in', ['pending', 'entered'])
    // "pending" comes after "entered".
    .orderBy('state', 'desc').limit(1).executeTakeFirst()
}

/** A query of the numbers of an account with a calling name that stands. */
export const numbersWithName = (accountId: number): RawBuilder<{ tn: string }> =>
  sql`select named.tn from line_feature named where named.account_id = ${accountId} and named.kind = 'lidb' and named.state = 'entered'`

/** Forgets what numbers of an account had and awaited; what takes time to be taken out stays until then. Answers whether there is any. */
export async function releaseEntries(
  tx: Tx, accountId: number, tns: readonly string[], leaving: { readonly kind: LineFeatureKind, readonly until: Date },
): Promise<boolean> {
  const mine = sql`account_id = ${accountId} and tn ${isAnyOf(tns)} and state <> 'leaving'`
  const { rows: [any] } = await held(mine).execute(db(tx))
  if (!any) return false
  const { rows } = await sql`
    with gone as (delete from line_feature where ${mine} returning kind, tn, state, account_id, order_id, entry)
    insert into line_feature (kind, tn, state, account_id, order_id, entry, leaves_at)
    select kind, tn, 'leaving', account_id, order_id, entry, ${leaving.until}::timestamptz from gone where kind = ${leaving.kind} and state = 'entered' order by tn
    on conflict (tn, kind, state) do update set account_id = excluded.account_id, order_id = excluded.order_id, entry = excluded.entry, leaves_at = excluded.leaves_at
    returning tn`.execute(db(tx))
  return rows.length > 0
}

/** Forgets what has been taken out by now. */
export async function endLeaving(tx: Tx, accountId: number, now: Date): Promise<void> {
  await db(tx).deleteFrom('line_feature').where('account_id', '=', accountId).where('state', '=', 'leaving').where('leaves_at', '<=', now).execute()
}
