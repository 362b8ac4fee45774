import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { readCustomerOrderId } from '../notification-orders.ts'
import type { EndpointOrderRequest } from './contract.ts'
import { associationErrors } from './errors.ts'
import { processEndpointOrder } from './jobs.ts'
import { endpointOrder } from './process.ts'
import { groupsOfEndpoints, insertEndpointOrder } from './repository.ts'
import { readEndpointOrder, type WantedAssociations } from './request.ts'

const MOST_SHOWN = 20

/** Throws 8105 for endpoints that are in other groups. */
async function checkConflicts(tx: Tx, accountId: number, { action, groupId, numbers, identifiers }: WantedAssociations): Promise<void> {
  if (action === 'delete') return
  const groups = [...await groupsOfEndpoints(tx, accountId, 'TN', numbers), ...await groupsOfEndpoints(tx, accountId, 'AEUI', identifiers)]
  const elsewhere = groups.filter(([, group]) => group !== groupId).map(([endpoint]) => endpoint)
  if (elsewhere.length > 0) throw associationErrors.elsewhere({ endpoints: elsewhere.slice(0, MOST_SHOWN).join(', ') })
}

/** Takes orders about the endpoints of groups; the work is done afterwards. */
export class EndpointOrders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Checks an order, stores it and queues its work. Throws the refusals of `readEndpointOrder`, 8107, and 8105 (409) for endpoints of other groups. */
  async place(accountId: number, request: EndpointOrderRequest, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<{ readonly order: OrderHead, readonly wanted: WantedAssociations }> {
    const wanted = readEndpointOrder(request)
    const customerOrderId = readCustomerOrderId(request.customerOrderId)
    return this.#database.transaction(async (tx) => {
      await checkConflicts(tx, accountId, wanted)
      const id = newId()
      await openOrder(tx, endpointOrder, { id, accountId, customerOrderId, createdBy: actor.userName, at })
      await insertEndpointOrder(tx, id, accountId, wanted)
      await enqueue(tx, processEndpointOrder, { orderId: id }, { accountId })
      return { order: await placedOrder(tx, accountId, endpointOrder, id), wanted }
    })
  }
}
