import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { resumeSending } from '../delivery/again.ts'
import { runDeliveries } from '../delivery/jobs.ts'
import type { RetrySchedule } from '../delivery/retry-schedule.ts'
import { newSigningSecret } from '../delivery/signature.ts'
import { deliveryErrors } from '../errors.ts'
import { notFound } from '../subscription/errors.ts'
import { endPause, healthOf, lockLive, planTest, replaceSecret, retriesOf, setRetries, type HealthRow } from './repository.ts'

/** How long a replaced key goes on signing beside the new one, so that receivers can change at their leisure. */
const OLD_SECRET_MS = 24 * 3_600_000

/** When notifications of a subscription are tried again, and whether that is its own schedule. */
export interface Retries { readonly own: boolean, readonly pauses: RetrySchedule }

/** What keeps a subscription working: looking at it, testing it, resuming it, its signing key, its schedule of retries. */
export class SubscriptionCare {
  readonly #database: Database
  readonly #sealer: Sealer
  readonly #schedule: RetrySchedule

  /** `schedule`: of subscriptions that have none of their own. */
  constructor(database: Database, sealer: Sealer, schedule: RetrySchedule) {
    this.#database = database
    this.#sealer = sealer
    this.#schedule = schedule
  }

  async health(accountId: number, id: string, clock: Clock): Promise<HealthRow> {
    const row = isUuid(id) ? await healthOf(this.#database.db, accountId, id, clock.now()) : undefined
    if (!row) throw notFound(accountId, id)
    return row
  }

  /** Sends a test. Answers the id of its delivery. Throws for a subscription that is paused. */
  async test(accountId: number, id: string, by: string, clock: Clock): Promise<string> {
    return this.#locked(accountId, id, clock, async (tx, { paused }, now) => {
      if (paused) throw deliveryErrors.paused({ id })
      const deliveryId = await planTest(tx, accountId, id, by, now)
      await enqueue(tx, runDeliveries, { subscriptionId: id.toLowerCase() }, { accountId })
      return deliveryId
    })
  }

  async resume(accountId: number, id: string, clock: Clock): Promise<void> {
    await this.#locked(accountId, id, clock, async (tx, _state, now) => {
      await endPause(tx, id)
      await resumeSending(tx, { accountId, subscriptionId: id.toLowerCase(), now })
    })
  }

  /** Makes a signing key, which nobody can read again, and answers it with the instant until which an earlier one signs, too. */
  async renewSecret(accountId: number, id: string, clock: Clock): Promise<{ secret: string, previousUntil: Date | undefined }> {
    return this.#locked(accountId, id, clock, async (tx, { sealed_secret: before }, now) => {
      const secret = newSigningSecret()
      const until = new Date(now.getTime() + OLD_SECRET_MS)
      await replaceSecret(tx, id, this.#sealer.seal(secret), until)
      return { secret, previousUntil: before === null ? undefined : until }
    })
  }

  async retries(accountId: number, id: string, clock: Clock): Promise<Retries> {
    const pauses = isUuid(id) ? await retriesOf(this.#database.db, accountId, id, clock.now()) : undefined
    if (pauses === undefined) throw notFound(accountId, id)
    return { own: pauses !== null, pauses: pauses ?? this.#schedule }
  }

  /** Sets a schedule of its own, or takes it back with null. What waits for its next attempt already goes on waiting. */
  async setRetries(accountId: number, id: string, pauses: RetrySchedule | null, clock: Clock): Promise<Retries> {
    return this.#locked(accountId, id, clock, async (tx) => {
      await setRetries(tx, id, pauses)
      return { own: pauses !== null, pauses: pauses ?? this.#schedule }
    })
  }

  async #locked<T>(
    accountId: number, id: string, clock: Clock, work: (tx: Tx, state: { paused: boolean, sealed_secret: string | null }, now: Date) => Promise<T>,
  ): Promise<T> {
    if (!isUuid(id)) throw notFound(accountId, id)
    return this.#database.transaction(async (tx) => {
      const now = clock.now()
      const state = await lockLive(tx, accountId, id, now)
      if (!state) throw notFound(accountId, id)
      return work(tx, state, now)
    })
  }
}
