import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import { addDuration } from '../../../kernel/clock/duration.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, type Decision, type OrderRow } from '../../../kernel/orders/engine.ts'
import type { Geocoder } from '../../locations/index.ts'
import type { EmergencyAnswer, EmergencyService } from '../ports.ts'
import { entriesOf, undertakingOf, verdictsOn, type Undertaking } from './asking.ts'
import { begin } from './beginning.ts'
import { processE911, timerKey } from './jobs.ts'
import type { Verdict } from './placing.ts'
import { e911Order, type E911Move } from './process.ts'
import { countFailures, findWanted, holdState, markAsked } from './repository.ts'
import { takeOverWithdrawals } from '../withdrawal/repository.ts'
import { giveUp, settle } from './settling.ts'

export interface WorkDependencies {
  readonly database: Database
  readonly clock: Clock
  /** Addresses are taken as they are where there is none. */
  readonly geocoder: Geocoder | undefined
  /** Every order fails where there is none. */
  readonly service: EmergencyService | undefined
}

/** Pauses before each further try where nobody could be asked. */
const RETRY_SECONDS = [60, 300, 1800]
const SECOND_MS = 1000
/** Pause of an order while the service is being told that its numbers had left before. */
const BUSY_SECONDS = 1
/** An order that nobody has answered for so long is given up. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000

interface Question extends Undertaking { readonly orderId: string, readonly askedAt: Date, readonly failures: number, readonly now: Date }
interface Pause { readonly now: Date, readonly seconds: number }
interface Outcome { readonly answer: EmergencyAnswer, readonly verdicts: ReadonlyMap<string, Verdict> }

/** Does the work of emergency orders: asks geocoder and emergency service outside of any transaction, and makes of their answers what becomes of the order. */
export class E911Work {
  readonly #deps: WorkDependencies

  constructor(deps: WorkDependencies) {
    this.#deps = deps
  }

  #advance(orderId: string, log: Logger, decide: (tx: Tx, order: OrderRow, clock: Clock) => Promise<Decision<E911Move> | undefined>): Promise<boolean> {
    const { database, clock } = this.#deps
    return database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, e911Order, orderId, (order, at) => decide(tx, order, at)))
  }

  /** Begins an order, or goes on with one that has begun. Does nothing where it has ended. */
  async process(orderId: string, log: Logger): Promise<void> {
    await this.#advance(orderId, log, async (tx, order, at) =>
      order.status === 'RECEIVED' ? begin(tx, order, await findWanted(tx, orderId), at.now()) : undefined)
    const question = await this.#question(orderId)
    if (!question) return
    const outcome = await this.#ask(question)
    await this.#advance(orderId, log, async (tx, order, at) => order.status === 'PROCESSING' ? this.#settle(tx, order, { question, outcome, now: at.now() }) : undefined)
  }

  async #question(orderId: string): Promise<Question | undefined> {
    const { database, clock } = this.#deps
    return database.transaction(async (tx) => {
      const order = await holdState(tx, orderId)
      if (order?.status !== 'PROCESSING') return undefined
      const { accountId } = order
      const now = (await accountClock(tx, clock, accountId)).now()
      const undertaking = await undertakingOf(tx, { orderId, accountId }, await findWanted(tx, orderId))
      if (undertaking.wanted.kind === 'numbers' && !await takeOverWithdrawals(tx, orderId, undertaking.subjects)) {
        await this.#wait(tx, { id: orderId, accountId }, { now, seconds: BUSY_SECONDS })
        return undefined
      }
      return { orderId, now, ...await markAsked(tx, orderId, now), ...undertaking }
    })
  }

  async #ask(question: Question): Promise<Outcome> {
    const { geocoder, service } = this.#deps
    const { orderId, askedAt, now } = question
    const verdicts = await verdictsOn(geocoder, question)
    if (!verdicts) return { answer: { kind: 'unavailable' }, verdicts: new Map() }
    const entries = entriesOf(question, verdicts)
    const answer = entries.length === 0 ? { kind: 'done' as const, refused: [] } : await service?.submit({ orderId, entries, askedAt, now })
    return { answer: answer ?? { kind: 'unavailable' }, verdicts }
  }

  async #settle(
    tx: Tx, order: OrderRow, { question, outcome: { answer, verdicts }, now }: { readonly question: Question, readonly outcome: Outcome, readonly now: Date },
  ): Promise<Decision<E911Move> | undefined> {
    const isOverdue = now.getTime() - question.askedAt.getTime() > LONGEST_WAIT_MS
    switch (answer.kind) {
      case 'done': return settle(tx, order, { undertaking: question, verdicts, refused: answer.refused, at: now })
      case 'later': return isOverdue ? giveUp(tx, order, question, now) : this.#tryAgain(tx, order, { now, seconds: answer.seconds, failures: 0 })
      case 'unavailable': {
        const seconds = this.#deps.service ? RETRY_SECONDS[question.failures] : undefined
        if (seconds === undefined || isOverdue) return giveUp(tx, order, question, now)
        return this.#tryAgain(tx, order, { now, seconds, failures: question.failures + 1 })
      }
    }
  }

  async #tryAgain(tx: Tx, order: OrderRow, { failures, ...pause }: Pause & { readonly failures: number }): Promise<undefined> {
    await countFailures(tx, order.id, failures)
    await this.#wait(tx, order, pause)
  }

  async #wait(tx: Tx, { id, accountId }: Pick<OrderRow, 'id' | 'accountId'>, { now, seconds }: Pause): Promise<void> {
    await setTimer(tx, processE911, { orderId: id }, { accountId, key: timerKey(id), dueAt: addDuration(now, { months: 0, ms: seconds * SECOND_MS }) })
  }
}
