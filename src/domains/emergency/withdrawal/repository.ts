import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { Address } from '../../accounts/index.ts'
import { db } from '../db.ts'

/** A number that is to go at the emergency service, and where it was. */
export interface Leaving {
  readonly tn: string
  readonly address: Address
}

/**
 * Notes numbers of which the emergency service is to be told. One that an order of the account is about stays with that order until it ends: the answer,
 * which may be under way, says what is to be told. Answers the batch of the others; undefined where there are none.
 */
export async function insertWithdrawals(tx: Tx, accountId: number, leaving: readonly Leaving[]): Promise<string | undefined> {
  const batch = newId()
  // Waits for an order that is just ending, which would not look again.
  const { rows: claims } = await sql<{ tn: string, order_id: string }>`select subject as tn, order_id from e911_claim
    where account_id = ${accountId} and kind = 'TN' and subject = any(${leaving.map(({ tn }) => tn)}::text[]) order by subject for share`.execute(db(tx))
  const orderOf = new Map(claims.map((claim) => [claim.tn, claim.order_id]))
  const rows = leaving.map(({ tn, address }) => ({ tn, address, order_id: orderOf.get(tn) ?? null }))
  await sql`insert into emergency_withdrawal (tn, account_id, address, batch_id, order_id)
    select w.tn, ${accountId}, w.address, ${batch}, w.order_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(tn text, address jsonb, order_id uuid)
    order by w.tn collate "C"
    on conflict (tn) do update set account_id = excluded.account_id, address = excluded.address, batch_id = excluded.batch_id,
      order_id = excluded.order_id, asked_at = null`.execute(db(tx))
  return rows.some((row) => row.order_id === null) ? batch : undefined
}

/** Lets an order decide what becomes of its numbers. False, with nothing done, while the service is being told that some of them have left. */
export async function takeOverWithdrawals(tx: Tx, orderId: string, tns: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ tn: string, asked_at: Date | null }>`select tn, asked_at from emergency_withdrawal
    where tn = any(${tns}::text[]) order by tn for update`.execute(db(tx))
  if (rows.some((row) => row.asked_at !== null)) return false
  if (rows.length > 0) await sql`update emergency_withdrawal set order_id = ${orderId} where tn = any(${rows.map(({ tn }) => tn)}::text[])`.execute(db(tx))
  return true
}

/** Forgets those numbers that an order has given an address, and puts the others that it held into a new batch; undefined where there are none. */
export async function giveBackWithdrawals(tx: Tx, { orderId, accountId }: { readonly orderId: string, readonly accountId: number }, done: readonly string[]): Promise<string | undefined> {
  await sql`delete from emergency_withdrawal where order_id = ${orderId} and tn = any(${done}::text[])`.execute(db(tx))
  const batch = newId()
  const { rows } = await sql`update emergency_withdrawal set order_id = null, batch_id = ${batch}, account_id = ${accountId}
    where order_id = ${orderId} returning tn`.execute(db(tx))
  return rows.length > 0 ? batch : undefined
}

/** Marks what there is to tell of a batch as being told; no order takes it over meanwhile. Answers it, with the instant of the first time. */
export async function beginBatch(tx: Tx, batchId: string, at: Date): Promise<{ readonly leaving: readonly Leaving[], readonly askedAt: Date }> {
  await sql`select from emergency_withdrawal where batch_id = ${batchId} order by tn for update`.execute(db(tx))
  const { rows } = await sql<{ tn: string, address: unknown, asked_at: Date }>`update emergency_withdrawal set asked_at = coalesce(asked_at, ${at}::timestamptz)
    where batch_id = ${batchId} and order_id is null returning tn, address, asked_at`.execute(db(tx))
  const leaving = rows.map(({ tn, address }) => ({ tn, address: Address.parse(address) })).sort((one, other) => one.tn < other.tn ? -1 : 1)
  return { leaving, askedAt: rows[0]?.asked_at ?? at }
}

/** Forgets a batch that has been told. */
export async function endBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`delete from emergency_withdrawal where batch_id = ${batchId} and asked_at is not null`.execute(db(tx))
}

/** Notes that the service has not heard of a batch; orders may take its numbers over until it is tried again. */
export async function pauseBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`update emergency_withdrawal set asked_at = null where batch_id = ${batchId}`.execute(db(tx))
}
