import { randomBytes } from 'node:crypto'
import type { Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { hashPassword } from '../user/passwords.ts'
import { insertClient } from './repository.ts'

const SECRET_BYTES = 32

export interface NewClient {
  /** The user as whom the client acts. */
  readonly userId: number
  readonly at: Date
  /** A fresh UUID where absent. */
  readonly id?: string
  /** Random where absent. */
  readonly secret?: string
}

/** Adds an OAuth2 client that acts as a user. The secret is answered here and nowhere else: only its hash is stored. */
export async function createClient(
  tx: Tx, { userId, at, id = newId(), secret }: NewClient,
): Promise<{ id: string, secret: string }> {
  const chosen = secret ?? randomBytes(SECRET_BYTES).toString('base64url')
  const inserted = await insertClient(tx, { id, secretHash: await hashPassword(chosen), userId, at })
  if (!inserted) throw new Error(`OAuth client ${id} exists already`)
  return { id, secret: chosen }
}
