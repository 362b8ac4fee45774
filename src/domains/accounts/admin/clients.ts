import { sql } from 'kysely'
import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { findClient } from '../client/repository.ts'
import { createClient } from '../client/service.ts'
import { accountErrors } from '../errors.ts'
import { personOf } from './users.ts'

/** An OAuth client and the user as whom it acts. */
export interface ManagedClient {
  readonly id: string
  readonly username: string
  readonly createdAt: Date
}

/** Clients by id: at most `size`, from the id `from` on. */
export async function listClients(tx: Tx, { from, size }: { from: string, size: number }): Promise<ManagedClient[]> {
  const result = await sql<ManagedClient>`select c.id, u.username, c.created_at as "createdAt" from oauth_client c join app_user u on u.id = c.user_id
    where c.id >= ${from} order by c.id limit ${size}`.execute(tx)
  return result.rows
}

/** Adds a client of a user. Throws 12000 for a user that does not exist, 409 for an id in use. */
export function addClient(
  database: Database, context: AuditContext, { username, id }: { readonly username: string, readonly id?: string },
): Promise<{ id: string, secret: string, username: string }> {
  return database.transaction(async (tx) => {
    const person = await personOf(tx, username)
    if (id !== undefined && await findClient(tx, id)) throw accountErrors.clientTaken({ client: id })
    const made = await createClient(tx, { userId: person.id, id, at: context.at })
    await audit(tx, context, { operation: 'admin-clients-post', subject: `client ${made.id}`, after: { username: person.username } })
    return { ...made, username: person.username }
  })
}

/** Removes a client and its tokens. Throws 404 for one that does not exist. */
export function removeClient(database: Database, context: AuditContext, id: string): Promise<void> {
  return database.transaction(async (tx) => {
    const result = await sql<{ username: string }>`delete from oauth_client c using app_user u where c.id = ${id} and u.id = c.user_id
      returning u.username`.execute(tx)
    const [removed] = result.rows
    if (!removed) throw accountErrors.clientUnknown({ client: id })
    await audit(tx, context, { operation: 'admin-clients-id-delete', subject: `client ${id}`, before: { username: removed.username } })
  })
}
