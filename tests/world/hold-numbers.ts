import { randomUUID } from 'node:crypto'
import { assignNumbers, pickAvailable, type Criteria } from '../../src/domains/inventory/index.ts'
import type { World } from './world.ts'

/** Where numbers are put in service, and when. */
export interface Holder {
  readonly account: number
  readonly site: number
  readonly peer: number
  readonly at?: Date
}

/** Puts the first numbers that fit in service on an account, without an order; answers them ascending, and the order id they got. */
export async function holdNumbers(world: World, holder: Holder, criteria: Criteria, quantity: number): Promise<{ tns: string[], orderId: string }> {
  const orderId = randomUUID()
  const tns = await world.database.transaction(async (tx) => {
    const picked = await pickAvailable(tx, holder.account, criteria, quantity)
    await assignNumbers(tx, picked, {
      accountId: holder.account, siteId: holder.site, peerId: holder.peer, orderId, orderType: 'NEW_NUMBER_ORDER', protected: false,
      at: holder.at ?? new Date('2026-03-01T12:00:00.810Z'), actor: 'sandbox',
    })
    return picked
  })
  if (tns.length !== quantity) throw new Error(`only ${tns.length} of ${quantity} numbers fit ${JSON.stringify(criteria)}`)
  return { tns, orderId }
}
