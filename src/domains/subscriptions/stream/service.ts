import type { SystemClock } from '../../../kernel/clock/clock.ts'
import type { ServerSentEvent } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Bell } from '../../../kernel/events/bell.ts'
import { notificationOf } from '../delivery/notification.ts'
import { deliveryErrors } from '../errors.ts'
import { eventsAfter, lastPosition, type StreamedRow } from './repository.ts'

/** Something goes over the wire at least this often, so that neither side takes the other for dead. */
const SILENCE_MAX_MS = 15_000
/** After this a stream ends, so that rights which were taken away count; clients come back by themselves. */
const LIFE_MS = 15 * 60_000
const RETRY_MS = 1_000
const STREAMS_PER_ACCOUNT = 20

interface Dependencies {
  readonly database: Database
  readonly clock: SystemClock
  /** Rings when events were relayed. */
  readonly bell: Bell
}

/** What happens on accounts, for those who ask instead of being called. */
export class EventStreams {
  readonly #deps: Dependencies
  readonly #open = new Map<number, number>()

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /**
   * Events of an account from a place in its stream on, or from now. Ends by itself after a while. Throws at once where the
   * account has too many streams.
   */
  follow(accountId: number, after: string | undefined): AsyncIterable<ServerSentEvent> {
    if ((this.#open.get(accountId) ?? 0) >= STREAMS_PER_ACCOUNT) throw deliveryErrors.tooManyStreams({ account: accountId, maximum: STREAMS_PER_ACCOUNT })
    return this.#events(accountId, after)
  }

  async * #events(accountId: number, after: string | undefined): AsyncGenerator<ServerSentEvent> {
    const { database, clock, bell } = this.#deps
    this.#open.set(accountId, (this.#open.get(accountId) ?? 0) + 1)
    try {
      const endMs = clock.monotonicMs() + LIFE_MS
      let position = after === undefined ? await lastPosition(database.db, accountId) : Number(after)
      yield { retryMs: RETRY_MS, id: String(position) }
      while (!bell.isSilenced && clock.monotonicMs() < endMs) {
        // Heard of from here on: what is relayed while the events are read is not waited for.
        const heard = bell.heard(SILENCE_MAX_MS)
        const rows = await eventsAfter(database.db, accountId, position)
        for (const row of rows) {
          yield eventOf(row)
          position = row.position
        }
        if (rows.length > 0) continue
        await heard
        if (!bell.isSilenced) yield { comment: 'alive' }
      }
    } finally {
      const left = (this.#open.get(accountId) ?? 1) - 1
      if (left > 0) this.#open.set(accountId, left)
      else this.#open.delete(accountId)
    }
  }
}

function eventOf({ position, id, name, at, payload, customer_order_id: customerOrderId, numbers }: StreamedRow): ServerSentEvent {
  const { subscriptionId: _nobody, ...news } = notificationOf({ subscriptionId: '', eventName: name, payload, customerOrderId, numbers })
  return { id: String(position), event: name, data: { eventId: id, at, ...news } }
}
