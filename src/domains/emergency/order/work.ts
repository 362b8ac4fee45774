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
/** An order that nobody has answered for so long is given up. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000

interface Question extends Undertaking { readonly orderId: string, readonly askedAt: Date, readonly failures: number, readonly now: Date }
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
      const now = (await accountClock(tx, clock, order.accountId)).now()
      const asked = await markAsked(tx, orderId, now)
      return { orderId, now, ...asked, ...await undertakingOf(tx, { orderId, accountId: order.accountId }, await findWanted(tx, orderId)) }
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
      case 'later': return isOverdue ? giveUp(tx, order, question, now) : this.#wait(tx, order, { now, seconds: answer.seconds, failures: 0 })
      case 'unavailable': {
        const seconds = this.#deps.service ? RETRY_SECONDS[question.failures] : undefined
        if (seconds === undefined || isOverdue) return giveUp(tx, order, question, now)
        return this.#wait(tx, order, { now, seconds, failures: question.failures + 1 })
      }
    }
  }

  async #wait(tx: Tx, { id, accountId }: OrderRow, { now, seconds, failures }: { readonly now: Date, readonly seconds: number, readonly failures: number }): Promise<undefined> {
    await countFailures(tx, id, failures)
    await setTimer(tx, processE911, { orderId: id }, { accountId, key: timerKey(id), dueAt: addDuration(now, { months: 0, ms: seconds * SECOND_MS }) })
  }
}
