import { defineErrors, type ApiError } from '../../../kernel/errors/catalogue.ts'

/** Errors of subscriptions. Codes and meanings are the documented ones; the documentation gives no texts. */
export const subscriptionErrors = defineErrors('subscriptions', {
  orderTypeUnknown: { code: 14500, status: 400, text: "OrderType '{value}' is not one of {allowed}." },
  bodyInvalid: { code: 14501, status: 400, text: 'The subscription is not valid: {reason}' },
  digestInvalid: { code: 14502, status: 400, text: "DigestRequested '{value}' is neither NONE nor DAILY." },
  urlEmpty: { code: 14503, status: 400, text: 'The callback URL is empty.' },
  publicKeyUnreadable: { code: 14504, status: 400, text: 'The PublicKey cannot be read; send a certificate or public key in PEM form, Base64-coded.' },
  credentialsIncomplete: { code: 14505, status: 400, text: 'BasicAuthentication needs both Username and Password.' },
  urlInvalid: { code: 14506, status: 400, text: 'The callback URL {reason}.' },
  eventTypeUnknown: { code: 14507, status: 400, text: "EventType '{value}' is not MESSAGING_LOST." },
  kindMissing: { code: 14508, status: 400, text: 'A subscription needs either an OrderType or an EventType, and not both.' },
  notFound: { code: 16000, status: 404, text: "Subscription '{id}' is not found on account {account}." },
  orderUnknown: { code: 16004, status: 404, text: "Order '{order}' of type {type} is not found." },
  tooMany: { code: 16006, status: 400, text: 'An account can have {maximum} subscriptions to all orders of a type or to an event, and has them.' },
  duplicate: { code: 16008, status: 409, text: 'The same subscription exists already.' },
})

/** No live subscription of the account has this id, whatever it may be elsewhere. */
export const notFound = (accountId: number, id: string): ApiError => subscriptionErrors.notFound({ id: id.slice(0, 60), account: accountId })
