import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

export interface Client {
  readonly id: string
  readonly secretHash: string
  readonly userId: number
  readonly userActive: boolean
}

/** Whether the client was written: false where another has the id. */
export async function insertClient(
  tx: Tx, client: { id: string, secretHash: string, userId: number, at: Date },
): Promise<boolean> {
  const inserted = await db(tx).insertInto('oauth_client')
    .values({ id: client.id, secret_hash: client.secretHash, user_id: client.userId, created_at: client.at })
    .onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst()
  return inserted !== undefined
}

export async function findClient(tx: Tx, id: string): Promise<Client | undefined> {
  const row = await db(tx).selectFrom('oauth_client').innerJoin('app_user', 'app_user.id', 'oauth_client.user_id')
    .select(['oauth_client.id', 'oauth_client.secret_hash', 'oauth_client.user_id', 'app_user.status'])
    .where('oauth_client.id', '=', id).executeTakeFirst()
  return row && { id: row.id, secretHash: row.secret_hash, userId: row.user_id, userActive: row.status === 'active' }
}

export interface NewToken {
  readonly tokenHash: Buffer
  readonly clientId: string
  readonly userId: number
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await db(tx).insertInto('access_token').values({
    token_hash: token.tokenHash, client_id: token.clientId, user_id: token.userId, created_at: token.at,
    expires_at: token.expiresAt,
  }).execute()
}

/**
 * Deletes tokens that expired before `now`, at most so many. Tokens that another process deletes just now are left to
 * it.
 */
export async function deleteExpiredTokens(tx: Tx, now: Date, most: number): Promise<void> {
  const expired = await db(tx).selectFrom('access_token').select('token_hash').where('expires_at', '<', now)
    .orderBy('expires_at').limit(most).forUpdate().skipLocked().execute()
  // Not one statement: a delete, even of nothing, makes every process re-read its cached identities.
  if (expired.length > 0) await sql`delete from access_token where token_hash = any(${expired.map((row) => row.token_hash)}::bytea[])`.execute(tx)
}
