import { z } from 'zod'
import { defineEvent } from '../../../kernel/events/event.ts'
import { subjectsImpacted } from '../../../kernel/events/subjects-impacted.ts'
import { orderNoteAdded, orderStatusChanged } from '../../../kernel/orders/events.ts'

/** Somebody asked to see whether a subscription works. Told to that subscription alone. */
export const subscriptionTested = defineEvent({ name: 'subscription.tested', version: 1, payload: z.object({ by: z.string() }) })

/** What subscribers are told about. */
export const toldEvents = [orderStatusChanged.name, orderNoteAdded.name, subjectsImpacted.name] as const
