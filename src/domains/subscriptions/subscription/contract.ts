import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { subscriptionErrors } from './errors.ts'

/** In the documented spelling; clients may write them in any case. */
export const orderTypeNames = [
  'portins', 'portouts', 'orders', 'disconnects', 'dldas', 'lsrorders', 'e911s', 'tnoptions', 'externalTns', 'lidb',
  'bulkPortins', 'importtnorders', 'removeImportedTnOrders', 'csrs',
] as const
export const eventTypeNames = ['MESSAGING_LOST'] as const

/** About 7,900 years; such a subscription ends with the calendar of four-digit years. */
const EXPIRY_SECONDS_MAX = 250_000_000_000

const atMost = (length: number) => z.string().max(length, `is longer than ${length} characters`)

const CallbackRequest = z.object({
  url: named(z.string().default(''), 'URL'),
  user: atMost(300).optional(),
  expiry: z.int('is a whole number of seconds').min(1, 'is below 1').max(EXPIRY_SECONDS_MAX, `is above ${EXPIRY_SECONDS_MAX}`),
  callbackCredentials: z.object({
    basicAuthentication: z.object({
      username: atMost(100).regex(/^[^:]*$/, 'contains a colon, which HTTP Basic cannot carry').optional(),
      password: atMost(1000).optional(),
    }).optional(),
    publicKey: atMost(20_000).optional(),
  }).optional(),
})

const EmailRequest = z.object({
  email: atMost(254).default(''),
  digestRequested: atMost(100).default(''),
})

export const SubscriptionRequest = z.object({
  orderType: atMost(100).optional(),
  orderId: atMost(100).optional(),
  eventType: atMost(100).optional(),
  emailSubscription: EmailRequest.optional(),
  callbackSubscription: CallbackRequest.optional(),
}).meta({ id: 'SubscriptionRequest', xml: { name: 'Subscription' } })
export type SubscriptionRequest = z.output<typeof SubscriptionRequest>
export type EmailRequest = z.output<typeof EmailRequest>
export type CallbackRequest = z.output<typeof CallbackRequest>

const SubscriptionView = z.object({
  subscriptionId: z.string(),
  orderType: z.string().optional(),
  orderId: z.string().optional(),
  eventType: z.string().optional(),
  emailSubscription: z.object({ email: z.string(), digestRequested: z.string() }).optional(),
  callbackSubscription: z.object({
    url: named(z.string(), 'URL'),
    user: z.string().optional(),
    expiry: z.int(),
    status: z.string().optional(),
    callbackCredentials: z.object({
      basicAuthentication: z.object({ username: z.string() }).optional(),
      publicKey: z.string().optional(),
    }).optional(),
  }).optional(),
})
export type SubscriptionView = z.output<typeof SubscriptionView>

/** One subscription is answered as a list of one, which is what clients read. */
const SubscriptionList = z.object({ subscriptions: list(SubscriptionView, 'Subscription') })
  .meta({ id: 'SubscriptionList', xml: { name: 'SubscriptionsResponse' } })

const params = z.object({ accountId: AccountId })
const oneParams = z.object({ accountId: AccountId, subscriptionid: OpaqueId })
const errors = responseStatus('SubscriptionsResponse')
const group = 'subscriptions'

export const createSubscription = operation({
  id: 'subscriptions-post',
  at: 'POST /accounts/{accountId}/subscriptions',
  group,
  summary: 'Ask for a callback or a mail whenever orders of a type, one order, or numbers change.',
  params,
  body: SubscriptionRequest,
  bodyRoots: ['Subscription'],
  replies: { 201: null },
  errors,
  invalid: subscriptionErrors.bodyInvalid,
  access: 'ROLE_API_SUBSCRIPTION:update',
})

export const listSubscriptions = operation({
  id: 'subscriptions-get',
  at: 'GET /accounts/{accountId}/subscriptions',
  group,
  summary: 'List the subscriptions of an account that have not expired, oldest first.',
  params,
  replies: { 200: answers('SubscriptionsResponse', SubscriptionList) },
  errors,
  access: 'ROLE_API_SUBSCRIPTION:view',
})

export const getSubscription = operation({
  id: 'subscriptions-id-get',
  at: 'GET /accounts/{accountId}/subscriptions/{subscriptionid}',
  group,
  summary: 'Read a subscription and what came of the latest callback.',
  params: oneParams,
  replies: { 200: answers('SubscriptionsResponse', SubscriptionList) },
  errors,
  access: 'ROLE_API_SUBSCRIPTION:view',
})

export const updateSubscription = operation({
  id: 'subscriptions-id-put',
  at: 'PUT /accounts/{accountId}/subscriptions/{subscriptionid}',
  group,
  summary: 'Replace what a subscription is about and how it is told. Its expiry begins anew, and a pause ends.',
  params: oneParams,
  body: SubscriptionRequest,
  bodyRoots: ['Subscription'],
  replies: { 200: null },
  errors,
  invalid: subscriptionErrors.bodyInvalid,
  access: 'ROLE_API_SUBSCRIPTION:update',
})

export const deleteSubscription = operation({
  id: 'subscriptions-id-delete',
  at: 'DELETE /accounts/{accountId}/subscriptions/{subscriptionid}',
  group,
  summary: 'End a subscription. Callbacks that are still to be sent for it are dropped.',
  params: oneParams,
  replies: { 200: null },
  errors,
  access: 'ROLE_API_SUBSCRIPTION:update',
})
