import { z } from 'zod'
import { defineEvent } from './event.ts'

/**
 * Something happened to subjects of an account (its telephone numbers, for example) through somebody else's doing.
 * Emitted for the account that suffers it, with the documented name of the event: MESSAGING_LOST.
 *
 * @example
 * await emit(tx, subjectsImpacted, loser.accountId, at, { eventType: 'MESSAGING_LOST', subjects: ['9195550100'] })
 */
export const subjectsImpacted = defineEvent({
  name: 'account.subjects-impacted', version: 1, payload: z.object({ eventType: z.string(), subjects: z.array(z.string()).readonly() }),
})
