import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { recipientTypes, type RecipientType } from '../recipient/content.ts'
import type { WantedGroup } from './request.ts'

/** What an order wants, with the group's id and description. */
export interface GroupOrder extends Omit<WantedGroup, 'groupId' | 'recipientIds'> {
  readonly groupId: string
  /** Whether the order gives the group a description. */
  readonly renames: boolean
  readonly named: readonly NamedRecipient[]
}

/** A recipient as it was when it was ordered; of one that was not there only the id. */
export interface NamedRecipient {
  readonly id: string
  readonly target: { readonly description: string, readonly type: RecipientType, readonly target: string, readonly username: string | null } | undefined
}

export async function insertGroupOrder(tx: Tx, orderId: string, accountId: number, { groupId, ...wanted }: Omit<GroupOrder, 'named' | 'renames'> & Pick<WantedGroup, 'recipientIds'>): Promise<void> {
  await sql`insert into notification_group_order (order_id, action, group_id, description, renames, recipients)
    select ${orderId}, ${wanted.action}, ${groupId}, coalesce(${wanted.description ?? null}::text, (select g.description from emergency_notification_group g
      where g.id = ${groupId} and g.account_id = ${accountId})), ${wanted.description !== undefined}, ${wanted.recipients ?? null}`.execute(db(tx))
  await sql`insert into notification_group_order_recipient (order_id, position, recipient_id, description, type, target, username)
    select ${orderId}, given.position, given.id, r.description, r.type, r.target, r.username
    from unnest(${wanted.recipientIds}::uuid[]) with ordinality as given(id, position)
      left join emergency_recipient r on r.id = given.id and r.account_id = ${accountId}`.execute(db(tx))
}

const Action = z.enum(['add', 'modify', 'delete'])
const Handling = z.enum(['add', 'delete'])
const Type = z.enum(recipientTypes)

interface RecipientRow { readonly orderId: string, readonly id: string, readonly description: string | null, readonly type: string | null, readonly target: string | null, readonly username: string | null }

const toNamed = ({ id, description, type, target, username }: RecipientRow): NamedRecipient =>
  ({ id, target: type === null || target === null ? undefined : { description: description ?? '', type: Type.parse(type), target, username } })

/** What each of these orders wants. */
export async function groupOrdersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, GroupOrder>> {
  const rows = await db(tx).selectFrom('notification_group_order').select(['order_id', 'action', 'group_id', 'description', 'renames', 'recipients'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  const { rows: recipients } = await sql<RecipientRow>`select order_id as "orderId", recipient_id as id, description, type, target, username
    from notification_group_order_recipient where order_id = any(${orderIds}::uuid[]) order by order_id, position`.execute(db(tx))
  const named = Map.groupBy(recipients, ({ orderId }) => orderId)
  return new Map(rows.map((row) => [row.order_id, {
    action: Action.parse(row.action), groupId: row.group_id, description: row.description ?? undefined, renames: row.renames,
    recipients: row.recipients === null ? undefined : Handling.parse(row.recipients), named: (named.get(row.order_id) ?? []).map(toNamed),
  }]))
}

/** What an order wants; throws where it has no details, which is a fault of ours. */
export async function findGroupOrder(tx: Tx, orderId: string): Promise<GroupOrder> {
  const order = (await groupOrdersOf(tx, [orderId])).get(orderId)
  if (!order) throw new Error(`order ${orderId} has no details`)
  return order
}

/** Orders whose details fit conditions on `notification_group_order d`: a condition on `orders`. */
export const withDetails = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool>[] =>
  conditions.length === 0 ? [] : [sql`orders.id in (select d.order_id from notification_group_order d where ${sql.join(conditions, sql` and `)})`]
