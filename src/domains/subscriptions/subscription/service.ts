import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid, newId } from '../../../kernel/ids/ids.ts'
import { cancelTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { resumeSending } from '../delivery/again.ts'
import { retryTimer } from '../delivery/jobs.ts'
import type { SubscriptionRequest } from './contract.ts'
import { notFound, subscriptionErrors } from './errors.ts'
import {
  countGlobal, deleteSubscription, hasSame, insertSubscription, liveSubscription, liveSubscriptions, lockCreation, lockSubscription, orderExists,
  replaceSubscription, type SubscriptionDefinition, type SubscriptionRow,
} from './repository.ts'
import { readWanted, type TargetRules, type Wanted, type WantedCallback } from './wanted.ts'

/** The last instant whose year has four digits; an account's clock never gets there. */
const LATEST = Date.UTC(9999, 11, 31)

interface Dependencies {
  readonly database: Database
  readonly sealer: Sealer
  readonly sender: TargetRules
  readonly log: Logger
  /** Live subscriptions of one account that are not about one order. */
  readonly globalMax: number
}

interface KeptCredentials { readonly username: string | null, readonly sealed_password: string | null }

/** Subscriptions of accounts. Clocks are the accounts' own; one that has expired is treated as if it were gone. */
export class SubscriptionService {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /** Stores a subscription and answers its id. Throws the documented refusals, 409 for one that exists already. */
  async create(accountId: number, request: SubscriptionRequest, createdBy: string, clock: Clock): Promise<string> {
    const { database, log, globalMax } = this.#deps
    const wanted = readWanted(request, this.#deps.sender)
    const id = newId()
    await database.transaction(async (tx) => {
      await this.#requireOrder(tx, accountId, wanted)
      await lockCreation(tx, accountId)
      const now = clock.now()
      const row = this.#definitionOf(wanted, now)
      if (await hasSame(tx, accountId, wanted.subject, row, now, id)) throw subscriptionErrors.duplicate()
      if (row.order_id === null && await countGlobal(tx, accountId, now) >= globalMax) throw subscriptionErrors.tooMany({ maximum: globalMax })
      await insertSubscription(tx, { ...row, id, account_id: accountId, created_by: createdBy, created_at: now })
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

  /**
   * Replaces a subscription by what is asked for now; what waits to be sent goes to the new target. Only a password may be
   * left out: it is never returned, so a client that sends back what it read keeps the one it had, for the same user name.
   */
  async update(accountId: number, id: string, request: SubscriptionRequest, clock: Clock): Promise<void> {
    const { database, log } = this.#deps
    if (!isUuid(id)) throw notFound(accountId, id)
    await database.transaction(async (tx) => {
      await lockCreation(tx, accountId)
      const now = clock.now()
      const kept = await lockSubscription(tx, accountId, id, now)
      if (!kept) throw notFound(accountId, id)
      const wanted = readWanted(request, this.#deps.sender)
      await this.#requireOrder(tx, accountId, wanted)
      const row = this.#definitionOf(wanted, now, kept)
      if (await hasSame(tx, accountId, wanted.subject, row, now, id)) throw subscriptionErrors.duplicate()
      await replaceSubscription(tx, id, row)
      await resumeSending(tx, { accountId, subscriptionId: id.toLowerCase(), now })
    })
    log.info({ subscriptionId: id, account: accountId }, 'subscription updated')
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

  #definitionOf({ subject, told }: Wanted, now: Date, kept?: KeptCredentials): SubscriptionDefinition {
    const about = { order_type: subject.orderType, order_id: subject.orderId, event_type: subject.eventType, kind: told.kind }
    if (told.kind === 'email') {
      return {
        ...about, url: null, callback_user: null, username: null, sealed_password: null, public_key: null,
        email: told.email, digest: told.digest, expiry_seconds: null, expires_at: new Date(LATEST),
      }
    }
    return {
      ...about, url: told.url, callback_user: told.user, username: told.basic?.username ?? null,
      sealed_password: this.#passwordOf(told, kept), public_key: told.publicKey, email: null, digest: null,
      expiry_seconds: told.expirySeconds, expires_at: new Date(Math.min(now.getTime() + told.expirySeconds * 1000, LATEST)),
    }
  }

  #passwordOf({ basic }: WantedCallback, kept?: KeptCredentials): string | null {
    if (!basic) return null
    if (basic.password !== undefined) return this.#deps.sealer.seal(basic.password)
    if (kept?.username !== basic.username) throw subscriptionErrors.credentialsIncomplete()
    return kept.sealed_password
  }
}
