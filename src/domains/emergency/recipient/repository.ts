import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { pageConditions, type InstantPage } from '../instant-page.ts'
import { recipientTypes, type RecipientType } from './content.ts'

const Type = z.enum(recipientTypes)

/** Somebody who is told of emergency calls. */
export interface Recipient {
  readonly id: string
  readonly description: string
  readonly type: RecipientType
  /** A mail address, ten digits or a URL. */
  readonly target: string
  readonly username: string | null
  readonly createdAt: Date
  readonly modifiedAt: Date
  readonly modifiedBy: string
  readonly groupId: string | null
}

type Row = Omit<Recipient, 'type'> & { readonly type: string }

const columns = sql`r.id, r.description, r.type, r.target, r.username, r.created_at as "createdAt", r.modified_at as "modifiedAt",
  r.modified_by as "modifiedBy", r.notification_group_id as "groupId"`

const toRecipient = (row: Row): Recipient => ({ ...row, type: Type.parse(row.type) })

/** What is written of a recipient; the password is sealed. */
export interface WrittenRecipient {
  readonly description: string
  readonly type: RecipientType
  readonly target: string
  readonly username: string | null
  readonly sealedPassword: string | null
}

interface Writing { readonly id: string, readonly accountId: number, readonly at: Date, readonly actor: string }

/** Answers false where the account has an identical one. */
export async function insertRecipient(tx: Tx, { id, accountId, at, actor }: Writing, written: WrittenRecipient): Promise<boolean> {
  const { description, type, target, username, sealedPassword } = written
  const result = await sql`insert into emergency_recipient (id, account_id, description, type, target, username, sealed_password, created_at, modified_at, modified_by)
    values (${id}, ${accountId}, ${description}, ${type}, ${target}, ${username}, ${sealedPassword}, ${at}, ${at}, ${actor}) on conflict do nothing`.execute(db(tx))
  return result.numAffectedRows === 1n
}

/** Replaces all but the identifier. The caller has made sure that no other is identical, and holds the account's recipients. */
export async function updateRecipient(tx: Tx, { id, at, actor }: Writing, written: WrittenRecipient): Promise<void> {
  const { description, type, target, username, sealedPassword } = written
  await db(tx).updateTable('emergency_recipient').set({
    description, type, target, username, sealed_password: sealedPassword, modified_at: at, modified_by: actor,
  }).where('id', '=', id).execute()
}

/** Lets nobody else add or change recipients of an account until the transaction ends. */
export async function lockRecipients(tx: Tx, accountId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('emergency recipients', ${accountId}))`.execute(db(tx))
}

/** The recipient of an account that is told of the same in the same way. */
export async function findIdentical(tx: Tx, accountId: number, { type, target, username }: Pick<WrittenRecipient, 'type' | 'target' | 'username'>): Promise<string | undefined> {
  const { rows: [row] } = await sql<{ id: string }>`select r.id from emergency_recipient r
    where r.account_id = ${accountId} and r.type = ${type} and lower(r.target) = lower(${target}) and coalesce(r.username, '') = ${username ?? ''}`.execute(db(tx))
  return row?.id
}

/** `id` must be a UUID. With `lock` it stays as it is until the transaction ends. */
export async function findRecipient(tx: Tx, accountId: number, id: string, { lock }: { readonly lock: boolean }): Promise<Recipient | undefined> {
  const { rows: [row] } = await sql<Row>`select ${columns} from emergency_recipient r where r.account_id = ${accountId} and r.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db(tx))
  return row && toRecipient(row)
}

/** Recipients that fit a condition on `emergency_recipient r`, in the order in which they were added. They are few: at most three in a group. */
export async function recipientsWhere(tx: Tx, condition: RawBuilder<SqlBool>): Promise<Recipient[]> {
  const { rows } = await sql<Row>`select ${columns} from emergency_recipient r where ${condition} order by r.created_at, r.id`.execute(db(tx))
  return rows.map(toRecipient)
}

export async function deleteRecipient(tx: Tx, id: string): Promise<void> {
  await db(tx).deleteFrom('emergency_recipient').where('id', '=', id).execute()
}

/** Recipients of an account, one more than `size` where there are more. `conditions` are on `emergency_recipient r`. */
export async function pageOfRecipients(
  tx: Tx, accountId: number, conditions: readonly RawBuilder<SqlBool>[], { page, size }: { readonly page: InstantPage, readonly size: number },
): Promise<Recipient[]> {
  const { where, order } = pageConditions(sql`r.modified_at`, sql`r.id`, page)
  const { rows } = await sql<Row>`select ${columns} from emergency_recipient r
    where ${sql.join([sql`r.account_id = ${accountId}`, ...conditions, ...where], sql` and `)} order by ${order} limit ${size + 1}`.execute(db(tx))
  return rows.map(toRecipient)
}
