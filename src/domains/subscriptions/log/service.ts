import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { enqueueMany } from '../../../kernel/jobs/job.ts'
import { runDeliveries } from '../delivery/jobs.ts'
import { deliveryErrors } from '../errors.ts'
import {
  attemptsOf, latestAttempts, renewDeliveries, selectAttempt, selectDeliveries, selectDelivery,
  type AttemptFullRow, type AttemptSummaryRow, type DeliveryRow, type Selection,
} from './repository.ts'

export interface DeliveryPage {
  readonly deliveries: readonly DeliveryRow[]
  /** The latest attempt of each delivery that has any. */
  readonly attempts: ReadonlyMap<string, AttemptSummaryRow>
  /** The `page` that comes after this one. */
  readonly next: string | undefined
}

/** What has become of every notification, for those to whom it was or was not told. */
export class DeliveryLog {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async list(accountId: number, selection: Selection, page: string, size: number): Promise<DeliveryPage> {
    if (page !== '1' && !isUuid(page)) throw deliveryErrors.invalid({ reason: 'page is 1 or the id of a delivery' })
    const { db } = this.#database
    const rows = await selectDeliveries(db, accountId, selection, page === '1' ? undefined : page, size + 1)
    const deliveries = rows.slice(0, size)
    const attempts = await latestAttempts(db, deliveries.filter((row) => row.attempts > 0).map(({ id }) => id))
    return { deliveries, attempts: new Map(attempts.map((attempt) => [attempt.delivery_id, attempt])), next: rows.length > size ? deliveries.at(-1)?.id : undefined }
  }

  async get(accountId: number, id: string): Promise<{ delivery: DeliveryRow, attempts: readonly AttemptSummaryRow[] }> {
    const delivery = isUuid(id) ? await selectDelivery(this.#database.db, accountId, id) : undefined
    if (!delivery) throw notFound(accountId, id)
    return { delivery, attempts: await attemptsOf(this.#database.db, id) }
  }

  async attempt(accountId: number, id: string, number: number): Promise<AttemptFullRow> {
    const attempt = isUuid(id) ? await selectAttempt(this.#database.db, accountId, id, number) : undefined
    if (attempt) return attempt
    await this.get(accountId, id)
    throw deliveryErrors.attemptNotFound({ id, number })
  }

  /** Sends a notification again that was taken or given up. Throws where it still waits, or nobody is subscribed any more. */
  async redeliver(accountId: number, id: string, clock: Clock): Promise<void> {
    const { delivery } = await this.get(accountId, id)
    if (delivery.state === 'pending') throw deliveryErrors.underWay({ id })
    if (await this.#renew(accountId, { id }, clock) === 0) throw deliveryErrors.ended({ id })
  }

  /** Sends again what is selected and does not wait anyway. Answers how many notifications that are. */
  async redeliverAll(accountId: number, selection: Selection, clock: Clock): Promise<number> {
    const { subscriptionId, orderId, from } = selection
    if (subscriptionId === undefined && orderId === undefined && from === undefined) throw deliveryErrors.noSelection()
    return this.#renew(accountId, selection, clock)
  }

  async #renew(accountId: number, selection: Selection & { id?: string }, clock: Clock): Promise<number> {
    return this.#database.transaction(async (tx) => {
      const renewed = await renewDeliveries(tx, accountId, selection, clock.now())
      await enqueueMany(tx, runDeliveries, renewed.map(({ subscriptionId }) => ({ payload: { subscriptionId }, options: { accountId } })))
      return renewed.reduce((sum, { count }) => sum + count, 0)
    })
  }
}

const notFound = (accountId: number, id: string) => deliveryErrors.notFound({ id: id.slice(0, 60), account: accountId })
