import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance } from '../../../kernel/orders/engine.ts'
import { startWaiting, type BackOrders } from './back-orders.ts'
import { fulfil } from './effects.ts'
import { numberOrder } from './process.ts'

interface Processing {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly backOrders: BackOrders
}

/** Fulfils an order that was placed. Back orders with the same criterion that came before it are served first. */
export async function processOrder({ database, clock, log, backOrders }: Processing, orderId: string): Promise<void> {
  let criterion: string | undefined
  const attempt = (ahead?: (criterion: string) => void) => database.transaction((tx) =>
    advance(tx, { clock, log, actor: 'System' }, numberOrder, orderId, async (order, at) => {
      const decision = await fulfil(tx, order, { clock: at, ahead })
      if (decision?.move === 'backOrder') await startWaiting(tx, order, at.now())
      return decision
    }))
  await attempt((found) => { criterion = found })
  if (criterion === undefined) return
  await backOrders.serve(criterion, { clock, log })
  await attempt()
}
