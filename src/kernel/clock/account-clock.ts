import type { Tx } from '../db/database.ts'
import { offsetClock, type Clock } from './clock.ts'

/** The clock of an account, for jobs: requests are given theirs. Real time for no account and for one that is gone. */
export async function accountClock(tx: Tx, clock: Clock, accountId: number | null): Promise<Clock> {
  if (accountId === null) return clock
  const row = await tx.selectFrom('account').select('clock_offset_ms').where('id', '=', accountId).executeTakeFirst()
  return offsetClock(clock, row?.clock_offset_ms ?? 0)
}
