import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { emit } from '../events/event.ts'
import type { OrderType } from './define.ts'
import { orderNoteAdded } from './events.ts'

/** A note on an order. `at` is when it was last changed, on the account's clock. */
export interface OrderNote {
  readonly id: number
  readonly author: string
  readonly description: string
  readonly at: Date
}

export interface NewNote {
  readonly author: string
  readonly description: string
  readonly at: Date
}

/**
 * Writes a note on an order and tells its subscribers. Answers the note's id, or undefined where the account has no order
 * of this type and id. `orderId` must be a UUID.
 */
export async function addNote(tx: Tx, type: OrderType, accountId: number, orderId: string, { author, description, at }: NewNote): Promise<number | undefined> {
  const added = await sql<{ id: number }>`insert into order_note (order_id, at, author, description)
    select o.id, ${at}, ${author}, ${description} from orders o
    where o.id = ${orderId} and o.account_id = ${accountId} and o.type = ${type.type} returning id`.execute(tx)
  const [note] = added.rows
  if (!note) return undefined
  await emit(tx, orderNoteAdded, accountId, at, { orderId: orderId.toLowerCase(), orderType: type.type, note: description })
  return note.id
}

/** Rewrites a note. Answers false where the order has none of this id. Subscribers are told of new notes only. */
export async function changeNote(tx: Tx, orderId: string, noteId: number, { author, description, at }: NewNote): Promise<boolean> {
  const result = await tx.updateTable('order_note').set({ author, description, at })
    .where('order_id', '=', orderId).where('id', '=', noteId).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The notes on an order, oldest first. */
export async function notesOf(tx: Tx, orderId: string): Promise<OrderNote[]> {
  return tx.selectFrom('order_note').select(['id', 'author', 'description', 'at']).where('order_id', '=', orderId).orderBy('id').execute()
}
