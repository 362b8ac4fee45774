import type { Tx } from '../../kernel/db/database.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { numberReleased } from '../inventory/index.ts'
import { forgetDeclared } from './number-assignment/repository.ts'
import { serveOnReplenishment } from './number-order/back-orders.ts'
import { forgetOptions } from './tn-option/repository.ts'

/** Numbers have left an account: what it had set and declared of them goes. */
const forgetReleased: Reaction = {
  on: numberReleased.name,
  run: async (tx: Tx, events) => {
    for (const { accountId, payload } of events) {
      const { tns } = numberReleased.payload.parse(payload)
      await forgetOptions(tx, accountId, tns)
      await forgetDeclared(tx, accountId, tns)
    }
  },
}

/** What ordering does because something happened elsewhere. */
export const orderingReactions: readonly Reaction[] = [serveOnReplenishment, forgetReleased]
