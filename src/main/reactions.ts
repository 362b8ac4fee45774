import { emergencyReactions } from '../domains/emergency/index.ts'
import { hostingReactions } from '../domains/hosting/index.ts'
import { lineFeatureReactions } from '../domains/line-features/index.ts'
import { orderingReactions } from '../domains/ordering/index.ts'
import type { Subscriptions } from '../domains/subscriptions/index.ts'
import type { Reaction } from '../kernel/events/relay.ts'

/** What happens because something happened elsewhere: every link between domains that is not a call down. */
export function reactions(domains: { readonly subscriptions: Subscriptions }): readonly Reaction[] {
  return [
    // stock.replenished -> back orders are served; number.released, number.renewed -> options and declarations are forgotten
    ...orderingReactions,
    // number.released, number.renewed -> calling names and listings are taken out
    ...lineFeatureReactions,
    // number.released by another account's order -> MESSAGING_LOST for the one that had it
    ...hostingReactions,
    // number.released, number.renewed -> their emergency addresses are forgotten, here and at the emergency service
    ...emergencyReactions,
    // order.status-changed -> callbacks and mails to those who subscribed
    ...domains.subscriptions.reactions,
  ]
}
