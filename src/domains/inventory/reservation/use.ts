import type { Tx } from '../../../kernel/db/database.ts'
import { cancelTimers } from '../../../kernel/jobs/timer.ts'
import { expiryTimer } from './jobs.ts'
import { markUsed } from './repository.ts'

/** An order that takes reserved numbers, and the reservations that it names. */
export interface ReservationUse {
  readonly accountId: number
  readonly ids: readonly string[]
  readonly tns: readonly string[]
  readonly orderId: string
}

/** Ends reservations because an order takes their numbers. Answers the numbers; ids of others and of nobody are passed over. */
export async function useReservations(tx: Tx, use: ReservationUse): Promise<string[]> {
  const used = await markUsed(tx, use)
  await cancelTimers(tx, used.map(({ id }) => expiryTimer(id)))
  return used.map(({ tn }) => tn)
}
