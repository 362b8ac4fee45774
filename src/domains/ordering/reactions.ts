import type { Reaction } from '../../kernel/events/relay.ts'
import { whenNumbersLeave } from '../inventory/index.ts'
import { forgetDeclared } from './number-assignment/repository.ts'
import { serveOnReplenishment } from './number-order/back-orders.ts'
import { forgetOptions } from './tn-option/repository.ts'

/** Numbers have left an account, or begin anew there: what it had set and declared of them goes. */
const forgetReleased = whenNumbersLeave(async (tx, { accountId, tns }) => {
  await forgetOptions(tx, accountId, tns)
  await forgetDeclared(tx, accountId, tns)
})

/** What ordering does because something happened elsewhere. */
export const orderingReactions: readonly Reaction[] = [serveOnReplenishment, forgetReleased]
