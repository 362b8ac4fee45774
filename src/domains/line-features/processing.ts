import { accountClock } from '../../kernel/clock/account-clock.ts'
import type { Clock } from '../../kernel/clock/clock.ts'
import { addDuration } from '../../kernel/clock/duration.ts'
import type { Database, Tx } from '../../kernel/db/database.ts'
import type { Problem } from '../../kernel/errors/catalogue.ts'
import type { Job } from '../../kernel/jobs/job.ts'
import { setTimer } from '../../kernel/jobs/timer.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import { advance, type Decision, type OrderRow } from '../../kernel/orders/engine.ts'
import { failedLines, subjectsOf, type LineOutcome } from '../../kernel/orders/lines.ts'
import { endOf, type twoSteps } from '../../kernel/orders/lives.ts'
import { heldNumbers, noteHistory } from '../inventory/index.ts'
import { wordingOf, type LineFeature } from './feature.ts'
import { timerKey } from './jobs.ts'
import type { LineRequest, LineSupplier, SupplierAnswer } from './ports.ts'
import { countFailures, enterPending, markHandedOver, pendingGroups, type Handover } from './repository.ts'

interface ProcessingDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly supplier: LineSupplier | undefined
  readonly feature: LineFeature
  /** The job that this is the work of. */
  readonly job: Job<{ orderId: string }>
}

type Move = keyof typeof twoSteps.moves
type Decide = (tx: Tx, order: OrderRow, now: Date) => Promise<Decision<Move> | undefined>

/** Pauses before each further try where the supplier could not be reached: a day in all. */
const RETRY_SECONDS = [60, 600, 3600, 6 * 3600, 17 * 3600]
/** A supplier that has not finished after so long never will. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000
const SYSTEM = 'System'

/** Hands orders over to the supplier, outside of any transaction, and makes of its answers what becomes of their numbers. */
export class LineOrderProcessing {
  readonly #deps: ProcessingDependencies

  constructor(deps: ProcessingDependencies) {
    this.#deps = deps
  }

  /** Hands an order over, or asks what became of it, and goes by the answer. Does nothing for one that has ended. */
  async run(orderId: string, log: Logger): Promise<void> {
    await this.#advance(orderId, log, (tx, order, now) => this.#begin(tx, order, now))
    const handover = await this.#handOver(orderId)
    if (!handover) return
    const answer = await this.#answerTo(handover.request)
    await this.#advance(orderId, log, async (tx, order, now) =>
      order.status === 'PROCESSING' ? this.#settle(tx, order, { answer, now, handover }) : undefined)
  }

  #advance(orderId: string, log: Logger, decide: Decide): Promise<boolean> {
    const { database, clock, feature: { order } } = this.#deps
    return database.transaction((tx) => advance(tx, { clock, log, actor: SYSTEM }, order, orderId, (row, at) => decide(tx, row, at.now())))
  }

  async #begin(tx: Tx, order: OrderRow, now: Date): Promise<Decision<Move> | undefined> {
    if (order.status !== 'RECEIVED') return undefined
    await this.#note(tx, order, await subjectsOf(tx, order.id, 'pending'), { status: 'PROCESSING', now })
    // The documented history names whoever has placed the order throughout.
    return { move: 'begin', actor: order.createdBy, message: wordingOf(this.#deps.feature).begun }
  }

  async #note(tx: Tx, { id, accountId, createdBy, createdAt }: OrderRow, tns: readonly string[], { status, now }: { readonly status: string, readonly now: Date }): Promise<void> {
    await noteHistory(tx, tns, {
      accountId, at: now, actor: createdBy, orderId: id, orderType: this.#deps.feature.historyType, orderStatus: status, orderCreatedAt: createdAt,
    })
  }

  /** What is handed over; undefined for an order that is not in process. */
  async #handOver(orderId: string): Promise<Handover & { readonly request: LineRequest<unknown> } | undefined> {
    const { database, clock, feature: { order: { type } } } = this.#deps
    return database.transaction(async (tx) => {
      const order = await tx.selectFrom('orders').select(['account_id', 'status']).where('id', '=', orderId).where('type', '=', type).forShare().executeTakeFirst()
      if (order?.status !== 'PROCESSING') return undefined
      const now = (await accountClock(tx, clock, order.account_id)).now()
      const handover = await markHandedOver(tx, orderId, now)
      return { ...handover, request: { requestId: orderId, groups: await pendingGroups(tx, orderId), handedOverAt: handover.handedOverAt, now } }
    })
  }

  async #answerTo(request: LineRequest<unknown>): Promise<SupplierAnswer> {
    const { supplier, feature } = this.#deps
    // Numbers that have all been refused, or have left, are nobody's work.
    if (request.groups.length === 0) return { kind: 'entered', refused: new Map() }
    return supplier ? feature.enter(supplier, request) : { kind: 'unavailable' }
  }

  async #settle(
    tx: Tx, order: OrderRow, { answer, now, handover }: { readonly answer: SupplierAnswer, readonly now: Date, readonly handover: Handover },
  ): Promise<Decision<Move> | undefined> {
    const { outcomes } = this.#deps.feature
    switch (answer.kind) {
      case 'entered': return this.#end(tx, order, now, (tn) => {
        const reason = answer.refused.get(tn)
        return reason === undefined ? undefined : outcomes.refused(reason)
      })
      case 'later':
        if (now.getTime() - handover.handedOverAt.getTime() > LONGEST_WAIT_MS) return this.#end(tx, order, now, outcomes.unanswered)
        return this.#wait(tx, order, { now, seconds: answer.seconds, failures: 0 })
      case 'unavailable': {
        const seconds = RETRY_SECONDS[handover.failures]
        if (seconds === undefined) return this.#end(tx, order, now, outcomes.unanswered)
        return this.#wait(tx, order, { now, seconds, failures: handover.failures + 1 })
      }
    }
  }

  async #wait(tx: Tx, { id, accountId }: OrderRow, { now, seconds, failures }: { readonly now: Date, readonly seconds: number, readonly failures: number }): Promise<undefined> {
    await countFailures(tx, id, failures)
    await setTimer(tx, this.#deps.job, { orderId: id }, { accountId, key: timerKey(id), dueAt: addDuration(now, { months: 0, ms: seconds * 1000 }) })
    return undefined
  }

  /** Ends an order: what it waited for stands from now on for the numbers without a problem, if the account still has them. */
  async #end(tx: Tx, order: OrderRow, now: Date, problemOf: (tn: string) => Problem | undefined): Promise<Decision<Move>> {
    const { feature } = this.#deps
    const tns = await subjectsOf(tx, order.id, 'pending')
    const held = await heldNumbers(tx, order.accountId, tns, { lock: true })
    const waiting = new Set((await pendingGroups(tx, order.id)).flatMap((group) => group.tns))
    const outcomes = tns.map((subject): LineOutcome => {
      const stands = held.get(subject)?.status === 'Inservice' && waiting.has(subject)
      return { subject, problem: stands ? problemOf(subject) : feature.outcomes.changed() }
    })
    await enterPending(tx, { kind: feature.kind, orderId: order.id }, {
      waiting: [...waiting], done: outcomes.filter(({ problem }) => problem === undefined).map(({ subject }) => subject),
    })
    const before = (await failedLines(tx, order.id)).map(({ subject, code, text }) => ({ subject, problem: { code, text } }))
    const lines = [...before, ...outcomes]
    const { move, done } = endOf(lines)
    await this.#note(tx, order, tns, { status: feature.order.moves[move].to, now })
    return { move, lines, actor: order.createdBy, message: wordingOf(feature)[move], summary: `${done} of ${lines.length} numbers` }
  }
}
