import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../../kernel/orders/lines.ts'
import { endOf } from '../../../kernel/orders/lives.ts'
import { disconnectNumbers, tnDetails } from '../../inventory/index.ts'
import { countPlaces, saveCounts } from '../counts.ts'
import { heldErrors } from '../errors.ts'
import type { disconnect } from './process.ts'
import { findDisconnect } from './repository.ts'

const problems = { unknown: heldErrors.notHeld, notInService: heldErrors.notInService }
const marks: Readonly<Record<string, boolean>> = { TRUE: true, FALSE: false }

/**
 * Takes the numbers of an order out of service, those that are in service on the account. `normal` and `soft-remove` let
 * them rest before they come back into the stock, `purge` keeps them from coming back.
 */
export async function giveUp(tx: Tx, order: OrderRow, clock: Clock): Promise<Decision<keyof typeof disconnect.moves>> {
  const details = await findDisconnect(tx, order.id)
  if (!details) throw new Error(`order ${order.id} has no details`)
  const protectedMark = marks[details.protection]
  const outcomes = await disconnectNumbers(tx, order.accountId, details.numbers, {
    mode: details.mode === 'purge' ? 'retire' : 'rest', at: clock.now(), actor: order.createdBy, orderId: order.id, orderType: 'DISCONNECT',
    orderCreatedAt: order.createdAt, ...(protectedMark === undefined ? {} : { protected: protectedMark }),
  })
  const lines: LineOutcome[] = outcomes.map(({ tn, problem }) => ({ subject: tn, problem: problem && problems[problem].problem() }))
  const goneTns = outcomes.flatMap(({ tn, problem }) => problem === undefined ? [tn] : [])
  const gone = goneTns.length
  if (gone > 0) await saveCounts(tx, 'disconnect_order', order.id, countPlaces(await tnDetails(tx, goneTns)))
  const count = (n: number) => n === 1 ? '1 number' : `${n} numbers`
  return {
    move: endOf(lines).move, lines, summary: `${count(gone)} disconnected`,
    message: gone === lines.length ? `Disconnected ${count(gone)}` : `Disconnected ${gone} of ${count(lines.length)}`,
  }
}
