import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { heldNumbers, removeBrought, type HeldNumber } from '../../inventory/index.ts'
import { importErrors } from '../errors.ts'
import { ended, REMOVAL } from '../wording.ts'
import type { removalOrder } from './process.ts'
import { numbersOf } from './repository.ts'

function problemOf(number: HeldNumber | undefined): Problem | undefined {
  if (number?.status !== 'Inservice') return importErrors.notActive.problem()
  return number.hosted ? undefined : importErrors.neverImported.problem()
}

/** Lets go those of an order's numbers that the account has imported. Runs with the order locked. */
export async function removeImported(tx: Tx, order: OrderRow, clock: Clock): Promise<Decision<keyof typeof removalOrder.moves>> {
  const { id, accountId, createdAt, createdBy } = order
  const numbers = await numbersOf(tx, id)
  const held = await heldNumbers(tx, accountId, numbers, { lock: true })
  const lines = numbers.map((subject) => ({ subject, problem: problemOf(held.get(subject)) }))
  const tns = lines.filter(({ problem }) => problem === undefined).map(({ subject }) => subject)
  await removeBrought(tx, tns, {
    accountId, at: clock.now(), actor: createdBy, orderId: id, orderType: 'REMOVE_IMPORTED_TN_ORDER', orderCreatedAt: createdAt,
  })
  return ended(REMOVAL, lines)
}
