import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { advance, openOrder } from '../../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../../kernel/orders/lines.ts'
import { hasFeature } from '../../accounts/index.ts'
import { heldNumbers, type HeldNumber } from '../../inventory/index.ts'
import { heldErrors } from '../errors.ts'
import { readNumbers } from '../number-list.ts'
import { assignmentErrors } from './errors.ts'
import type { AssignmentRequest } from './contract.ts'
import { numberAssignment } from './process.ts'
import { actions, declareNumbers, insertAssignment, type AssignmentAction } from './repository.ts'


function actionOf(text = ''): AssignmentAction {
  const action = actions.find((known) => known === text.trim().toUpperCase())
  if (!action) throw assignmentErrors.action()
  return action
}

function problemOf(number: HeldNumber | undefined): Problem | undefined {
  if (!number) return heldErrors.notHeld.problem()
  if (number.external || number.hosted) return assignmentErrors.external.problem()
  return number.status === 'Inservice' ? undefined : assignmentErrors.notInService.problem()
}

async function requireFeature(tx: Tx, accountId: number): Promise<void> {
  if (!await hasFeature(tx, accountId, 'NumberManagement.TN_ASSIGNMENT')) throw heldErrors.featureMissing({ accountId, feature: 'TN_ASSIGNMENT' })
}

interface Placing { readonly actor: Actor, readonly at: Date, readonly log: Logger }

/**
 * Takes an assignment order and does it at once, all or nothing but for the numbers that are not the account's to declare.
 * Answers its id. Throws 13554, 5052, 5070, 5073, 5093, 5095 and 5078.
 */
export class NumberAssignments {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  async place(accountId: number, request: AssignmentRequest, { actor, at, log }: Placing): Promise<string> {
    const action = actionOf(request.action)
    const { customerOrderId } = request
    if (!isCustomerOrderId(customerOrderId)) throw assignmentErrors.customerOrderId()
    const numbers = readNumbers(request.telephoneNumbers ?? [])
    return this.#database.transaction(async (tx) => {
      await requireFeature(tx, accountId)
      const id = await openOrder(tx, numberAssignment, { accountId, customerOrderId, createdBy: actor.userName, at })
      await insertAssignment(tx, id, { action, numbers })
      await advance(tx, { clock: this.#clock, log, actor: actor.userName }, numberAssignment, id, async () => {
        const held = await heldNumbers(tx, accountId, numbers, { lock: true })
        const lines: LineOutcome[] = numbers.map((subject) => ({ subject, problem: problemOf(held.get(subject)) }))
        const done = lines.filter(({ problem }) => problem === undefined).map(({ subject }) => subject)
        await declareNumbers(tx, done, { accountId, orderId: id, assigned: action === 'ASSIGN' })
        const move = done.length === numbers.length ? 'complete' : done.length > 0 ? 'completePartly' : 'fail'
        return { move, lines, message: `${action} of ${done.length} of ${numbers.length} numbers` }
      })
      return id
    })
  }
}
