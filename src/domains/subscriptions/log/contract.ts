import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { deliveryErrors } from '../errors.ts'

const State = z.enum(['pending', 'delivered', 'abandoned'])

const AttemptSummary = z.object({
  number: z.int(), at: z.date(), outcome: z.string(), responseStatus: z.int().optional(), error: z.string().optional(), durationMs: z.int(),
})

const DeliveryView = z.object({
  id: z.string().meta({ description: 'Also the webhook-id of the callback' }),
  subscriptionId: z.string(), event: z.string(), eventId: z.string(), orderId: z.string().optional(), state: State,
  createdAt: z.date(), dueAt: z.date().optional(), settledAt: z.date().optional(), attempts: z.int(),
  latestAttempt: AttemptSummary.optional(),
})
export type DeliveryView = z.output<typeof DeliveryView>

const AttemptView = AttemptSummary.extend({
  deliveryId: z.string(), url: z.string(), requestHead: z.string(), requestBody: z.string(), responseHead: z.string().optional(), responseBody: z.string().optional(),
})

const PageOfDeliveries = z.object({
  links: z.object({ first: z.string(), next: z.string().optional() }), deliveries: list(DeliveryView, 'Delivery'),
}).meta({ id: 'DeliveryPage' })
const OneDelivery = z.object({ delivery: DeliveryView, attemptList: list(AttemptSummary, 'Attempt') }).meta({ id: 'DeliveryWithAttempts' })
const OneAttempt = z.object({ attempt: AttemptView }).meta({ id: 'DeliveryAttempt' })
const Redelivered = z.object({ count: z.int() }).meta({ id: 'Redelivered' })

const selection = {
  subscriptionId: z.uuid().optional(), orderId: z.uuid().optional(),
  from: z.date().optional().meta({ description: 'Created at this instant or later' }),
  to: z.date().optional().meta({ description: 'Created before this instant' }),
}
const params = z.object({ accountId: AccountId })
const oneParams = params.extend({ deliveryId: OpaqueId })
const shared = { group: 'deliveries', source: 'our own', invalid: deliveryErrors.invalid } as const
const [view, update] = ['ROLE_API_SUBSCRIPTION:view', 'ROLE_API_SUBSCRIPTION:update'] as const

export const listDeliveries = operation({
  ...shared,
  id: 'deliveries-get',
  at: 'GET /accounts/{accountId}/deliveries',
  summary: 'List notifications, newest first: what was told to whom, what waits, what was given up.',
  params,
  query: z.object({
    ...selection, state: State.optional(),
    page: z.string().max(36).default('1').meta({ description: '1, or the delivery after which a page begins, as in the link to it' }),
    size: z.int().min(1).max(500).default(50),
  }),
  replies: { 200: answers('DeliveriesResponse', PageOfDeliveries) },
  errors: responseStatus('DeliveriesResponse'),
  access: view,
})

export const getDelivery = operation({
  ...shared,
  id: 'deliveries-id-get',
  at: 'GET /accounts/{accountId}/deliveries/{deliveryId}',
  summary: 'Read one notification and the attempts to deliver it.',
  params: oneParams,
  replies: { 200: answers('DeliveryResponse', OneDelivery) },
  errors: responseStatus('DeliveryResponse'),
  access: view,
})

export const getAttempt = operation({
  ...shared,
  id: 'deliveries-id-attempts-id-get',
  at: 'GET /accounts/{accountId}/deliveries/{deliveryId}/attempts/{number}',
  summary: 'Read one attempt in full: what was sent, what was answered, how long it took. Credentials are left out.',
  params: oneParams.extend({ number: z.string().regex(/^\d{1,9}$/).transform(Number) }),
  replies: { 200: answers('AttemptResponse', OneAttempt) },
  errors: responseStatus('AttemptResponse'),
  access: view,
})

export const redeliverOne = operation({
  ...shared,
  id: 'deliveries-id-redeliver-post',
  at: 'POST /accounts/{accountId}/deliveries/{deliveryId}/redeliver',
  summary: 'Send one notification again, with a whole schedule of retries.',
  params: oneParams,
  replies: { 202: answers('RedeliveryResponse', Redelivered) },
  errors: responseStatus('RedeliveryResponse'),
  access: update,
})

export const redeliverMany = operation({
  ...shared,
  id: 'redeliveries-post',
  at: 'POST /accounts/{accountId}/redeliveries',
  summary: 'Send notifications again: of a subscription, of an order, of a range, or all since an instant. In their old order; those that wait anyway are not counted.',
  params,
  body: z.object({ ...selection, state: z.enum(['delivered', 'abandoned']).optional() }).meta({ id: 'RedeliveryRequest', xml: { name: 'Redelivery' } }),
  bodyRoots: ['Redelivery'],
  replies: { 202: answers('RedeliveryResponse', Redelivered) },
  errors: responseStatus('RedeliveryResponse'),
  access: update,
})
