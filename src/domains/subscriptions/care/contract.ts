import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { deliveryErrors } from '../errors.ts'

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

const MOST_RETRIES = 50
const LONGEST_PAUSE_SECONDS = 999_999
const Pauses = list(z.int().min(0).max(LONGEST_PAUSE_SECONDS), 'Seconds').max(MOST_RETRIES)
  .meta({ description: 'Seconds before each retry; as many retries as there are pauses, none for none' })
const Retries = z.object({ own: z.boolean().meta({ description: 'False: the schedule of all subscriptions' }), pauses: Pauses }).meta({ id: 'RetrySchedule' })

const retries = {
  ...shared, replies: { 200: answers('RetrySchedule', Retries) }, errors: responseStatus('RetrySchedule'), invalid: deliveryErrors.invalid,
} as const
const at = '/accounts/{accountId}/subscriptions/{subscriptionid}/retries'

export const getRetries = operation({
  ...retries, id: 'subscriptions-id-retries-get', at: `GET ${at}`, summary: 'Read when failed notifications of a subscription are tried again.',
  access: 'ROLE_API_SUBSCRIPTION:view',
})

export const putRetries = operation({
  ...retries, id: 'subscriptions-id-retries-put', at: `PUT ${at}`,
  summary: 'Give a subscription a schedule of retries of its own. It counts from the next failed attempt on.',
  body: z.object({ pauses: Pauses }).meta({ id: 'RetryScheduleRequest', xml: { name: 'RetrySchedule' } }), access: 'ROLE_API_SUBSCRIPTION:update',
})

export const deleteRetries = operation({
  ...retries, id: 'subscriptions-id-retries-delete', at: `DELETE ${at}`, summary: 'Let the schedule of all subscriptions count for one again.',
  access: 'ROLE_API_SUBSCRIPTION:update',
})
