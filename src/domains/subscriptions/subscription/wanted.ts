import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import type { CallbackSender } from '../ports.ts'
import { eventTypeNames, orderTypeNames, type CallbackRequest, type EmailRequest, type SubscriptionRequest } from './contract.ts'
import { subscriptionErrors } from './errors.ts'

/** What a subscription is about: orders of a type (or one of them), or a kind of event. Names are in canonical spelling. */
export interface Subject {
  readonly orderType: string | null
  readonly orderId: string | null
  readonly eventType: string | null
}

export interface WantedCallback {
  readonly kind: 'callback'
  readonly url: string
  readonly user: string | null
  readonly expirySeconds: number
  /** Without a password where the subscriber repeats what we returned, which has none: the stored one is meant then. */
  readonly basic: { readonly username: string, readonly password: string | undefined } | null
  readonly publicKey: string | null
}

export interface WantedEmail {
  readonly kind: 'email'
  readonly email: string
  readonly digest: Digest
}

export type Digest = 'NONE' | 'DAILY'

/** A subscription as it was asked for, checked as far as it can be without looking anything up. */
export interface Wanted {
  readonly subject: Subject
  readonly told: WantedCallback | WantedEmail
}

/** What the sending of callbacks says about a request. */
export type TargetRules = Pick<CallbackSender, 'refusalOf' | 'canPin'>

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

// One @, no blanks or control characters, nothing that a mail header or an address list would read as more than one address.
const EMAIL = /^[^\s\p{Cc}@<>()[\]\\,;:"]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u

const digests: readonly Digest[] = ['NONE', 'DAILY']

function emailOf({ email, digestRequested }: EmailRequest): WantedEmail {
  if (!EMAIL.test(email)) throw subscriptionErrors.bodyInvalid({ reason: 'Email is not one mail address' })
  const digest = digests.find((name) => name === digestRequested.toUpperCase())
  if (digest === undefined) throw subscriptionErrors.digestInvalid({ value: shown(digestRequested) })
  return { kind: 'email', email, digest }
}

function basicOf({ callbackCredentials }: CallbackRequest): WantedCallback['basic'] {
  const basic = callbackCredentials?.basicAuthentication
  if (!basic) return null
  const { username, password } = basic
  if (username === undefined) throw subscriptionErrors.credentialsIncomplete()
  return { username, password }
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
/** How the documented examples shorten their keys. */
const PLACEHOLDER = '[...]'

function publicKeyOf({ callbackCredentials, url }: CallbackRequest, rules: TargetRules): string | null {
  const key = callbackCredentials?.publicKey
  if (key === undefined) return null
  if (!BASE64.test(key.replaceAll(PLACEHOLDER, '').replace(/\s/g, ''))) throw subscriptionErrors.publicKeyUnreadable()
  // Whoever starts out by copying a documented example is not refused for its key. Over TLS such a key fits no server.
  const mustBeRead = !key.includes(PLACEHOLDER) && !/^[\s"]*http:/i.test(url)
  if (mustBeRead && !rules.canPin(key)) throw subscriptionErrors.publicKeyUnreadable()
  return key
}

function callbackOf(callback: CallbackRequest, rules: TargetRules): WantedCallback {
  if (callback.url === '') throw subscriptionErrors.urlEmpty()
  const refusal = rules.refusalOf(callback.url)
  if (refusal !== undefined) throw subscriptionErrors.urlInvalid({ reason: refusal })
  return {
    kind: 'callback', url: callback.url, user: callback.user ?? null, expirySeconds: callback.expiry,
    basic: basicOf(callback), publicKey: publicKeyOf(callback, rules),
  }
}

/** Reads a request. Throws the documented refusals. */
export function readWanted(request: SubscriptionRequest, rules: TargetRules): Wanted {
  const subject = subjectOf(request)
  const { callbackSubscription: callback, emailSubscription: email } = request
  if (callback && email) throw subscriptionErrors.bodyInvalid({ reason: 'it takes a CallbackSubscription or an EmailSubscription, and not both' })
  if (email) return { subject, told: emailOf(email) }
  if (callback) return { subject, told: callbackOf(callback, rules) }
  throw subscriptionErrors.bodyInvalid({ reason: 'it has neither a CallbackSubscription nor an EmailSubscription' })
}
