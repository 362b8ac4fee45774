import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { Counts } from '../number-order/repository.ts'

export const modes = ['normal', 'soft-remove', 'purge'] as const
export type DisconnectMode = typeof modes[number]
export const protections = ['TRUE', 'FALSE', 'UNCHANGED'] as const
export type Protection = typeof protections[number]

export interface DisconnectDetails<Mode = string, Mark = string> {
  /** As they were asked for, in that order. */
  readonly numbers: readonly string[]
  readonly mode: Mode
  readonly protection: Mark
}

export async function insertDisconnect(tx: Tx, orderId: string, { numbers, mode, protection }: DisconnectDetails): Promise<void> {
  await db(tx).insertInto('disconnect_order').values({ order_id: orderId, numbers: [...numbers], mode, protected: protection }).execute()
}

export async function findDisconnect(tx: Tx, orderId: string): Promise<DisconnectDetails | undefined> {
  return db(tx).selectFrom('disconnect_order').select(['numbers', 'mode', 'protected as protection']).where('order_id', '=', orderId).executeTakeFirst()
}

export async function saveDisconnectCounts(tx: Tx, orderId: string, counts: Counts): Promise<void> {
  await db(tx).updateTable('disconnect_order').set({ counts: JSON.stringify(counts) }).where('order_id', '=', orderId).execute()
}

/** Where the numbers lay that each of these orders took out of service; orders that took none are left out. */
export async function disconnectCountsOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
  const rows = await db(tx).selectFrom('disconnect_order').select(['order_id', 'counts'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).where('counts', 'is not', null).execute()
  return new Map(rows.map((row) => [row.order_id, Counts.parse(row.counts)]))
}
