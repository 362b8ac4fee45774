import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { accountErrors, DuplicateUserError, InvalidUserNameError } from '../errors.ts'
import { ROLE_ADMIN, type RoleGrant } from '../roles.ts'
import { replacePassword } from '../user/password-history.ts'
import { checkPassword } from '../user/password-rules.ts'
import { hashPassword } from '../user/passwords.ts'
import { findPerson, type Person } from '../user/people.ts'
import { insertGrants } from '../user/repository.ts'
import { createUser, type NewUser } from '../user/service.ts'

const MOST_NAME_CHARACTERS = 100
const PASSWORD_BYTES = 12

/** A user's name and, where it was made here, its password. */
export interface Credentials {
  readonly username: string
  readonly password: string | undefined
}

export type WantedUser = Omit<NewUser, 'password' | 'at'> & { readonly password?: string }

const madePassword = () => randomBytes(PASSWORD_BYTES).toString('base64url')

/** What the trail keeps of a user. */
const kept = ({ roles, accounts, active }: Person): object =>
  ({ roles: roles.map(({ role, view, update }) => `${role}${view ? ' VIEW' : ''}${update ? ' UPDATE' : ''}`), accounts: accounts.map(({ accountId }) => accountId), active })

/** Throws 12000 for a user that does not exist. */
export async function personOf(tx: Tx, username: string): Promise<Person> {
  const person = await findPerson(tx, username)
  if (!person) throw accountErrors.userUnknown({ user: username })
  return person
}

async function requireAccounts(tx: Tx, accounts: readonly number[]): Promise<void> {
  const known = await sql<{ id: number }>`select id from account where id = any(${[...accounts]}::integer[])`.execute(tx)
  const present = new Set(known.rows.map(({ id }) => id))
  const missing = accounts.find((id) => !present.has(id))
  if (missing !== undefined) throw accountErrors.accountUnknown({ account: missing })
}

/**
 * Adds a user. Throws 12001 for a name in use, 12500 and 12502 for one that cannot be, 12020 for an account that does not
 * exist, and the refusals of the password's rules.
 */
export async function addUser(database: Database, context: AuditContext, wanted: WantedUser): Promise<Credentials> {
  const { username } = wanted
  if (username.length > MOST_NAME_CHARACTERS) throw accountErrors.userNameTooLong({ user: username })
  if (wanted.password !== undefined) checkPassword(wanted.password, wanted)
  const password = wanted.password ?? madePassword()
  const accounts = [...new Set(wanted.accounts)]
  try {
    await database.transaction(async (tx) => {
      await requireAccounts(tx, accounts)
      await createUser(tx, { ...wanted, accounts, password, at: context.at })
      await audit(tx, context, { operation: 'admin-users-post', subject: `user ${username}`, after: kept(await personOf(tx, username)) })
    })
  } catch (error) {
    if (error instanceof DuplicateUserError) throw accountErrors.userNameTaken({ user: username })
    if (error instanceof InvalidUserNameError) throw accountErrors.userNameMalformed({ user: username })
    throw error
  }
  return { username, password: wanted.password === undefined ? password : undefined }
}

/** Changes a user in one transaction and tells the audit trail what became of it. */
function change(
  database: Database, context: AuditContext, { operation, username }: { operation: string, username: string },
  work: (tx: Tx, person: Person) => Promise<void>,
): Promise<Person> {
  return database.transaction(async (tx) => {
    await sql`select from app_user where lower(username) = lower(${username}) for update`.execute(tx)
    const before = await personOf(tx, username)
    await work(tx, before)
    const after = await personOf(tx, username)
    await audit(tx, context, { operation, subject: `user ${before.username}`, before: kept(before), after: kept(after) })
    return after
  })
}

/** Disables or enables a user. Throws 409 for whoever would disable itself. */
export function setUserStatus(database: Database, context: AuditContext, username: string, status: 'active' | 'disabled'): Promise<Person> {
  return change(database, context, { operation: 'admin-users-id-status-put', username }, async (tx, { id }) => {
    if (id === context.actor.userId && status === 'disabled') throw accountErrors.lockingOneselfOut()
    await db(tx).updateTable('app_user').set({ status }).where('id', '=', id).execute()
  })
}

/** Gives a user these roles instead of its own. Throws 409 for an administrator who would give the role up. */
export function setUserRoles(database: Database, context: AuditContext, username: string, roles: readonly RoleGrant[]): Promise<Person> {
  const once = [...new Map(roles.map((grant) => [grant.role, grant])).values()]
  return change(database, context, { operation: 'admin-users-id-roles-put', username }, async (tx, { id }) => {
    if (id === context.actor.userId && !once.some(({ role, update }) => role === ROLE_ADMIN && update)) throw accountErrors.lockingOneselfOut()
    await db(tx).deleteFrom('user_role').where('user_id', '=', id).execute()
    await insertGrants(tx, id, once, [])
  })
}

/** Lets a user work with these accounts instead of its own. Throws 12020 for one that does not exist. */
export function setUserAccounts(database: Database, context: AuditContext, username: string, accounts: readonly number[]): Promise<Person> {
  const once = [...new Set(accounts)]
  return change(database, context, { operation: 'admin-users-id-accounts-put', username }, async (tx, { id }) => {
    await requireAccounts(tx, once)
    await db(tx).deleteFrom('user_account').where('user_id', '=', id).execute()
    await insertGrants(tx, id, [], once)
  })
}

/** Gives a user another password, whatever it was before. Throws the refusals of the password's rules. */
export async function resetPassword(database: Database, context: AuditContext, username: string, given: string | undefined): Promise<Credentials> {
  const person = await personOf(database.db, username)
  if (given !== undefined) checkPassword(given, person)
  const password = given ?? madePassword()
  const passwordHash = await hashPassword(password)
  await database.transaction(async (tx) => {
    await replacePassword(tx, person.id, passwordHash, context.at)
    await audit(tx, context, { operation: 'admin-users-id-password-post', subject: `user ${person.username}`, before: { password: 'old' }, after: { password: 'new' } })
  })
  return { username: person.username, password: given === undefined ? password : undefined }
}
