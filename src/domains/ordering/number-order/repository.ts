import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { Selections } from './contract.ts'

/** The details of an order for new numbers, beside what the engine keeps. */
export interface Details {
  readonly selection: z.output<typeof Selections>
  readonly quantity: number
  readonly peerId: number
  readonly partialAllowed: boolean
  readonly backOrderRequested: boolean
  readonly tnAttributes: readonly string[]
}

/** Details as they are read. `somebodyWaits`: there are back orders, of whoever. */
export interface StoredDetails extends Details {
  readonly somebodyWaits: boolean
}

export async function insertDetails(tx: Tx, orderId: string, details: Details): Promise<void> {
  await db(tx).insertInto('number_order').values({
    order_id: orderId, selection: JSON.stringify(details.selection), quantity: details.quantity, peer_id: details.peerId,
    partial_allowed: details.partialAllowed, back_order_requested: details.backOrderRequested, protected: details.tnAttributes.includes('Protected'),
    tn_attributes: [...details.tnAttributes],
  }).execute()
}

export async function findDetails(tx: Tx, orderId: string): Promise<StoredDetails | undefined> {
  const row = await db(tx).selectFrom('number_order')
    .select(['selection', 'quantity', 'peer_id', 'partial_allowed', 'back_order_requested', 'protected', 'tn_attributes', sql<boolean>`exists (select from back_order)`.as('somebodyWaits')])
    .where('order_id', '=', orderId).executeTakeFirst()
  if (!row) return undefined
  return {
    selection: Selections.parse(row.selection), quantity: row.quantity, peerId: row.peer_id, partialAllowed: row.partial_allowed,
    backOrderRequested: row.back_order_requested, tnAttributes: row.protected && row.tn_attributes.length === 0 ? ['Protected'] : row.tn_attributes,
    somebodyWaits: row.somebodyWaits,
  }
}
