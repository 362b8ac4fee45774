import type { Tx } from '../../../kernel/db/database.ts'
import { countInService } from '../../inventory/index.ts'
import { db } from '../db.ts'
import { orderingErrors } from '../errors.ts'
import { countWaiting } from '../number-order/queue.ts'

/** What an order would add to what its account has. */
interface Asked {
  readonly numbers: number
  readonly waits: boolean
}

/**
 * Throws 5007 where an order goes beyond what the operator lets the account order (`setLimits`). Orders that are
 * placed at the same moment may together go beyond it: the limit is there to stop a runaway program, not to count.
 */
export async function checkLimits(tx: Tx, accountId: number, { numbers, waits }: Asked): Promise<void> {
  const limit = await db(tx).selectFrom('ordering_limit').select(['numbers_per_order', 'numbers_in_service', 'open_back_orders'])
    .where('account_id', '=', accountId).executeTakeFirst()
  if (!limit) return
  const { numbers_per_order: perOrder, numbers_in_service: inService, open_back_orders: waiting } = limit
  if (perOrder !== null && numbers > perOrder) throw orderingErrors.tooMany({ most: perOrder, count: numbers })
  if (inService !== null) {
    const held = await countInService(tx, accountId)
    if (held + numbers > inService) throw orderingErrors.tooManyHeld({ most: inService, held, count: numbers })
  }
  if (waits && waiting !== null && await countWaiting(tx, accountId) >= waiting) throw orderingErrors.tooManyWaiting({ most: waiting })
}
