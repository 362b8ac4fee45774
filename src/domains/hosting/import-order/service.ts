import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { importErrors } from '../errors.ts'
import { readPlace } from '../place.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { requireImporting } from '../rights.ts'
import { begun, IMPORT, received } from '../wording.ts'
import type { ImportRequest } from './contract.ts'
import { processImport } from './jobs.ts'
import { importOrder } from './process.ts'
import { insertImport, type ImportDetails } from './repository.ts'
import { readImport } from './request.ts'

interface Placing { readonly actor: Actor, readonly at: Date, readonly log: Logger }

interface PlacedImport { readonly order: OrderHead, readonly details: ImportDetails }

/** Takes orders that import numbers; the work is done afterwards. */
export class Imports {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /**
   * Checks an order, stores it, lets it begin and queues its work; answers it as it then is. Throws 5150, and otherwise everything that is
   * wrong with it at once: what `readImport` finds, 7309, 7310 and 7312.
   */
  async place(accountId: number, request: ImportRequest, { actor, at, log }: Placing): Promise<PlacedImport> {
    const { problems, numbers, subscriber, authorizingPerson, loaType } = readImport(request)
    return this.#database.transaction(async (tx) => {
      await requireImporting(tx, accountId)
      const where = await readPlace(tx, accountId, request, importErrors)
      if (!('place' in where)) throw new ApiError(400, [...where.problems, ...problems])
      if (problems.length > 0) throw new ApiError(400, problems)
      const { siteId, peerId } = where.place
      const id = newId()
      await openOrder(tx, importOrder, {
        id, accountId, siteId, customerOrderId: request.customerOrderId || undefined, createdBy: actor.userName, at, note: received(IMPORT),
      })
      const details = { numbers, peerId, subscriber, authorizingPerson, loaType }
      await insertImport(tx, id, details)
      await advance(tx, { clock: this.#clock, log, actor: actor.userName }, importOrder, id, async () => begun(IMPORT))
      await enqueue(tx, processImport, { orderId: id }, { accountId })
      return { order: await placedOrder(tx, accountId, importOrder, id), details }
    })
  }
}
