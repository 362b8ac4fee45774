import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../../kernel/orders/lines.ts'
import { assignNumbers, pickAvailable, pickNumbers, tnDetails, type NumberFacts } from '../../inventory/index.ts'
import { orderingErrors } from '../errors.ts'
import type { numberOrder } from './process.ts'
import { saveCounts, type Details } from './repository.ts'
import { readSelection } from './selection.ts'
import { describeFilled, describeRequest, countPlaces } from './wording.ts'

type MoveName = keyof typeof numberOrder.moves

/** Numbers that were found and locked, what is known about them, and what has to be said about those that were not. */
interface Found {
  readonly tns: readonly string[]
  readonly facts: readonly NumberFacts[]
  readonly wanted: number
  readonly missing: readonly LineOutcome[]
  /** Reservations that the order names. */
  readonly reservationIds: readonly string[]
}

async function seek(tx: Tx, accountId: number, details: Details): Promise<Found> {
  const wanted = readSelection(details.selection)
  if (wanted.kind === 'search') {
    const tns = await pickAvailable(tx, accountId, wanted.criteria, wanted.quantity)
    return { tns, facts: await tnDetails(tx, tns), wanted: wanted.quantity, missing: [], reservationIds: [] }
  }
  const { reservationIds } = wanted
  const [tns, facts] = await Promise.all([pickNumbers(tx, accountId, wanted.tns, reservationIds), tnDetails(tx, wanted.tns)])
  const found = new Set(tns)
  const missing = wanted.tns.filter((tn) => !found.has(tn)).map((subject) => ({ subject, problem: orderingErrors.unavailable.problem() }))
  return { tns, facts: facts.filter(({ tn }) => found.has(tn)), wanted: wanted.tns.length, missing, reservationIds }
}

/** Nothing is assigned: every listed number failed, those that are gone and those that went with them. */
function failed(found: Found): Decision<MoveName> {
  const dropped = found.missing.length === 0 ? [] : found.tns.map((subject) => ({ subject, problem: orderingErrors.notMoved.problem() }))
  const whole = found.missing.length === 0 ? [orderingErrors.nothingFilled.problem({ found: found.tns.length, wanted: found.wanted })] : []
  const [reason] = [...found.missing.flatMap(({ problem }) => problem ?? []), ...whole]
  return {
    move: 'fail', lines: [...found.missing, ...dropped], problems: whole,
    message: `${reason?.code}: ${reason?.text}`, summary: describeRequest(found.wanted),
  }
}

/**
 * Seeks the numbers of an order, assigns what it may have and says how the order ends: all of them, or part where that is
 * allowed, or none. Runs inside the engine's transaction, with the order locked. Source: POST orders, guide 002.
 */
export async function fulfil(tx: Tx, order: OrderRow, details: Details | undefined, clock: Clock): Promise<Decision<MoveName>> {
  if (!details || order.siteId === null) throw new Error(`order ${order.id} has no details`)
  const found = await seek(tx, order.accountId, details)
  const short = found.tns.length < found.wanted
  if (found.tns.length === 0 || (short && !details.partialAllowed)) return failed(found)
  const counts = countPlaces(found.facts)
  await Promise.all([
    assignNumbers(tx, found.tns, {
      accountId: order.accountId, siteId: order.siteId, peerId: details.peerId, orderId: order.id, orderType: 'NEW_NUMBER_ORDER',
      protected: details.protectedNumbers, at: clock.now(), actor: order.createdBy, reservationIds: found.reservationIds,
    }),
    saveCounts(tx, order.id, counts),
  ])
  const partly = short && found.missing.length === 0 ? [orderingErrors.partlyFilled.problem({ found: found.tns.length, wanted: found.wanted })] : []
  return {
    move: short ? 'completePartly' : 'complete', problems: partly,
    lines: [...found.tns.map((subject) => ({ subject })), ...found.missing], ...describeFilled(found.tns, counts),
  }
}
