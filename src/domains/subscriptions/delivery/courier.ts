import { offsetClock, type SystemClock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Metrics } from '../../../kernel/http/metrics.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import type { JobContext } from '../../../kernel/jobs/worker.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { orderStatusChanged } from '../../../kernel/orders/events.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import type { CallbackAttempt, CallbackSender } from '../ports.ts'
import { attemptText } from './attempt-text.ts'
import { Exclusive, type Progress } from './exclusive.ts'
import { retryTimer, runDeliveries } from './jobs.ts'
import { orderNotification } from './notification.ts'
import { accountOf, isDeliveryDue, pendingDeliveries, writeAttempts, type AttemptRow, type PendingDelivery } from './repository.ts'
import { retryAt } from './retry-schedule.ts'
import { SessionLocks } from './session-locks.ts'
import { Turn } from './turn.ts'

const CONTENT_TYPE = 'application/xml; charset=utf-8'

interface Dependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly metrics: Metrics
  readonly sealer: Sealer
  readonly sender: CallbackSender
}

interface Made { readonly row: AttemptRow, readonly text: string }

/** `more`: what was read is done; `waits`: the first that is left is due later; `gone`: there is no such subscription any more. */
type Outcome = 'more' | 'waits' | 'gone'

/**
 * Brings notifications to their subscribers: for one subscription strictly one after the other, each at least once,
 * until it is taken (2xx) or has failed nine times. Network first, database after: a process that dies in between has
 * what it had sent in the last moments sent again.
 */
export class Courier {
  readonly #deps: Dependencies
  readonly #exclusive: Exclusive

  constructor(deps: Dependencies) {
    this.#deps = deps
    this.#exclusive = new Exclusive(new SessionLocks(deps.database.pool))
  }

  /** Sends what is due for a subscription, for as long as its turn lasts; enqueues the rest. */
  async deliver({ subscriptionId }: { subscriptionId: string }, context: Pick<JobContext, 'signal' | 'log'>): Promise<void> {
    const { database, clock } = this.#deps
    const turn = new Turn(clock, context.signal)
    const progress = await this.#exclusive.run(subscriptionId,
      () => this.#deliver(subscriptionId, turn, context.log),
      () => isDeliveryDue(database.db, subscriptionId, clock.now()))
    if (progress === 'done') return
    await database.transaction(async (tx) => {
      const accountId = await accountOf(tx, subscriptionId)
      if (accountId !== undefined) await enqueue(tx, runDeliveries, { subscriptionId }, { accountId })
    })
  }

  async #deliver(subscriptionId: string, turn: Turn, log: Logger): Promise<Progress> {
    for (;;) {
      const batch = await pendingDeliveries(this.#deps.database.db, subscriptionId)
      if (batch.length === 0) return 'done'
      if (await this.#work(subscriptionId, batch, turn, log) !== 'more') return 'done'
      if (turn.isOver) return 'unfinished'
    }
  }

  async #work(subscriptionId: string, batch: readonly PendingDelivery[], turn: Turn, log: Logger): Promise<Outcome> {
    let unwritten: Made[] = []
    for (const delivery of batch) {
      // Also so where a clock was set back or the machines' clocks differ: what is not due yet is waited for.
      if (delivery.due_at > this.#now(delivery)) return this.#write(delivery, subscriptionId, unwritten, delivery.due_at)
      const made = await this.#attempt(subscriptionId, delivery, log)
      turn.countSend()
      unwritten.push(made)
      if (made.row.due_at !== null) return this.#write(delivery, subscriptionId, unwritten, made.row.due_at)
      if (!turn.isOver && !turn.mustWrite) continue
      const outcome = await this.#write(delivery, subscriptionId, unwritten, null)
      if (outcome === 'gone' || turn.isOver) return outcome
      turn.noteWritten()
      unwritten = []
    }
    const [last] = batch.slice(-1)
    return last && unwritten.length > 0 ? this.#write(last, subscriptionId, unwritten, null) : 'more'
  }

  #now({ clock_offset_ms: offsetMs }: PendingDelivery): Date {
    return offsetClock(this.#deps.clock, offsetMs).now()
  }

  async #attempt(subscriptionId: string, delivery: PendingDelivery, log: Logger): Promise<Made> {
    const { sender, metrics } = this.#deps
    const at = this.#now(delivery)
    const event = orderStatusChanged.payload.parse(delivery.payload)
    const body = orderNotification({ subscriptionId, event, customerOrderId: delivery.customer_order_id, numbers: delivery.numbers })
    const attempt = await sender.send({ url: delivery.url, body, contentType: CONTENT_TYPE, basic: this.#basicOf(delivery) })
    metrics.deliveries.inc({ outcome: attempt.outcome })
    const row = attemptRow(delivery, attempt, body, at, this.#now(delivery))
    if (row.state !== 'delivered') {
      const context = { subscriptionId, deliveryId: delivery.id, orderId: event.orderId, attempt: row.number, status: attempt.status, error: row.error }
      if (row.state === 'abandoned') log.warn(context, 'callback abandoned')
      else log.info({ ...context, retryAt: row.due_at }, 'callback failed')
    }
    return { row, text: attemptText(attempt) }
  }

  #basicOf({ username, sealed_password: sealed }: PendingDelivery): { username: string, password: string } | undefined {
    return username === null || sealed === null ? undefined : { username, password: this.#deps.sealer.open(sealed) }
  }

  /** Writes what was attempted, in one transaction with the timer for what comes next. */
  async #write({ account_id: accountId }: PendingDelivery, subscriptionId: string, made: readonly Made[], nextDue: Date | null): Promise<Outcome> {
    return this.#deps.database.transaction(async (tx) => {
      const last = made[made.length - 1]
      if (last && !await writeAttempts(tx, subscriptionId, last.text, made.map(({ row }) => row))) return 'gone'
      if (nextDue === null) return 'more'
      await setTimer(tx, runDeliveries, { subscriptionId }, { accountId, key: retryTimer(subscriptionId), dueAt: nextDue })
      return 'waits'
    })
  }
}

function attemptRow(delivery: PendingDelivery, attempt: CallbackAttempt, body: string, at: Date, endedAt: Date): AttemptRow {
  const number = delivery.attempts + 1
  const success = attempt.outcome === 'success'
  const dueAt = success ? undefined : retryAt(number, endedAt)
  return {
    delivery_id: delivery.id, number, at, url: delivery.url, request_body: body,
    state: success ? 'delivered' : dueAt ? 'pending' : 'abandoned',
    due_at: dueAt ?? null,
    outcome: attempt.outcome, response_status: attempt.status, response_head: attempt.responseHead, response_body: attempt.responseBody,
    error: attempt.error ? `${attempt.error.kind}: ${attempt.error.message}` : null,
    duration_ms: Math.round(attempt.durationMs),
  }
}
