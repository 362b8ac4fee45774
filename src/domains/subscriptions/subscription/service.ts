import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid, newId } from '../../../kernel/ids/ids.ts'
import { cancelTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { retryTimer } from '../delivery/jobs.ts'
import type { CallbackSender } from '../ports.ts'
import type { SubscriptionRequest } from './contract.ts'
import { subscriptionErrors } from './errors.ts'
import {
  deleteSubscription, hasSame, insertSubscription, liveSubscription, liveSubscriptions, lockCreation, orderExists, type SubscriptionRow,
} from './repository.ts'
import { readWanted, type Wanted } from './wanted.ts'

/** The last instant whose year has four digits; an account's clock never gets there. */
const LATEST = Date.UTC(9999, 11, 31)

interface Dependencies {
  readonly database: Database
  readonly sealer: Sealer
  readonly sender: CallbackSender
  readonly log: Logger
}

/** Subscriptions of accounts. Clocks are the accounts' own; one that has expired is treated as if it were gone. */
export class SubscriptionService {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /** Stores a callback subscription and answers its id. Throws the documented refusals, 409 for one that exists already. */
  async create(accountId: number, request: SubscriptionRequest, createdBy: string, clock: Clock): Promise<string> {
    const { database, sender, log } = this.#deps
    const wanted = readWanted(request, (url) => sender.refusalOf(url))
    const id = newId()
    await database.transaction(async (tx) => {
      await this.#requireOrder(tx, accountId, wanted)
      await lockCreation(tx, accountId)
      const now = clock.now()
      if (await hasSame(tx, accountId, wanted.subject, wanted.url, now)) throw subscriptionErrors.duplicate()
      await insertSubscription(tx, this.#rowOf(id, accountId, wanted, createdBy, now))
    })
    log.info({ subscriptionId: id, account: accountId, ...wanted.subject }, 'subscription created')
    return id
  }

  list(accountId: number, clock: Clock): Promise<SubscriptionRow[]> {
    return liveSubscriptions(this.#deps.database.db, accountId, clock.now())
  }

  async get(accountId: number, id: string, clock: Clock): Promise<SubscriptionRow> {
    const row = isUuid(id) ? await liveSubscription(this.#deps.database.db, accountId, id, clock.now()) : undefined
    if (!row) throw notFound(accountId, id)
    return row
  }

  /** Ends a subscription; its deliveries that are still to be sent are dropped with it. */
  async remove(accountId: number, id: string, clock: Clock): Promise<void> {
    const { database, log } = this.#deps
    if (!isUuid(id)) throw notFound(accountId, id)
    await database.transaction(async (tx) => {
      if (!await deleteSubscription(tx, accountId, id, clock.now())) throw notFound(accountId, id)
      await cancelTimer(tx, retryTimer(id.toLowerCase()))
    })
    log.info({ subscriptionId: id, account: accountId }, 'subscription deleted')
  }

  async #requireOrder(tx: Tx, accountId: number, { subject: { orderType, orderId } }: Wanted): Promise<void> {
    if (orderType === null || orderId === null) return
    // Another account's order is refused in the same words, so nobody learns that it exists.
    if (!await orderExists(tx, accountId, orderType, orderId)) throw subscriptionErrors.orderUnknown({ order: orderId, type: orderType })
  }

  #rowOf(id: string, accountId: number, { subject, url, user, expirySeconds, basic, publicKey }: Wanted, createdBy: string, now: Date) {
    return {
      id, account_id: accountId, order_type: subject.orderType, order_id: subject.orderId, event_type: subject.eventType,
      url, callback_user: user, username: basic?.username ?? null,
      sealed_password: basic ? this.#deps.sealer.seal(basic.password) : null, public_key: publicKey,
      expiry_seconds: expirySeconds, expires_at: new Date(Math.min(now.getTime() + expirySeconds * 1000, LATEST)),
      created_by: createdBy, created_at: now,
    }
  }
}

const notFound = (accountId: number, id: string) => subscriptionErrors.notFound({ id: id.slice(0, 60), account: accountId })
