import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** Refusals of our own operations around subscriptions; codes repeat the status. */
export const deliveryErrors = defineErrors('deliveries', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  noSelection: { code: 400, status: 400, text: 'Say which deliveries: by SubscriptionId, OrderId or From.' },
  notFound: { code: 404, status: 404, text: "Delivery '{id}' is not found on account {account}." },
  attemptNotFound: { code: 404, status: 404, text: "Delivery '{id}' has no attempt {number}." },
  underWay: { code: 409, status: 409, text: "Delivery '{id}' is still waiting to be sent." },
  ended: { code: 409, status: 409, text: "The subscription of delivery '{id}' has expired." },
  paused: { code: 409, status: 409, text: "Subscription '{id}' is paused; resume it first." },
  tooManyStreams: { code: 429, status: 429, text: 'Account {account} has {maximum} streams open, and may not have more in one process.' },
})
