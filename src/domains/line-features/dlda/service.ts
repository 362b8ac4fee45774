import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, amendOrder, openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { wordingOf } from '../feature.ts'
import { enterListings } from '../jobs.ts'
import { claim, letGo, queue, requireFeature, type Claiming } from '../place.ts'
import type { DldaRequest } from './contract.ts'
import { dldaErrors } from './errors.ts'
import { dldaFeature } from './feature.ts'
import { dldaOrder } from './process.ts'
import { readOrder, type WantedListings } from './wanted.ts'

interface DldaDependencies {
  readonly database: Database
  readonly clock: Clock
  /** Whether there is anybody who enters listings. */
  readonly supplied: boolean
}

interface Asking { readonly actor: Actor, readonly at: Date }
interface Changing extends Asking { readonly order: OrderHead, readonly log: Logger }

/** Takes orders for listings and changes of them; the work is done afterwards. */
export class DldaOrders {
  readonly #deps: DldaDependencies

  constructor(deps: DldaDependencies) {
    this.#deps = deps
  }

  /**
   * Checks an order, stores it, and has it handed over when it can no longer be changed; answers it as it then is. Throws what
   * `readOrder` throws, 5078, and 16104 with what is wrong with each number where none can be listed.
   */
  async place(accountId: number, request: DldaRequest, { actor, at }: Asking): Promise<OrderHead> {
    const { database, supplied } = this.#deps
    const listings = readOrder(request)
    return database.transaction(async (tx) => {
      await requireFeature(tx, dldaFeature, accountId)
      const order = { id: newId(), accountId, createdBy: actor.userName, createdAt: at, at, supplied }
      await openOrder(tx, dldaOrder, { ...order, customerOrderId: request.customerOrderId, note: wordingOf(dldaFeature).received })
      await this.#claim(tx, order, listings)
      await queue(tx, dldaFeature, enterListings, order)
      return placedOrder(tx, accountId, dldaOrder, order.id)
    })
  }

  /** Replaces what an order asks for. Throws as `place`, 16105 for an order that was handed over, and 16106 for one that has failed. */
  async change(accountId: number, request: DldaRequest, { order: { id, createdBy, createdAt }, actor, at, log }: Changing): Promise<OrderHead> {
    const { database, clock, supplied } = this.#deps
    const listings = readOrder(request)
    return database.transaction(async (tx) => {
      const changed = await advance(tx, { clock, log, actor: actor.userName }, dldaOrder, id, async ({ status }) => {
        if (status !== 'RECEIVED') return undefined
        await requireFeature(tx, dldaFeature, accountId)
        const claiming = { id, accountId, createdBy, createdAt, at, supplied }
        await letGo(tx, claiming, listings.wanted)
        await this.#claim(tx, claiming, listings)
        return { move: 'amend', message: wordingOf(dldaFeature).changed }
      })
      const order = await placedOrder(tx, accountId, dldaOrder, id)
      if (!changed) throw order.status === 'FAILED' ? dldaErrors.failed() : dldaErrors.inProcess()
      await amendOrder(tx, { id, actor: actor.userName, at }, { customerOrderId: request.customerOrderId })
      return placedOrder(tx, accountId, dldaOrder, id)
    })
  }

  async #claim(tx: Tx, order: Claiming, listings: WantedListings): Promise<void> {
    const { claimed, failed } = await claim(tx, dldaFeature, order, listings)
    if (claimed > 0) return
    const problems = failed.flatMap(({ subject, problem }) => problem ? [{ ...problem, tn: subject }] : [])
    throw new ApiError(400, [dldaErrors.noNumbers.problem(), ...problems])
  }
}
