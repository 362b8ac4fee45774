import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { placeNotificationOrder } from '../notification-orders.ts'
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
    const placing = { accountId, actor: actor.userName, at, customerOrderId: request.customerOrderId }
    const order = await placeNotificationOrder({ database: this.#database, type: endpointOrder, job: processEndpointOrder }, placing, async (tx, id) => {
      await checkConflicts(tx, accountId, wanted)
      await insertEndpointOrder(tx, id, accountId, wanted)
    })
    return { order, wanted }
  }
}
