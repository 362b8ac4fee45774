import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import { addDuration } from '../../../kernel/clock/duration.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, type Decision, type OrderRow } from '../../../kernel/orders/engine.ts'
import { addNote } from '../../../kernel/orders/notes.ts'
import { numbersServedHere } from '../../inventory/index.ts'
import type { CsrAnswer, CsrProvider, CsrQuestion } from '../ports.ts'
import { csrErrors } from './errors.ts'
import { askForRecord, questionIdOf, timerKey, withdrawQuestion } from './jobs.ts'
import { csrOrder, type CsrMove } from './process.ts'
import { holdState, type CsrDetails, type CsrStore } from './repository.ts'

interface LookupDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly provider: CsrProvider | undefined
  readonly store: CsrStore
  /** Pauses before each further try where nobody could be asked. */
  readonly retrySeconds: readonly number[]
}

const SECOND_MS = 1000
/** A question that nobody has answered for so long is given up. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000

const afterSeconds = (start: Date, seconds: number): Date => addDuration(start, { months: 0, ms: seconds * SECOND_MS })

const failing = (problem: Problem): Decision<CsrMove> => ({ move: 'fail', message: 'The CSR request has failed.', summary: problem.text, problems: [problem] })

/** Asks carriers for records, outside of any transaction, and makes of their answers what becomes of the order. */
export class CsrLookup {
  readonly #deps: LookupDependencies

  constructor(deps: LookupDependencies) {
    this.#deps = deps
  }

  #advance(orderId: string, log: Logger, decide: (tx: Tx, order: OrderRow, clock: Clock) => Promise<Decision<CsrMove> | undefined>): Promise<boolean> {
    const { database, clock } = this.#deps
    return database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, csrOrder, orderId, (order, at) => decide(tx, order, at)))
  }

  /** Puts a question, or asks what became of it, and goes by the answer. Does nothing where the order has gone on since. */
  async ask({ orderId, question }: { readonly orderId: string, readonly question: number }, log: Logger): Promise<void> {
    await this.#advance(orderId, log, async (_tx, { status }) => status === 'RECEIVED' ? { move: 'begin', message: 'The carrier is asked' } : undefined)
    const put = await this.#put(orderId, question)
    if (!put) return
    const answer = await this.#answerTo(put)
    await this.#advance(orderId, log, async (tx, order, clock) => {
      const details = await this.#deps.store.find(tx, orderId)
      if (order.status !== 'PROCESSING' || details.question !== question) return undefined
      return this.#settle(tx, order, { answer, details, now: clock.now() })
    })
  }

  /** The question as it is put to the carrier; undefined for one that is not the order's present one. */
  async #put(orderId: string, question: number): Promise<CsrQuestion | undefined> {
    const { database, clock, store } = this.#deps
    return database.transaction(async (tx) => {
      const order = await holdState(tx, orderId)
      if (order?.status !== 'PROCESSING') return undefined
      const details = await store.find(tx, orderId)
      if (details.question !== question) return undefined
      const now = (await accountClock(tx, clock, order.accountId)).now()
      const askedAt = await store.markAsked(tx, orderId, now)
      return { questionId: questionIdOf(orderId, question), tn: details.tn, fields: details.fields, askedAt, now }
    })
  }

  async #answerTo(question: CsrQuestion): Promise<CsrAnswer> {
    const { database, provider } = this.#deps
    // Nobody else has a record of what is served here.
    if ((await numbersServedHere(database.db, [question.tn])).length > 0) return { kind: 'refused' }
    return await provider?.ask(question) ?? { kind: 'unavailable' }
  }

  async #settle(tx: Tx, order: OrderRow, { answer, details, now }: { answer: CsrAnswer, details: CsrDetails, now: Date }): Promise<Decision<CsrMove> | undefined> {
    switch (answer.kind) {
      case 'found':
        await this.#deps.store.keepRecord(tx, order.id, answer.record)
        return { move: 'complete', message: 'The CSR request is complete.' }
      case 'refused': return failing(answer.reason === undefined ? csrErrors.notAvailable.problem() : csrErrors.refusedByCarrier.problem({ reason: answer.reason }))
      case 'asks': {
        const message = `The carrier needs more information: ${answer.wanted}`
        await addNote(tx, csrOrder, order.accountId, order.id, { author: 'System', description: message, at: now })
        return { move: 'askForMore', message }
      }
      case 'later': return this.#wait(tx, order, { details, now, seconds: answer.seconds, failures: 0 })
      case 'unavailable': {
        const seconds = this.#deps.retrySeconds[details.failures]
        if (seconds === undefined) return failing(csrErrors.refusedByCarrier.problem({ reason: 'the carrier could not be reached' }))
        return this.#wait(tx, order, { details, now, seconds, failures: details.failures + 1 })
      }
    }
  }

  async #wait(tx: Tx, order: OrderRow, { details, now, seconds, failures }: { details: CsrDetails, now: Date, seconds: number, failures: number }): Promise<Decision<CsrMove> | undefined> {
    if (details.askedAt !== null && now.getTime() - details.askedAt.getTime() > LONGEST_WAIT_MS) {
      return failing(csrErrors.refusedByCarrier.problem({ reason: 'the carrier did not answer' }))
    }
    await this.#deps.store.countFailures(tx, order.id, failures)
    await setTimer(tx, askForRecord, { orderId: order.id, question: details.question }, {
      accountId: order.accountId, key: timerKey(order.id), dueAt: afterSeconds(now, seconds),
    })
    return undefined
  }

  /** Tells the carrier that nobody waits any more; after the last try the order is cancelled all the same. */
  async withdraw({ orderId, question, failures }: { readonly orderId: string, readonly question: number, readonly failures: number }, log: Logger): Promise<void> {
    const { provider, retrySeconds } = this.#deps
    const withdrawn = await provider?.withdraw(questionIdOf(orderId, question)) ?? true
    const seconds = withdrawn ? undefined : retrySeconds[failures]
    if (!withdrawn && seconds === undefined) log.warn({ orderId }, 'a carrier could not be told that a record is not wanted any more')
    await this.#advance(orderId, log, async (tx, order, clock) => {
      if (order.status !== 'REQUESTED_CANCEL') return undefined
      if (seconds === undefined) return { move: 'cancel', message: 'The CSR request was cancelled.' }
      await setTimer(tx, withdrawQuestion, { orderId, question, failures: failures + 1 }, {
        accountId: order.accountId, key: timerKey(orderId), dueAt: afterSeconds(clock.now(), seconds),
      })
      return undefined
    })
  }
}
