import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

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
