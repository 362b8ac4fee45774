import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { RoleGrant } from '../roles.ts'

export interface NewUserRow {
  readonly username: string
  readonly passwordHash: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
  readonly telephoneNumber: string | undefined
  readonly at: Date
}

/** The new user's id; undefined where another has the name in any case. */
export async function insertUser(tx: Tx, user: NewUserRow): Promise<number | undefined> {
  const row = await db(tx).insertInto('app_user').values({
    username: user.username, password_hash: user.passwordHash, first_name: user.firstName ?? null,
    last_name: user.lastName ?? null,
    email: user.email ?? null, telephone_number: user.telephoneNumber ?? null, created_at: user.at,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return row?.id
}

export async function insertGrants(
  tx: Tx, userId: number, roles: readonly RoleGrant[], accounts: readonly number[],
): Promise<void> {
  if (roles.length > 0) {
    await db(tx).insertInto('user_role')
      .values(roles.map(({ role, view, update }) => ({ user_id: userId, role, can_view: view, can_update: update })))
      .execute()
  }
  if (accounts.length > 0) {
    await db(tx).insertInto('user_account')
      .values(accounts.map((accountId) => ({ user_id: userId, account_id: accountId }))).execute()
  }
}

/** A user with all that decides what the user may do, as it stands now. */
export interface Identity {
  readonly userId: number
  readonly userName: string
  readonly passwordHash: string
  readonly active: boolean
  readonly rights: readonly string[]
  readonly accounts: readonly number[]
}

interface IdentityRow {
  readonly id: number
  readonly username: string
  readonly password_hash: string
  readonly active: boolean
  readonly rights: string[]
  readonly accounts: number[]
}

const identityColumns = sql`u.id, u.username, u.password_hash, u.status = 'active' as active,
  array(select r.role || ':view' from user_role r where r.user_id = u.id and r.can_view
    union all select r.role || ':update' from user_role r where r.user_id = u.id and r.can_update) as rights,
  array(select a.account_id from user_account a where a.user_id = u.id) as accounts`

const toIdentity = (row: IdentityRow): Identity => ({
  userId: row.id, userName: row.username, passwordHash: row.password_hash, active: row.active, rights: row.rights,
  accounts: row.accounts,
})

/** The user of a name, which matches without case. */
export async function identityByName(tx: Tx, username: string): Promise<Identity | undefined> {
  const result = await sql<IdentityRow>`select ${identityColumns} from app_user u where lower(u.username) = lower(${username})`.execute(tx)
  return result.rows.map(toIdentity)[0]
}

/** The user behind an access token that has not expired at `now`, and when it will. */
export async function identityByToken(
  tx: Tx, tokenHash: Buffer, now: Date,
): Promise<{ identity: Identity, expiresAt: Date } | undefined> {
  const result = await sql<IdentityRow & { expires_at: Date }>`select ${identityColumns}, t.expires_at
    from access_token t join app_user u on u.id = t.user_id
    where t.token_hash = ${tokenHash} and t.expires_at > ${now}`.execute(tx)
  return result.rows.map((row) => ({ identity: toIdentity(row), expiresAt: row.expires_at }))[0]
}
