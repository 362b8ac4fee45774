import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, type OrderRow } from '../../../kernel/orders/engine.ts'
import { startWaiting, type BackOrders } from './back-orders.ts'
import { fulfil } from './effects.ts'
import { numberOrder } from './process.ts'
import { findDetails } from './repository.ts'

interface Processing {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly backOrders: BackOrders
}

/** Fulfils an order that was placed. Back orders with the same criterion that came before it are served first. */
export async function processOrder({ database, clock, log, backOrders }: Processing, orderId: string): Promise<void> {
  let criterion: string | undefined
  const attempt = (ahead?: (criterion: string) => void) => database.transaction(async (tx) => {
    const stored = findDetails(tx, orderId)
    const decide = async (order: OrderRow, at: Clock) => {
      const decision = await fulfil(tx, order, { stored, clock: at, ahead })
      if (decision?.move === 'backOrder') await startWaiting(tx, order, at.now())
      return decision
    }
    await Promise.all([stored, advance(tx, { clock, log, actor: 'System' }, numberOrder, orderId, decide)])
  })
  await attempt((found) => { criterion = found })
  if (criterion === undefined) return
  await backOrders.serve(criterion, { clock, log })
  await attempt()
}
