import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** A number kept for an account until an instant of the account's clock, or what became of that. */
export interface Reservation {
  readonly id: string
  readonly accountId: number
  readonly tn: string
  readonly state: string
  readonly expiresAt: Date
}

const columns = ['id', 'account_id as accountId', 'tn', 'state', 'expires_at as expiresAt'] as const

interface NewReservation {
  readonly id: string
  readonly accountId: number
  readonly tn: string
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertReservation(tx: Tx, { id, accountId, tn, createdBy, createdAt, expiresAt }: NewReservation): Promise<void> {
  await ledger(tx).insertInto('tn_reservation')
    .values({ id, account_id: accountId, tn, state: 'active', created_by: createdBy, created_at: createdAt, expires_at: expiresAt }).execute()
}

export async function findReservation(tx: Tx, accountId: number, id: string): Promise<Reservation | undefined> {
  return ledger(tx).selectFrom('tn_reservation').select(columns).where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst()
}

export async function lockReservation(tx: Tx, id: string): Promise<Reservation | undefined> {
  return ledger(tx).selectFrom('tn_reservation').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The active reservation of a number, whoever has it. */
export async function findActive(tx: Tx, tn: string): Promise<Reservation | undefined> {
  return ledger(tx).selectFrom('tn_reservation').select(columns).where('tn', '=', tn).where('state', '=', 'active').executeTakeFirst()
}

export async function endReservation(tx: Tx, id: string, state: 'released' | 'expired'): Promise<void> {
  await ledger(tx).updateTable('tn_reservation').set({ state }).where('id', '=', id).execute()
}

interface Use {
  readonly accountId: number
  readonly ids: readonly string[]
  readonly tns: readonly string[]
  readonly orderId: string
}

/** Marks those of the account's active reservations that are for one of the numbers as used by an order; answers their numbers. */
export async function markUsed(tx: Tx, { accountId, ids, tns, orderId }: Use): Promise<{ id: string, tn: string }[]> {
  const { rows } = await sql<{ id: string, tn: string }>`
    update tn_reservation set state = 'used', order_id = ${orderId}
    where id = any(${ids}::uuid[]) and account_id = ${accountId} and state = 'active' and tn = any(${tns}::text[])
    returning id, tn`.execute(ledger(tx))
  return rows
}

export async function isInLedger(tx: Tx, accountId: number, tn: string): Promise<boolean> {
  const row = await ledger(tx).selectFrom('telephone_number').select('pool_account_id').where('tn', '=', tn).executeTakeFirst()
  return row !== undefined && (row.pool_account_id === null || row.pool_account_id === accountId)
}
