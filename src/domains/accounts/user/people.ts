import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'

/** A user as others see one. Roles in the order of their names, accounts in that of their ids. */
export interface Person {
  readonly id: number
  readonly username: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
  readonly telephoneNumber: string | undefined
  readonly active: boolean
  readonly roles: readonly { readonly role: string, readonly view: boolean, readonly update: boolean }[]
  readonly accounts: readonly { readonly accountId: number, readonly companyName: string }[]
}

interface Row extends Pick<Person, 'id' | 'username' | 'active' | 'roles' | 'accounts'> {
  readonly first_name: string | null
  readonly last_name: string | null
  readonly email: string | null
  readonly telephone_number: string | null
}

const toPerson = ({ first_name, last_name, email, telephone_number, ...row }: Row): Person => ({
  ...row, firstName: first_name ?? undefined, lastName: last_name ?? undefined, email: email ?? undefined,
  telephoneNumber: telephone_number ?? undefined,
})

const people = (condition: RawBuilder<unknown>) => sql<Row>`
  select u.id, u.username, u.first_name, u.last_name, u.email, u.telephone_number, u.status = 'active' as active,
    coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'view', r.can_view, 'update', r.can_update) order by r.role)
      from user_role r where r.user_id = u.id), '[]') as roles,
    coalesce((select jsonb_agg(jsonb_build_object('accountId', a.id, 'companyName', a.company_name) order by a.id)
      from user_account m join account a on a.id = m.account_id where m.user_id = u.id), '[]') as accounts
  from app_user u where ${condition}`

/** The user of a name, which matches without case. */
export async function findPerson(tx: Tx, username: string): Promise<Person | undefined> {
  const result = await people(sql`lower(u.username) = lower(${username})`).execute(tx)
  return result.rows.map(toPerson)[0]
}

/** The users that may work with at least one of the accounts, by name. */
export async function peopleOf(tx: Tx, accountIds: readonly number[]): Promise<Person[]> {
  const result = await sql<Row>`${people(sql`u.id in (select user_id from user_account where account_id = any(${accountIds}::integer[]))`)}
    order by lower(u.username)`.execute(tx)
  return result.rows.map(toPerson)
}

/** Every user, by name: at most `size`, from the name `from` on. */
export async function everybody(tx: Tx, { from, size }: { from: string, size: number }): Promise<Person[]> {
  const result = await sql<Row>`${people(sql`lower(u.username) >= lower(${from})`)} order by lower(u.username) limit ${size}`.execute(tx)
  return result.rows.map(toPerson)
}
