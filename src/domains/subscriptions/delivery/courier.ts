import { offsetClock, type SystemClock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Metrics } from '../../../kernel/http/metrics.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { Places } from '../../../kernel/jobs/places.ts'
import type { JobContext } from '../../../kernel/jobs/worker.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import type { Attempt } from '../ports.ts'
import { attemptText } from './attempt-text.ts'
import { Exclusive, type Progress } from './exclusive.ts'
import { healthAfter } from './health.ts'
import { runDeliveries } from './jobs.ts'
import { Ledger } from './ledger.ts'
import type { Message, Messages } from './message.ts'
import { accountOf, type AttemptRow, type PendingDelivery } from './repository.ts'
import { retryAt, type RetrySchedule } from './retry-schedule.ts'
import { SessionLocks } from './session-locks.ts'
import { Turn } from './turn.ts'

interface Dependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly metrics: Metrics
  readonly messages: Messages
  readonly schedule: RetrySchedule
  /** After so long a time of failures a subscription is paused; null: never. */
  readonly pauseAfterMs: number | null
  /** Jobs that send at a time in this process. */
  readonly places: number
}

interface Made { readonly row: AttemptRow, readonly text: string }

/** `more`: what was read is done; `waits`: the first that is left is due later; `over`: gone or paused, nothing is sent any more. */
type Outcome = 'more' | 'waits' | 'over'

/**
 * Brings notifications to their subscribers: for one subscription strictly one after the other, each at least once,
 * until it is taken (2xx) or its schedule is at its end. Network first, database after: a process that dies in between has
 * what it had sent in the last moments sent again.
 */
export class Courier {
  readonly #deps: Dependencies
  readonly #exclusive: Exclusive
  readonly #places: Places
  readonly #ledger: Ledger

  constructor(deps: Dependencies) {
    this.#deps = deps
    this.#exclusive = new Exclusive(new SessionLocks(deps.database.pool))
    this.#places = new Places(deps.places, deps.clock)
    this.#ledger = new Ledger(deps.database, deps.clock)
  }

  /** Sends what is due for a subscription, for as long as its turn lasts; enqueues the rest. */
  async deliver({ subscriptionId }: { subscriptionId: string }, context: Pick<JobContext, 'signal' | 'log'>): Promise<void> {
    const { database, clock } = this.#deps
    const turn = new Turn(clock, context.signal)
    const progress = await this.#exclusive.run(subscriptionId,
      () => this.#deliver(subscriptionId, turn, context.log),
      () => this.#ledger.isDue(subscriptionId))
    if (progress !== 'unfinished') return
    await database.transaction(async (tx) => {
      const accountId = await accountOf(tx, subscriptionId)
      if (accountId !== undefined) await enqueue(tx, runDeliveries, { subscriptionId }, { accountId })
    })
  }

  async #deliver(subscriptionId: string, turn: Turn, log: Logger): Promise<Progress> {
    for (;;) {
      const batch = await this.#ledger.pending(subscriptionId)
      const [first] = batch
      if (!first) return 'done'
      // Not due yet, also where a clock was set back or the machines' clocks differ: it is waited for.
      if (first.due_at > this.#now(first)) {
        await this.#write(first, subscriptionId, [], first.due_at)
        return 'done'
      }
      const place = await this.#places.take({ accountId: first.account_id, target: targetOf(first) })
      if (place === undefined) {
        await this.#write(first, subscriptionId, [], new Date(this.#now(first).getTime() + this.#places.pauseMs(targetOf(first))))
        return 'later'
      }
      try {
        if (await this.#work(subscriptionId, batch, turn, log) !== 'more') return 'done'
      } finally {
        place.leave()
      }
      if (turn.isOver) return 'unfinished'
    }
  }

  async #work(subscriptionId: string, batch: readonly PendingDelivery[], turn: Turn, log: Logger): Promise<Outcome> {
    let unwritten: Made[] = []
    for (const message of this.#messagesOf(subscriptionId, batch)) {
      const [delivery] = message.deliveries
      if (delivery === undefined) continue
      if (delivery.due_at > this.#now(delivery)) return this.#write(delivery, subscriptionId, unwritten, delivery.due_at)
      const made = await this.#attempt(subscriptionId, message, delivery, log)
      turn.countSend()
      unwritten.push(...made)
      const dueAt = made[0]?.row.due_at ?? null
      if (dueAt !== null) return this.#write(delivery, subscriptionId, unwritten, dueAt)
      if (!turn.isOver && !turn.mustWrite) continue
      const outcome = await this.#write(delivery, subscriptionId, unwritten, null)
      if (outcome === 'over' || turn.isOver) return outcome
      turn.noteWritten()
      unwritten = []
    }
    const [last] = batch.slice(-1)
    return last && unwritten.length > 0 ? this.#write(last, subscriptionId, unwritten, null) : 'more'
  }

  * #messagesOf(subscriptionId: string, batch: readonly PendingDelivery[]): Generator<Message> {
    const { messages } = this.#deps
    let rest = batch
    for (let [first] = rest; first !== undefined; [first] = rest) {
      const { day, digest } = first
      if (digest !== 'DAILY') {
        rest = rest.slice(1)
        yield messages.single(subscriptionId, first)
        continue
      }
      const end = rest.findIndex((delivery) => delivery.day !== day)
      const ofDay = rest.slice(1, end < 0 ? undefined : end)
      rest = rest.slice(ofDay.length + 1)
      yield messages.digest(subscriptionId, [first, ...ofDay])
    }
  }

  #now({ clock_offset_ms: offsetMs }: PendingDelivery): Date {
    return offsetClock(this.#deps.clock, offsetMs).now()
  }

  async #attempt(subscriptionId: string, message: Message, first: PendingDelivery, log: Logger): Promise<Made[]> {
    const { metrics } = this.#deps
    const at = this.#now(first)
    const attempt = await message.send(at)
    metrics.deliveries.inc({ outcome: attempt.outcome })
    const endedAt = this.#now(first)
    const text = attemptText(attempt)
    const made = message.deliveries.map((delivery, index) =>
      ({ row: this.#rowOf(delivery, message.url, message.bodies[index] ?? '', attempt, at, endedAt), text }))
    const [row] = made.map((each) => each.row)
    if (row && row.state !== 'delivered') {
      const context = { subscriptionId, deliveryId: first.id, attempt: row.number, status: attempt.status, error: row.error }
      if (row.state === 'abandoned') log.warn(context, 'notification abandoned')
      else log.info({ ...context, retryAt: row.due_at }, 'notification failed')
    }
    return made
  }

  #rowOf(delivery: PendingDelivery, url: string, body: string, attempt: Attempt, at: Date, endedAt: Date): AttemptRow {
    const number = delivery.attempts + 1
    const success = attempt.outcome === 'success'
    const dueAt = success || attempt.isFinal === true ? undefined : retryAt(delivery.retry_seconds ?? this.#deps.schedule, number - delivery.tries_before, endedAt)
    return {
      delivery_id: delivery.id, number, at, url, request_head: attempt.requestHead, request_body: body,
      state: success ? 'delivered' : dueAt ? 'pending' : 'abandoned',
      due_at: dueAt ?? null,
      outcome: attempt.outcome, response_status: attempt.status, response_head: attempt.responseHead, response_body: attempt.responseBody,
      error: attempt.error ? `${attempt.error.kind}: ${attempt.error.message}` : null,
      duration_ms: Math.round(attempt.durationMs),
    }
  }

  /** Writes what was attempted, in one transaction with the timer for what comes next. */
  async #write({ account_id: accountId }: PendingDelivery, subscriptionId: string, made: readonly Made[], nextDue: Date | null): Promise<Outcome> {
    const last = made[made.length - 1]
    const rows = made.map(({ row }) => row)
    const health = last && healthAfter(rows, last.text, this.#deps.pauseAfterMs)
    const written = await this.#ledger.write({ accountId, subscriptionId, report: health && { subscriptionId, health, rows }, nextDue })
    return written === 'gone' || written === 'paused' ? 'over' : nextDue === null ? 'more' : 'waits'
  }
}

/** What hangs together when it hangs: one server, or the mail server. */
function targetOf({ url }: PendingDelivery): string {
  return url === null ? 'mail' : URL.parse(url.replace(/^[\s"]+|[\s"]+$/g, ''))?.host ?? url
}
