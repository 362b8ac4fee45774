import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import type { LineOutcome } from '../../../kernel/orders/lines.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { wordingOf } from '../feature.ts'
import { enterNames } from '../jobs.ts'
import { claim, queue, requireFeature } from '../place.ts'
import type { LidbGroup, LidbRequest } from './contract.ts'
import { lidbFeature } from './feature.ts'
import { lidbOrder } from './process.ts'
import { readOrder } from './wanted.ts'

interface PlacedLidb {
  readonly order: OrderHead
  readonly groups: readonly LidbGroup[]
  readonly failed: readonly LineOutcome[]
}

/** Takes orders for calling names; the work is done afterwards. */
export class LidbOrders {
  readonly #database: Database
  readonly #supplied: boolean

  /** `supplied`: whether there is anybody who enters names. */
  constructor(database: Database, supplied: boolean) {
    this.#database = database
    this.#supplied = supplied
  }

  /**
   * Checks an order, stores it and queues its work; answers it as it then is, with the numbers that it cannot have. Throws what
   * `readOrder` throws, and 5078.
   */
  async place(accountId: number, request: LidbRequest, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<PlacedLidb> {
    const names = readOrder(request)
    return this.#database.transaction(async (tx) => {
      await requireFeature(tx, lidbFeature, accountId)
      const order = { id: newId(), accountId, createdBy: actor.userName, createdAt: at, at, supplied: this.#supplied }
      await openOrder(tx, lidbOrder, { ...order, customerOrderId: request.customerOrderId, note: wordingOf(lidbFeature).received })
      const { failed } = await claim(tx, lidbFeature, order, names)
      await queue(tx, lidbFeature, enterNames, order)
      return { order: await placedOrder(tx, accountId, lidbOrder, order.id), groups: names.stored, failed }
    })
  }
}
