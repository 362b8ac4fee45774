import type { Tx } from '../../kernel/db/database.ts'
import { emit } from '../../kernel/events/event.ts'
import type { Reaction } from '../../kernel/events/relay.ts'
import { subjectsImpacted } from '../../kernel/events/subjects-impacted.ts'
import { numberReleased } from '../inventory/index.ts'

/** Another account's order took numbers away, and their messages with them: the one that had them may hear of it. */
const tellMessagingLost: Reaction = {
  on: numberReleased.name,
  run: async (tx: Tx, events) => {
    for (const { accountId, at, payload } of events) {
      const { to, tns } = numberReleased.payload.parse(payload)
      if (to === 'Taken') await emit(tx, subjectsImpacted, accountId, at, { eventType: 'MESSAGING_LOST', subjects: tns })
    }
  },
}

/** What hosted messaging does because something happened elsewhere. */
export const hostingReactions: readonly Reaction[] = [tellMessagingLost]
