import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import {
  createSubscription, deleteSubscription, getSubscription, listSubscriptions, updateSubscription, type SubscriptionView,
} from './contract.ts'
import type { SubscriptionRow } from './repository.ts'
import type { SubscriptionService } from './service.ts'

function credentialsOf({ username, public_key: publicKey }: SubscriptionRow): NonNullable<SubscriptionView['callbackSubscription']>['callbackCredentials'] {
  if (username === null && publicKey === null) return undefined
  return { basicAuthentication: username === null ? undefined : { username }, publicKey: publicKey ?? undefined }
}

function viewOf(row: SubscriptionRow): SubscriptionView {
  return {
    subscriptionId: row.id,
    orderType: row.order_type ?? undefined,
    orderId: row.order_id ?? undefined,
    eventType: row.event_type ?? undefined,
    emailSubscription: row.email === null ? undefined : { email: row.email, digestRequested: row.digest ?? 'NONE' },
    callbackSubscription: row.url === null ? undefined : {
      url: row.url, user: row.callback_user ?? undefined, expiry: row.expiry_seconds ?? 0,
      status: row.last_attempt ?? undefined, callbackCredentials: credentialsOf(row),
    },
  }
}

export const subscriptionRoutes = (subscriptions: SubscriptionService): readonly Route[] => [
  handle(createSubscription, async ({ params: { accountId }, body, actor, clock, link }) => {
    const id = await subscriptions.create(accountId, body, actor.userName, clock)
    return reply(201, undefined, { Location: link(`/accounts/${accountId}/subscriptions/${id}`) })
  }),
  handle(listSubscriptions, async ({ params: { accountId }, clock }) => {
    const rows = await subscriptions.list(accountId, clock)
    return reply(200, { subscriptions: rows.map(viewOf) })
  }),
  handle(getSubscription, async ({ params: { accountId, subscriptionid }, clock }) => {
    const row = await subscriptions.get(accountId, subscriptionid, clock)
    return reply(200, { subscriptions: [viewOf(row)] })
  }),
  handle(updateSubscription, async ({ params: { accountId, subscriptionid }, body, clock }) => {
    await subscriptions.update(accountId, subscriptionid, body, clock)
    return reply(200)
  }),
  handle(deleteSubscription, async ({ params: { accountId, subscriptionid }, clock }) => {
    await subscriptions.remove(accountId, subscriptionid, clock)
    return reply(200)
  }),
]
