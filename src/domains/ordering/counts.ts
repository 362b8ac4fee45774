import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/database.ts'
import type { NumberFacts } from '../inventory/index.ts'
import { db } from './db.ts'

/** Where the numbers of an order lie, counted; kept when the order ends. */
export const Counts = z.object({
  states: z.array(z.object({ state: z.string(), count: z.int() })),
  rateCenters: z.array(z.object({ rateCenter: z.string(), count: z.int() })),
  cities: z.array(z.object({ city: z.string(), count: z.int() })),
  tiers: z.array(z.object({ tier: z.int(), count: z.int() })),
  vendors: z.array(z.object({ vendorId: z.int(), vendorName: z.string(), count: z.int() })),
})
export type Counts = z.output<typeof Counts>

/** The types of order that keep counts, by the tables of their details. */
type Counted = 'number_order' | 'disconnect_order'

/**
 * Sums up rows by a key, most frequent first, then by name, so the same numbers always give the same list.
 * Toll-free numbers lie nowhere: rows without the key are left out.
 */
function tally<Key>(rows: readonly NumberFacts[], keyOf: (row: NumberFacts) => Key | null): { key: Key, count: number }[] {
  const counts = new Map<string, { key: Key, count: number }>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const name = JSON.stringify(key)
    const entry = counts.get(name) ?? { key, count: 0 }
    entry.count += 1
    counts.set(name, entry)
  }
  return [...counts.entries()].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, entry]) => entry)
}

/** Counts where numbers lie. */
export function countPlaces(rows: readonly NumberFacts[]): Counts {
  return {
    states: tally(rows, (row) => row.state).map(({ key, count }) => ({ state: key, count })),
    rateCenters: tally(rows, (row) => row.rateCenter).map(({ key, count }) => ({ rateCenter: key, count })),
    cities: tally(rows, (row) => row.city).map(({ key, count }) => ({ city: key, count })),
    tiers: tally(rows, (row) => row.tier).map(({ key, count }) => ({ tier: key, count })),
    vendors: tally(rows, (row) => ({ vendorId: row.vendorId, vendorName: row.vendorName })).map(({ key, count }) => ({ ...key, count })),
  }
}

export async function saveCounts(tx: Tx, table: Counted, orderId: string, counts: Counts): Promise<void> {
  await sql`update ${sql.table(table)} set counts = ${JSON.stringify(counts)} where order_id = ${orderId}`.execute(db(tx))
}

/** Where the numbers of each of these orders lie; orders that brought or gave up none are left out. */
export async function countsOf(tx: Tx, table: Counted, orderIds: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<{ id: string, counts: unknown }>`select order_id as id, counts from ${sql.table(table)}
    where order_id = any(${orderIds}::uuid[]) and counts is not null`.execute(db(tx))
  return new Map(rows.map(({ id, counts }) => [id, Counts.parse(counts)]))
}
