import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { advance, openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { importErrors } from '../errors.ts'
import { readNumbers } from '../../numbering/index.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { begun, received, REMOVAL } from '../wording.ts'
import type { RemovalRequest } from './contract.ts'
import { processRemoval } from './jobs.ts'
import { removalOrder } from './process.ts'
import { insertRemoval } from './repository.ts'

interface Placing { readonly actor: Actor, readonly at: Date, readonly log: Logger }

interface PlacedRemoval { readonly order: OrderHead, readonly numbers: readonly string[] }

/** Takes orders that let imported numbers go; the work is done afterwards. */
export class Removals {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Checks an order, stores it, lets it begin and queues its work; answers it as it then is. Throws, all at once, 7318, 7201, 7314, 7316 and 7360. */
  async place(accountId: number, { customerOrderId, telephoneNumbers }: RemovalRequest, { actor, at, log }: Placing): Promise<PlacedRemoval> {
    const { tns, problems } = readNumbers(telephoneNumbers ?? [], importErrors)
    const wrong = [...isCustomerOrderId(customerOrderId) ? [] : [importErrors.customerOrderId.problem()], ...problems]
    if (wrong.length > 0) throw new ApiError(400, wrong)
    return this.#database.transaction(async (tx) => {
      const id = newId()
      await openOrder(tx, removalOrder, { id, accountId, customerOrderId: customerOrderId || undefined, createdBy: actor.userName, at, note: received(REMOVAL) })
      await insertRemoval(tx, id, tns)
      await advance(tx, { clock: this.#clock, log, actor: actor.userName }, removalOrder, id, async () => begun(REMOVAL))
      await enqueue(tx, processRemoval, { orderId: id }, { accountId })
      return { order: await placedOrder(tx, accountId, removalOrder, id), numbers: tns }
    })
  }
}
