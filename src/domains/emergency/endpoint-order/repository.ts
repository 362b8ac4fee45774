import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { RecordKind } from '../record.ts'
import { insertSubjects } from '../subjects.ts'
import type { WantedAssociations } from './request.ts'

const Action = z.enum(['add', 'delete'])

export async function insertEndpointOrder(tx: Tx, orderId: string, accountId: number, { action, groupId, numbers, identifiers }: WantedAssociations): Promise<void> {
  await sql`insert into notification_endpoint_order (order_id, action, group_id, description, numbers, identifiers)
    select ${orderId}, ${action}, ${groupId}, (select g.description from emergency_notification_group g where g.id = ${groupId} and g.account_id = ${accountId}),
      ${numbers}::text[], ${identifiers}::text[]`.execute(db(tx))
  await insertSubjects(tx, orderId, [...numbers.map((subject) => ({ kind: 'TN' as const, subject })), ...identifiers.map((subject) => ({ kind: 'AEUI' as const, subject }))])
}

/** What each of these orders wants. */
export async function endpointOrdersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, WantedAssociations>> {
  const rows = await db(tx).selectFrom('notification_endpoint_order').select(['order_id', 'action', 'group_id', 'numbers', 'identifiers'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map(({ order_id: id, action, group_id: groupId, numbers, identifiers }) => [id, { action: Action.parse(action), groupId, numbers, identifiers }]))
}

/** What an order wants; throws where it has no details, which is a fault of ours. */
export async function findEndpointOrder(tx: Tx, orderId: string): Promise<WantedAssociations> {
  const wanted = (await endpointOrdersOf(tx, [orderId])).get(orderId)
  if (!wanted) throw new Error(`order ${orderId} has no details`)
  return wanted
}

/** Orders whose details fit conditions on `notification_endpoint_order d`: a condition on `orders`. */
export const withDetails = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool>[] =>
  conditions.length === 0 ? [] : [sql`orders.id in (select d.order_id from notification_endpoint_order d where ${sql.join(conditions, sql` and `)})`]

/** The group of each of these numbers or identifiers that has one. */
export async function groupsOfEndpoints(tx: Tx, accountId: number, kind: RecordKind, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ identifier: string, group: string }>`select identifier, notification_group_id as "group" from emergency_endpoint
    where account_id = ${accountId} and kind = ${kind} and identifier = any(${subjects}::text[]) and notification_group_id is not null`.execute(db(tx))
  return new Map(rows.map(({ identifier, group }) => [identifier, group]))
}

/** What endpoints are moved into, or out of, and when. */
export interface Moving { readonly accountId: number, readonly kind: RecordKind, readonly groupId: string, readonly at: Date }

/** Puts endpoints into a group. Those that are in one stay there; the others are answered. Numbers need no record of their own before. */
export async function putIntoGroup(tx: Tx, { accountId, kind, groupId, at }: Moving, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const ordered = sql`select identifier from unnest(${subjects}::text[]) as given(identifier) order by identifier collate "C"`
  const { rows } = kind === 'TN'
    ? await sql<{ identifier: string }>`insert into emergency_endpoint as e (account_id, kind, identifier, notification_group_id, created_at)
        select ${accountId}, 'TN', identifier, ${groupId}, ${at} from (${ordered}) given
        on conflict (account_id, kind, identifier) do update set notification_group_id = excluded.notification_group_id where e.notification_group_id is null
        returning e.identifier`.execute(db(tx))
    : await sql<{ identifier: string }>`update emergency_endpoint e set notification_group_id = ${groupId}
        where e.account_id = ${accountId} and e.kind = 'AEUI' and e.identifier = any(${subjects}::text[]) and e.notification_group_id is null
        returning e.identifier`.execute(db(tx))
  return new Set(rows.map(({ identifier }) => identifier))
}

/** Takes endpoints out of a group. Answers those that were in it. */
export async function takeOutOfGroup(tx: Tx, { accountId, kind, groupId }: Moving, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ identifier: string }>`update emergency_endpoint set notification_group_id = null
    where account_id = ${accountId} and kind = ${kind} and identifier = any(${subjects}::text[]) and notification_group_id = ${groupId}
    returning identifier`.execute(db(tx))
  return new Set(rows.map(({ identifier }) => identifier))
}
