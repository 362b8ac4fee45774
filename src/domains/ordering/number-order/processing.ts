import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
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

async function tryOrder(tx: Tx, { clock, log }: Processing, orderId: string, ahead?: (criterion: string) => void): Promise<void> {
  const stored = findDetails(tx, orderId)
  const decide = async (order: OrderRow, at: Clock) => {
    const decision = await fulfil(tx, order, { stored, clock: at, ahead })
    if (decision?.move === 'backOrder') await startWaiting(tx, order, at.now())
    return decision
  }
  await Promise.all([stored, advance(tx, { clock, log, actor: 'System' }, numberOrder, orderId, decide)])
}

/** Fulfils an order that was placed. Back orders with the same criterion that came before it are served first. */
export async function processOrder(processing: Processing, orderId: string): Promise<void> {
  const { database, clock, log, backOrders } = processing
  let criterion: string | undefined
  await database.transaction((tx) => tryOrder(tx, processing, orderId, (found) => { criterion = found }))
  if (criterion === undefined) return
  await backOrders.serve(criterion, { clock, log })
  await database.transaction((tx) => tryOrder(tx, processing, orderId))
}

/**
 * Fulfils an order for a few listed numbers, together with others of that kind. Two that list the same number do not agree:
 * the second one's assignment fails, and both are done again, one after the other.
 */
export async function processFew(processing: Processing, orderId: string): Promise<void> {
  await processing.database.together('process number orders', (tx) => tryOrder(tx, processing, orderId))
}
