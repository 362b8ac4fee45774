import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { pageConditions, type InstantPage } from '../instant-page.ts'
import { recipientsWhere, type Recipient } from '../recipient/repository.ts'

/** Those who are told together. */
export interface NotificationGroup {
  readonly id: string
  readonly description: string
  readonly createdAt: Date
  readonly modifiedAt: Date
  readonly modifiedBy: string
}

const columns = sql`g.id, g.description, g.created_at as "createdAt", g.modified_at as "modifiedAt", g.modified_by as "modifiedBy"`

/** `id` must be a UUID. With `lock` the group stays as it is until the transaction ends. */
export async function findGroup(tx: Tx, accountId: number, id: string, { lock }: { readonly lock: boolean }): Promise<NotificationGroup | undefined> {
  const { rows: [row] } = await sql<NotificationGroup>`select ${columns} from emergency_notification_group g where g.account_id = ${accountId} and g.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db(tx))
  return row
}

/** Groups of an account, one more than `size` where there are more. `conditions` are on `emergency_notification_group g`. */
export async function pageOfGroups(
  tx: Tx, accountId: number, conditions: readonly RawBuilder<SqlBool>[], { page, size }: { readonly page: InstantPage, readonly size: number },
): Promise<NotificationGroup[]> {
  const { where, order } = pageConditions(sql`g.modified_at`, sql`g.id`, page)
  const { rows } = await sql<NotificationGroup>`select ${columns} from emergency_notification_group g
    where ${sql.join([sql`g.account_id = ${accountId}`, ...conditions, ...where], sql` and `)} order by ${order} limit ${size + 1}`.execute(db(tx))
  return rows
}

/** The recipients of each of these groups, in the order in which they were added to the account. */
export async function membersOf(tx: Tx, groupIds: readonly string[]): Promise<ReadonlyMap<string, readonly Recipient[]>> {
  const recipients = await recipientsWhere(tx, sql`r.notification_group_id = any(${groupIds}::uuid[])`)
  return Map.groupBy(recipients, ({ groupId }) => groupId ?? '')
}

/** How many endpoints are in each of these groups; a group without any is left out. */
export async function endpointCounts(tx: Tx, groupIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string, count: number }>`select notification_group_id as id, count(*)::int as count from emergency_endpoint
    where notification_group_id = any(${groupIds}::uuid[]) group by 1`.execute(db(tx))
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The numbers and identifiers of a group that begin so, at most `size`, ascending. */
export async function endpointsOf(tx: Tx, groupId: string, { start, size }: { readonly start: string, readonly size: number }): Promise<readonly { kind: string, identifier: string }[]> {
  const { rows } = await sql<{ kind: string, identifier: string }>`select kind, identifier from emergency_endpoint
    where notification_group_id = ${groupId} and starts_with(identifier, ${start}) order by kind desc, identifier limit ${size}`.execute(db(tx))
  return rows
}

interface Writing { readonly id: string, readonly accountId: number, readonly at: Date, readonly actor: string }

export async function insertGroup(tx: Tx, { id, accountId, at, actor }: Writing, description: string): Promise<void> {
  await db(tx).insertInto('emergency_notification_group').values({ id, account_id: accountId, description, created_at: at, modified_at: at, modified_by: actor }).execute()
}

/** Notes a change of a group, and its description where there is a new one. */
export async function touchGroup(tx: Tx, { id, at, actor }: Writing, description: string | undefined): Promise<void> {
  await db(tx).updateTable('emergency_notification_group').set({ modified_at: at, modified_by: actor, ...description === undefined ? {} : { description } }).where('id', '=', id).execute()
}

/** Removes a group; its recipients stay, in none. */
export async function deleteGroup(tx: Tx, id: string): Promise<void> {
  await db(tx).updateTable('emergency_recipient').set({ notification_group_id: null }).where('notification_group_id', '=', id).execute()
  await db(tx).deleteFrom('emergency_notification_group').where('id', '=', id).execute()
}

/** Puts recipients into a group, or out of any. */
export async function moveRecipients(tx: Tx, recipientIds: readonly string[], groupId: string | null): Promise<void> {
  await sql`update emergency_recipient set notification_group_id = ${groupId} where id = any(${recipientIds}::uuid[])`.execute(db(tx))
}
