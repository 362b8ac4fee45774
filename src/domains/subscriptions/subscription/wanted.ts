import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { eventTypeNames, orderTypeNames, type CallbackRequest, type SubscriptionRequest } from './contract.ts'
import { subscriptionErrors } from './errors.ts'

/** What a subscription is about: orders of a type (or one of them), or a kind of event. Names are in canonical spelling. */
export interface Subject {
  readonly orderType: string | null
  readonly orderId: string | null
  readonly eventType: string | null
}

/** A subscription as it was asked for, checked as far as it can be without looking anything up. */
export interface Wanted {
  readonly subject: Subject
  readonly url: string
  readonly user: string | null
  readonly expirySeconds: number
  readonly basic: { readonly username: string, readonly password: string } | null
  readonly publicKey: string | null
}

const canonical = (names: readonly string[], given: string) => names.find((name) => name.toLowerCase() === given.toLowerCase())
const shown = (text: string) => text.slice(0, 60)

function subjectOf({ orderType, orderId, eventType }: SubscriptionRequest): Subject {
  if ((orderType === undefined) === (eventType === undefined)) throw subscriptionErrors.kindMissing()
  if (orderId !== undefined && !isUuid(orderId)) throw commonErrors.invalidUuid({ value: shown(orderId) })
  if (eventType !== undefined) {
    const name = canonical(eventTypeNames, eventType)
    if (name === undefined) throw subscriptionErrors.eventTypeUnknown({ value: shown(eventType) })
    if (orderId !== undefined) throw subscriptionErrors.bodyInvalid({ reason: 'an OrderId goes with an OrderType only' })
    return { orderType: null, orderId: null, eventType: name }
  }
  const name = canonical(orderTypeNames, orderType ?? '')
  if (name === undefined) throw subscriptionErrors.orderTypeUnknown({ value: shown(orderType ?? ''), allowed: orderTypeNames.join(', ') })
  return { orderType: name, orderId: orderId?.toLowerCase() ?? null, eventType: null }
}

function callbackOf({ callbackSubscription: callback, emailSubscription }: SubscriptionRequest): CallbackRequest {
  if (callback && emailSubscription) {
    throw subscriptionErrors.bodyInvalid({ reason: 'it takes a CallbackSubscription or an EmailSubscription, and not both' })
  }
  if (emailSubscription) throw commonErrors.notBuilt({ operation: 'EmailSubscription (notification by mail)' })
  if (!callback) throw subscriptionErrors.bodyInvalid({ reason: 'it has neither a CallbackSubscription nor an EmailSubscription' })
  return callback
}

function basicOf({ callbackCredentials }: CallbackRequest): Wanted['basic'] {
  const basic = callbackCredentials?.basicAuthentication
  if (!basic) return null
  const { username, password } = basic
  if (username === undefined || password === undefined) throw subscriptionErrors.credentialsIncomplete()
  return { username, password }
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

function publicKeyOf({ callbackCredentials }: CallbackRequest): string | null {
  const key = callbackCredentials?.publicKey
  if (key === undefined) return null
  // The documented examples shorten their keys with "[...]"; whoever starts out by copying one is not refused for that.
  if (!BASE64.test(key.replaceAll('[...]', '').replace(/\s/g, ''))) throw subscriptionErrors.publicKeyUnreadable()
  return key
}

/** Reads a request. `refusalOf` says what speaks against a URL. Throws the documented refusals. */
export function readWanted(request: SubscriptionRequest, refusalOf: (url: string) => string | undefined): Wanted {
  const subject = subjectOf(request)
  const callback = callbackOf(request)
  if (callback.url === '') throw subscriptionErrors.urlEmpty()
  const refusal = refusalOf(callback.url)
  if (refusal !== undefined) throw subscriptionErrors.urlInvalid({ reason: refusal })
  return {
    subject, url: callback.url, user: callback.user ?? null, expirySeconds: callback.expiry,
    basic: basicOf(callback), publicKey: publicKeyOf(callback),
  }
}
