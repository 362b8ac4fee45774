import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import type { WantedOrder } from './content.ts'
import type { E911Request } from './contract.ts'
import { processE911 } from './jobs.ts'
import { e911Order } from './process.ts'
import { insertOrder } from './repository.ts'
import { readOrder } from './request.ts'
import { requireRights } from './rights.ts'

interface Placed { readonly order: OrderHead, readonly wanted: WantedOrder }

/** Takes emergency orders; the work is done afterwards. */
export class E911Orders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Checks an order, stores it and queues its work; answers it as it was placed. Throws the refusals of `readOrder` and of missing rights. */
  async place(accountId: number, request: E911Request, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<Placed> {
    const wanted = readOrder(request)
    return this.#database.transaction(async (tx) => {
      await requireRights(tx, accountId, request)
      const id = newId()
      await openOrder(tx, e911Order, { id, accountId, customerOrderId: request.customerOrderId || undefined, createdBy: actor.userName, at, note: 'E911 order is received.' })
      await insertOrder(tx, id, wanted)
      await enqueue(tx, processE911, { orderId: id }, { accountId })
      return { order: await placedOrder(tx, accountId, e911Order, id), wanted }
    })
  }
}
