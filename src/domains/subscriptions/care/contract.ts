import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'

const params = z.object({ accountId: AccountId, subscriptionid: OpaqueId })
const shared = { group: 'deliveries', source: 'our own', params } as const

const Health = z.object({
  subscriptionId: z.string(),
  state: z.enum(['active', 'failing', 'paused']),
  failingSince: z.date().optional(),
  pausedAt: z.date().optional(),
  waiting: z.int().meta({ description: 'Notifications that are still to be delivered, at most 1000 are counted' }),
  lagSeconds: z.number().meta({ description: 'Age of the oldest notification that is due and not delivered' }),
  attempts: z.int(), failures: z.int(),
  signed: z.boolean().meta({ description: 'Whether callbacks bear a webhook-signature' }),
}).meta({ id: 'SubscriptionHealth' })
export type Health = z.output<typeof Health>

export const getHealth = operation({
  ...shared,
  id: 'subscriptions-id-health-get',
  at: 'GET /accounts/{accountId}/subscriptions/{subscriptionid}/health',
  summary: 'Read how a subscription is doing: whether it is paused, what waits, how much has failed.',
  replies: { 200: answers('SubscriptionHealth', Health) },
  errors: responseStatus('SubscriptionHealth'),
  access: 'ROLE_API_SUBSCRIPTION:view',
})

export const testSubscription = operation({
  ...shared,
  id: 'subscriptions-id-test-post',
  at: 'POST /accounts/{accountId}/subscriptions/{subscriptionid}/test',
  summary: 'Send a notification with the status TEST, to see whether it arrives.',
  replies: { 202: answers('TestResponse', z.object({ deliveryId: z.string() }).meta({ id: 'SubscriptionTest' })) },
  errors: responseStatus('TestResponse'),
  access: 'ROLE_API_SUBSCRIPTION:update',
})

export const resumeSubscription = operation({
  ...shared,
  id: 'subscriptions-id-resume-post',
  at: 'POST /accounts/{accountId}/subscriptions/{subscriptionid}/resume',
  summary: 'End the pause of a subscription and send what waits, in its order. Does no harm where it is not paused.',
  replies: { 200: answers('SubscriptionHealth', Health) },
  errors: responseStatus('SubscriptionHealth'),
  access: 'ROLE_API_SUBSCRIPTION:update',
})

export const renewSecret = operation({
  ...shared,
  id: 'subscriptions-id-secret-post',
  at: 'POST /accounts/{accountId}/subscriptions/{subscriptionid}/secret',
  summary: 'Make a key with which callbacks are signed from now on. It is told in this answer only; the one before goes on signing for a day.',
  replies: {
    201: answers('SecretResponse', z.object({ secret: z.string(), previousUntil: z.date().optional() }).meta({ id: 'SubscriptionSecret' })),
  },
  errors: responseStatus('SecretResponse'),
  access: 'ROLE_API_SUBSCRIPTION:update',
})
