import { sql } from 'kysely'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { groupErrors } from '../notification-group/errors.ts'
import { endpointCounts } from '../notification-group/repository.ts'
import { placeNotificationOrder } from '../notification-orders.ts'
import { recipientsWhere } from '../recipient/repository.ts'
import type { GroupOrderRequest } from './contract.ts'
import { processGroupOrder } from './jobs.ts'
import { groupOrder } from './process.ts'
import { findGroupOrder, insertGroupOrder, type GroupOrder } from './repository.ts'
import { readGroupOrder, type WantedGroup } from './request.ts'

/** What is known at once to stand against an order: 8080 for a recipient of another group, 8100 for a group that has endpoints. */
async function checkConflicts(tx: Tx, accountId: number, { action, groupId, recipients, recipientIds }: WantedGroup): Promise<void> {
  if (recipients === 'add') {
    const named = await recipientsWhere(tx, sql`r.account_id = ${accountId} and r.id = any(${recipientIds}::uuid[])`)
    const taken = named.find((recipient) => recipient.groupId !== null)
    if (taken) throw groupErrors.taken({ recipient: taken.id, group: taken.groupId ?? '' })
  }
  if (action !== 'delete' || groupId === undefined) return
  const { rows } = await sql`select from emergency_notification_group where id = ${groupId} and account_id = ${accountId}`.execute(tx)
  if (rows.length > 0 && (await endpointCounts(tx, [groupId])).size > 0) throw groupErrors.hasEndpoints({ group: groupId })
}

/** Takes orders that make, change or remove groups; the work is done afterwards. */
export class GroupOrders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Checks an order, stores it and queues its work. Throws the refusals of `readGroupOrder`, and 8080 and 8100 (409) for what stands against it. */
  async place(accountId: number, request: GroupOrderRequest, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<{ readonly order: OrderHead, readonly wanted: GroupOrder }> {
    const wanted = readGroupOrder(request)
    const placing = { accountId, actor: actor.userName, at, customerOrderId: request.customerOrderId }
    const order = await placeNotificationOrder({ database: this.#database, type: groupOrder, job: processGroupOrder }, placing, async (tx, id) => {
      await checkConflicts(tx, accountId, wanted)
      await insertGroupOrder(tx, id, accountId, { ...wanted, groupId: wanted.groupId ?? newId() })
    })
    return { order, wanted: await findGroupOrder(this.#database.db, order.id) }
  }
}
