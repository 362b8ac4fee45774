import type { SystemClock } from '../../../kernel/clock/clock.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { composeDigest, composeMail } from '../mail/compose.ts'
import type { Attempt, CallbackSender, Mailer } from '../ports.ts'
import { notificationOf, notificationXml, type NotificationValue } from './notification.ts'
import type { PendingDelivery } from './repository.ts'
import { webhookHeaders } from './signature.ts'

const CONTENT_TYPE = 'application/xml; charset=utf-8'

interface Dependencies {
  readonly clock: SystemClock
  readonly sealer: Sealer
  readonly sender: CallbackSender
  readonly mailer: Mailer
}

/** One thing to send: a callback, a mail, or a digest of several deliveries. */
export interface Message {
  readonly deliveries: readonly PendingDelivery[]
  /** Where it goes; for a mail in the form `mailto:`. */
  readonly url: string
  /** What is on record for each of the deliveries. */
  readonly bodies: readonly string[]
  /** `at` is account time. */
  send(at: Date): Promise<Attempt>
}

const newsOf = (subscriptionId: string, delivery: PendingDelivery): NotificationValue => notificationOf({
  subscriptionId, eventName: delivery.event_name, payload: delivery.payload, customerOrderId: delivery.customer_order_id, numbers: delivery.numbers,
})

/** Puts into words what is to be sent, and knows how. */
export class Messages {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /** The message for a delivery that stands alone. */
  single(subscriptionId: string, delivery: PendingDelivery): Message {
    const value = newsOf(subscriptionId, delivery)
    return delivery.email === null ? this.#callback(delivery, delivery.url ?? '', value) : this.#mail(delivery, delivery.email, value)
  }

  /** The message for all deliveries of one day; there is at least one. */
  digest(subscriptionId: string, [first, ...rest]: readonly [PendingDelivery, ...PendingDelivery[]]): Message {
    const deliveries = [first, ...rest]
    const to = first.email ?? ''
    const entries = deliveries.map((delivery) => ({ at: delivery.event_at, value: newsOf(subscriptionId, delivery) }))
    const { lines, ...composed } = composeDigest({ accountId: first.account_id, subscriptionId, day: first.day, timeZone: first.time_zone, entries })
    return {
      deliveries, url: `mailto:${to}`, bodies: lines,
      send: (at) => this.#deps.mailer.send({ ...composed, id: first.id, accountId: first.account_id, to, at }),
    }
  }

  #callback(delivery: PendingDelivery, url: string, value: NotificationValue): Message {
    const body = notificationXml(value)
    return {
      deliveries: [delivery], url, bodies: [body],
      send: (at) => this.#deps.sender.send({
        url, body, contentType: CONTENT_TYPE, basic: this.#basicOf(delivery), publicKey: delivery.public_key ?? undefined,
        headers: webhookHeaders({ id: delivery.id, at: this.#deps.clock.now(), body }, this.#secretsOf(delivery, at)),
      }),
    }
  }

  #mail(delivery: PendingDelivery, to: string, value: NotificationValue): Message {
    const composed = composeMail({ accountId: delivery.account_id, timeZone: delivery.time_zone, entry: { at: delivery.event_at, value } })
    return {
      deliveries: [delivery], url: `mailto:${to}`, bodies: [composed.text],
      send: (at) => this.#deps.mailer.send({ ...composed, id: delivery.id, accountId: delivery.account_id, to, at }),
    }
  }

  #basicOf({ username, sealed_password: sealed }: PendingDelivery): { username: string, password: string } | undefined {
    return username === null || sealed === null ? undefined : { username, password: this.#deps.sealer.open(sealed) }
  }

  #secretsOf({ sealed_secret: secret, sealed_old_secret: old, old_secret_until: until }: PendingDelivery, at: Date): string[] {
    const sealed = [secret, until !== null && until > at ? old : null]
    return sealed.flatMap((each) => each === null ? [] : [this.#deps.sealer.open(each)])
  }
}
