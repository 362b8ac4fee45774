import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, amendOrder } from '../../../kernel/orders/engine.ts'
import { orderingErrors } from '../errors.ts'
import { stopWaiting } from './back-orders.ts'
import { checkName } from './service.ts'
import { close } from './effects.ts'
import { numberOrder } from './process.ts'

export interface OrderChange {
  readonly name?: string | undefined
  readonly customerOrderId?: string | undefined
  readonly closeOrder?: boolean | undefined
}

interface Changing {
  readonly orderId: string
  readonly actor: string
  /** On the account's clock. */
  readonly at: Date
  readonly log: Logger
}

/**
 * Changes name and customer order id of an order, and closes a back order; all or nothing. Throws 5052, 5002, and 5060 for
 * closing an order that does not wait.
 */
export async function changeOrder(
  { database, clock }: { readonly database: Database, readonly clock: Clock }, change: OrderChange, { orderId, actor, at, log }: Changing,
): Promise<void> {
  checkName(change)
  await database.transaction(async (tx) => {
    await amendOrder(tx, { id: orderId, actor, at }, { name: change.name || undefined, customerOrderId: change.customerOrderId || undefined })
    if (!change.closeOrder) return
    const closed = await advance(tx, { clock, log, actor }, numberOrder, orderId, async (order) => {
      if (order.status !== 'BACKORDERED') return undefined
      await stopWaiting(tx, orderId)
      return close(tx, order)
    })
    if (!closed) throw orderingErrors.closeRefused()
  })
}
