import { z } from 'zod'
import { events, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { deliveryErrors } from '../errors.ts'

/** What is in the data of an event: what a callback would say, in JSON. */
const StreamedEvent = z.object({
  eventId: z.string(), at: z.date(),
  orderId: z.string().optional(), orderType: z.string().optional(), customerOrderId: z.string().optional(),
  status: z.string().optional(), message: z.string().optional(), note: z.string().optional(),
  completedTelephoneNumbers: z.array(z.string()).optional(),
  eventType: z.string().optional(), impactedTelephoneNumbers: z.array(z.string()).optional(),
}).meta({ id: 'StreamedEvent' })

export const streamEvents = operation({
  id: 'events-get',
  at: 'GET /accounts/{accountId}/events',
  group: 'deliveries',
  source: 'our own',
  summary: 'Follow what happens on an account as server-sent events. Last-Event-ID (or `after`) goes on where a connection ended; else only what is new comes.',
  params: z.object({ accountId: AccountId }),
  query: z.object({ after: z.string().regex(/^\d{1,18}$/, 'is not the id of an event of the stream').optional() }),
  replies: { 200: events(StreamedEvent) },
  errors: responseStatus('EventsResponse'),
  invalid: deliveryErrors.invalid,
  access: 'ROLE_API_SUBSCRIPTION:view',
})
