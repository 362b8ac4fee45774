import { verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** How many passwords before the present one cannot be taken again. */
export const REMEMBERED = 4

/** Whether the password is the user's present one or one of those remembered. Costs a hash for each. */
export async function wasUsed(tx: Tx, userId: number, password: string): Promise<boolean> {
  const result = await sql<{ hash: string }>`
    (select password_hash as hash from app_user where id = ${userId})
    union all (select password_hash from past_password where user_id = ${userId} order by id desc limit ${REMEMBERED})`.execute(tx)
  for (const { hash } of result.rows) if (await verify(hash, password)) return true
  return false
}

/** Gives the user another password, keeps the hash of the one before and forgets those that are too old to matter. */
export async function replacePassword(tx: Tx, userId: number, passwordHash: string, at: Date): Promise<void> {
  await sql`insert into past_password (user_id, password_hash, replaced_at)
    select id, password_hash, ${at} from app_user where id = ${userId} for update`.execute(tx)
  await db(tx).updateTable('app_user').set({ password_hash: passwordHash }).where('id', '=', userId).execute()
  await sql`delete from past_password where user_id = ${userId} and id < (
    select min(id) from (select id from past_password where user_id = ${userId} order by id desc limit ${REMEMBERED}) kept)`.execute(tx)
}
