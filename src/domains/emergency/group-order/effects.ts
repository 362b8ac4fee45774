import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { groupErrors } from '../notification-group/errors.ts'
import { deleteGroup, endpointCounts, findGroup, insertGroup, membersOf, moveRecipients, touchGroup, type NotificationGroup } from '../notification-group/repository.ts'
import { lockRecipients, recipientsWhere } from '../recipient/repository.ts'
import type { groupOrder } from './process.ts'
import { findGroupOrder, type GroupOrder } from './repository.ts'
import { MOST_RECIPIENTS } from './request.ts'

interface Present {
  readonly group: NotificationGroup | undefined
  /** Identifiers of the group's recipients. */
  readonly members: readonly string[]
  readonly hasEndpoints: boolean
  /** The group of each recipient that there is, of those named. */
  readonly groupOf: ReadonlyMap<string, string | null>
}

function recipientProblem({ groupId, recipients }: GroupOrder, recipient: string, { groupOf }: Present): Problem | undefined {
  const group = groupOf.get(recipient)
  if (group === undefined) return groupErrors.recipientUnknown.problem({ recipient })
  if (recipients === 'delete') return group === groupId ? undefined : groupErrors.notInGroup.problem({ recipient, group: groupId })
  return group === null ? undefined : groupErrors.taken.problem({ recipient, group })
}

function problemsOf(order: GroupOrder, present: Present): Problem[] {
  const { action, groupId: group, recipients, named } = order
  if (action !== 'add' && !present.group) return [groupErrors.groupUnknown.problem({ group })]
  if (action === 'delete') return present.hasEndpoints ? [groupErrors.hasEndpoints.problem({ group })] : []
  const ofRecipients = named.flatMap(({ id }) => recipientProblem(order, id, present) ?? [])
  if (ofRecipients.length > 0 || recipients === undefined) return ofRecipients
  const size = present.members.length + (recipients === 'add' ? named.length : -named.length)
  return size < 1 || size > MOST_RECIPIENTS ? [groupErrors.size.problem()] : []
}

async function carryOut(tx: Tx, { accountId, createdBy }: OrderRow, order: GroupOrder, at: Date): Promise<void> {
  const { action, groupId: id, description, recipients, named } = order
  const writing = { id, accountId, at, actor: createdBy }
  if (action === 'delete') return deleteGroup(tx, id)
  if (action === 'add') await insertGroup(tx, writing, description ?? '')
  else await touchGroup(tx, writing, order.renames ? description : undefined)
  if (recipients) await moveRecipients(tx, named.map((recipient) => recipient.id), recipients === 'add' ? id : null)
}

/** Does what an order asks for, or says why nothing of it can be done. Runs with the order locked. */
export async function changeGroup(tx: Tx, row: OrderRow, at: Date): Promise<Decision<keyof typeof groupOrder.moves>> {
  const order = await findGroupOrder(tx, row.id)
  await lockRecipients(tx, row.accountId)
  const group = await findGroup(tx, row.accountId, order.groupId, { lock: true })
  const members = group ? (await membersOf(tx, [group.id])).get(group.id) ?? [] : []
  const ids = order.named.map(({ id }) => id)
  const recipients = await recipientsWhere(tx, sql`r.account_id = ${row.accountId} and r.id = any(${ids}::uuid[])`)
  const problems = problemsOf(order, {
    group, members: members.map(({ id }) => id), hasEndpoints: group !== undefined && (await endpointCounts(tx, [group.id])).size > 0,
    groupOf: new Map(recipients.map(({ id, groupId }) => [id, groupId])),
  })
  if (problems.length > 0) return { move: 'fail', problems, message: 'Emergency notification group order has failed.' }
  await carryOut(tx, row, order, at)
  return { move: 'complete', message: 'Emergency notification group order is completed.' }
}
