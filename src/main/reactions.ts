import { orderingReactions } from '../domains/ordering/index.ts'
import type { Subscriptions } from '../domains/subscriptions/index.ts'
import type { Reaction } from '../kernel/events/relay.ts'

/** What happens because something happened elsewhere: every link between domains that is not a call down. */
export function reactions(domains: { readonly subscriptions: Subscriptions }): readonly Reaction[] {
  return [
    // stock.replenished -> back orders are served; number.released -> options and declarations are forgotten
    ...orderingReactions,
    // order.status-changed -> callbacks and mails to those who subscribed
    ...domains.subscriptions.reactions,
  ]
}
