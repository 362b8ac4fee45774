import { createHash } from 'node:crypto'
import { addDuration } from '../../../kernel/clock/duration.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { Reaction } from '../../../kernel/events/relay.ts'
import { enqueueMany } from '../../../kernel/jobs/job.ts'
import { cancelTimer, setTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, type OrderRow } from '../../../kernel/orders/engine.ts'
import { stockReplenished } from '../../inventory/index.ts'
import { areaCodeOf, criterionOf } from './criterion.ts'
import { retry } from './effects.ts'
import { retryBackOrder, serveBackOrders } from './jobs.ts'
import { numberOrder } from './process.ts'
import { criterionIn, joinQueue, leaveQueue, lockQueue, nextInQueue, queuesFor } from './queue.ts'
import { findDetails } from './repository.ts'
import { readSelection } from './selection.ts'

/** How long a back order waits between two tries of its own; numbers that become available are tried at once. */
const BETWEEN_TRIES = { months: 0, ms: 3_600_000 }

const timerOf = (orderId: string) => `order:${orderId}:retry`

async function setRetry(tx: Tx, { id, accountId }: Pick<OrderRow, 'id' | 'accountId'>, now: Date): Promise<void> {
  await setTimer(tx, retryBackOrder, { orderId: id }, { accountId, key: timerOf(id), dueAt: addDuration(now, BETWEEN_TRIES) })
}

/** Puts an order that has just been backordered in its queue, to be tried again. `now` is on its account's clock. */
export async function startWaiting(tx: Tx, order: Pick<OrderRow, 'id' | 'accountId'>, now: Date): Promise<void> {
  const details = await findDetails(tx, order.id)
  const wanted = details && readSelection(details.selection)
  if (wanted?.kind !== 'search') throw new Error(`order ${order.id} cannot wait`)
  await joinQueue(tx, { orderId: order.id, accountId: order.accountId, criterion: criterionOf(wanted.criteria), areaCode: areaCodeOf(wanted.criteria) })
  await setRetry(tx, order, now)
}

/** Takes an order out of its queue, because it is filled or closed. */
export async function stopWaiting(tx: Tx, orderId: string): Promise<void> {
  await leaveQueue(tx, orderId)
  await cancelTimer(tx, timerOf(orderId))
}

interface Work { readonly clock: Clock, readonly log: Logger }

/** Serves orders that wait for numbers: those with one criterion first come, first served. */
export class BackOrders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Offers what is available to the orders that wait with a criterion, one transaction each. `due` is the one whose own time
   * for a try has come: its try is told in its history even where it finds nothing.
   */
  async serve(criterion: string, work: Work, due?: string): Promise<void> {
    for (let last: string | undefined; ;) {
      const after = last
      const next = await this.#database.transaction(async (tx) => {
        await lockQueue(tx, criterion)
        const orderId = await nextInQueue(tx, criterion, after)
        if (orderId !== undefined) await this.#tryOne(tx, orderId, { ...work, told: orderId === due })
        return orderId
      })
      if (next === undefined) return
      last = next
    }
  }

  /** Tries an order because its own time has come, after those that wait before it. */
  async retry(orderId: string, work: Work): Promise<void> {
    const criterion = await criterionIn(this.#database.db, orderId)
    if (criterion !== undefined) await this.serve(criterion, work, orderId)
  }

  async #tryOne(tx: Tx, orderId: string, { clock, log, told }: Work & { readonly told: boolean }): Promise<void> {
    await advance(tx, { clock, log, actor: 'System' }, numberOrder, orderId, async (order, at) => {
      const decision = await retry(tx, order, { clock: at, told })
      if (decision && decision.move !== 'retry') await stopWaiting(tx, orderId)
      else if (told) await setRetry(tx, order, at.now())
      return decision
    })
  }
}

/** Numbers have become available: whoever waits for such numbers is served. */
export const serveOnReplenishment: Reaction = {
  on: stockReplenished.name,
  run: async (tx, events) => {
    const areaCodes = new Set(events.flatMap(({ payload }) => stockReplenished.payload.parse(payload).areaCodes))
    const queues = await queuesFor(tx, [...areaCodes])
    await enqueueMany(tx, serveBackOrders, queues.map(({ criterion, accountId }) => ({
      payload: { criterion }, options: { accountId, key: `back-orders:${accountId}:${createHash('sha256').update(criterion).digest('hex')}` },
    })))
  },
}
