import type { Tx } from '../../../kernel/db/database.ts'
import { DuplicateUserError, InvalidUserNameError } from '../errors.ts'
import { grantsNamed, type RoleGrant } from '../roles.ts'
import { hashPassword } from './passwords.ts'
import { insertGrants, insertUser } from './repository.ts'

export interface NewUser {
  readonly username: string
  readonly password: string
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly telephoneNumber?: string
  /** `all`: every role that concerns the user's accounts; `administrator`: that and the installation; with VIEW and UPDATE. */
  readonly roles: 'all' | 'administrator' | readonly RoleGrant[]
  /** Accounts that the user may work with. */
  readonly accounts: readonly number[]
  readonly at: Date
}

/** HTTP Basic ends a name at its first colon, and control characters have no place in a header. */
const UNUSABLE_NAME = /^\s|\s$|[:\u0000-\u001f\u007f]|^$/

/**
 * Adds a user and answers the id. Throws DuplicateUserError where the name is in use in any case, and
 * InvalidUserNameError for a name that HTTP Basic cannot carry.
 */
export async function createUser(
  tx: Tx, { username, password, roles, accounts, at, firstName, lastName, email, telephoneNumber }: NewUser,
): Promise<number> {
  if (UNUSABLE_NAME.test(username)) throw new InvalidUserNameError(username)
  const passwordHash = await hashPassword(password)
  const userId = await insertUser(tx, { username, passwordHash, firstName, lastName, email, telephoneNumber, at })
  if (userId === undefined) throw new DuplicateUserError(username)
  await insertGrants(tx, userId, typeof roles === 'string' ? grantsNamed[roles] : roles, accounts)
  return userId
}
