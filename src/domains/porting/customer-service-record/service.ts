import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { cancelTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, amendOrder, openOrder, type Decision, type OrderRow } from '../../../kernel/orders/engine.ts'
import { hasFeature } from '../../accounts/index.ts'
import type { CsrCreation, CsrRequest } from './contract.ts'
import { csrErrors } from './errors.ts'
import { askForRecord, timerKey, withdrawQuestion } from './jobs.ts'
import { csrOrder, type CsrMove } from './process.ts'
import { holdState, type CsrStore } from './repository.ts'
import { namesOf, readCustomerOrderId, readFields, readNumber } from './wanted.ts'

interface CsrDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly store: CsrStore
  /** Whether there is anybody to ask. */
  readonly available: boolean
}

interface Asking {
  readonly actor: Actor
  readonly at: Date
}

interface Changing extends Asking {
  readonly accountId: number
  readonly orderId: string
  readonly log: Logger
}

type Decide = (tx: Tx, order: OrderRow) => Promise<Decision<CsrMove> | undefined>

const CANCEL = 'REQUESTED_CANCEL'
const CANCELLING: readonly string[] = [CANCEL, 'CANCELLED']

/** Takes orders for customer service records and changes of them; asking the carrier comes afterwards. */
export class CsrOrders {
  readonly #deps: CsrDependencies

  constructor(deps: CsrDependencies) {
    this.#deps = deps
  }

  /** Checks an order, stores it and queues the question; answers its id. Throws 1003, 1005, 1011, 1013 and 12160. */
  async place(accountId: number, request: CsrCreation, { actor, at }: Asking): Promise<string> {
    const { database, store, available } = this.#deps
    const tn = readNumber(request)
    if (tn === undefined) throw csrErrors.required({ field: 'WorkingOrBillingTelephoneNumber' })
    const [customerOrderId, fields] = [readCustomerOrderId(request), readFields(request)]
    return database.transaction(async (tx) => {
      if (!available || !await hasFeature(tx, accountId, 'NumberManagement.CSR_LOOKUP')) throw csrErrors.notEnabled({ accountId })
      const id = newId()
      await openOrder(tx, csrOrder, { id, accountId, customerOrderId, createdBy: actor.userName, at })
      await store.insert(tx, id, tn, fields)
      await enqueue(tx, askForRecord, { orderId: id, question: 1 }, { accountId })
      return id
    })
  }

  /**
   * Cancels an order or tells the carrier more, which asks it again; answers the status that follows. Throws 1003, 1005, 1011
   * and 1013, and 1005 for an order that does not change any more.
   */
  async change(request: CsrRequest, change: Changing): Promise<string> {
    const status = request.status?.trim().toUpperCase() ?? ''
    if (status === CANCEL) return this.#cancel(change)
    if (status !== '') throw csrErrors.refused({ field: 'Status', reason: `only ${CANCEL} can be asked for` })
    return this.#tellMore(request, change)
  }

  /** Looks at an order that has not ended and moves it as `decide` says. Answers its status, and whether it was looked at. */
  async #move({ orderId, actor, at, log }: Changing, customerOrderId: string | undefined, decide: Decide): Promise<{ status: string, open: boolean }> {
    const { database, clock } = this.#deps
    return database.transaction(async (tx) => {
      let open = false
      await advance(tx, { clock, log, actor: actor.userName }, csrOrder, orderId, (order) => {
        open = true
        return decide(tx, order)
      })
      if (open) await amendOrder(tx, { id: orderId, actor: actor.userName, at }, { customerOrderId })
      const { status = '' } = await holdState(tx, orderId) ?? {}
      return { status, open }
    })
  }

  async #cancel(change: Changing): Promise<string> {
    const { orderId, accountId } = change
    const { status } = await this.#move(change, undefined, async (tx, order) => {
      if (order.status === CANCEL) return undefined
      const { question } = await this.#deps.store.find(tx, orderId)
      await cancelTimer(tx, timerKey(orderId))
      await enqueue(tx, withdrawQuestion, { orderId, question, failures: 0 }, { accountId })
      return { move: 'requestCancel', message: 'The CSR request is to be cancelled.' }
    })
    if (!CANCELLING.includes(status)) throw csrErrors.ended({ status })
    return status
  }

  async #tellMore(request: CsrRequest, change: Changing): Promise<string> {
    const { orderId, accountId } = change
    const [tn, customerOrderId, fields] = [readNumber(request), readCustomerOrderId(request), readFields(request)]
    const said = namesOf(fields)
    if (said === '' && customerOrderId === undefined) throw csrErrors.required({ field: 'Something to tell the carrier' })
    const { status, open } = await this.#move(change, customerOrderId, async (tx, order) => {
      if (order.status === CANCEL) throw csrErrors.ended({ status: order.status })
      const known = await this.#deps.store.find(tx, orderId)
      if (tn !== undefined && tn !== known.tn) throw csrErrors.refused({ field: 'WorkingOrBillingTelephoneNumber', reason: 'the number of an order stays' })
      if (said === '') return undefined
      const question = await this.#deps.store.replaceFields(tx, orderId, { ...known.fields, ...fields })
      await cancelTimer(tx, timerKey(orderId))
      await enqueue(tx, askForRecord, { orderId, question }, { accountId })
      return { move: order.status === 'RECEIVED' ? 'amend' : 'tellMore', message: `The carrier is told more: ${said}` }
    })
    if (!open) throw csrErrors.ended({ status })
    return status
  }
}
