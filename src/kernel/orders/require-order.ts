import type { Database, Tx } from '../db/database.ts'
import { commonErrors } from '../errors/common.ts'
import { isUuid } from '../ids/ids.ts'
import type { OrderType } from './define.ts'
import { findOrder, type OrderHead } from './find.ts'

/** The order of an account, or the 404 that says nothing of anybody else's. */
export async function requireOrder({ db }: Database, accountId: number, type: OrderType, id: string): Promise<OrderHead> {
  const order = isUuid(id) ? await findOrder(db, accountId, type, id) : undefined
  if (!order) throw commonErrors.missing()
  return order
}

/**
 * An order as it was placed, read in the transaction that placed it: its work begins at the commit, and would show otherwise.
 * Throws for one that is not there, which is a fault of ours.
 */
export async function placedOrder(tx: Tx, accountId: number, type: OrderType, id: string): Promise<OrderHead> {
  const order = await findOrder(tx, accountId, type, id)
  if (!order) throw new Error(`order ${id} was not placed`)
  return order
}
