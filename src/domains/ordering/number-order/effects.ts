import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { subjectsOf, type LineOutcome } from '../../../kernel/orders/lines.ts'
import { assignNumbers, pickAvailable, pickNumbers, tnDetails, type NumberFacts } from '../../inventory/index.ts'
import { placeStands } from '../../locations/index.ts'
import { countPlaces, saveCounts } from '../counts.ts'
import { orderingErrors } from '../errors.ts'
import { criterionOf } from './criterion.ts'
import type { numberOrder } from './process.ts'
import { findDetails, type Details, type StoredDetails } from './repository.ts'
import { readSelection } from './selection.ts'
import { BACK_ORDERED, describeClosed, describeFilled, describeRequest } from './wording.ts'

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

function required(order: OrderRow, details: StoredDetails | undefined): StoredDetails {
  if (!details) throw new Error(`order ${order.id} has no details`)
  return details
}

/** Site or SIP peer went while the order was on its way, as when a sandbox account starts over: there is nowhere to put numbers. */
function placeGone(order: OrderRow, details: Details): Decision<MoveName> {
  const { text, code } = orderingErrors.siteInvalid.problem()
  const move = order.status === 'RECEIVED' ? 'fail' : order.completedCount > 0 ? 'closePartly' : 'closeEmpty'
  return { move, problems: [orderingErrors.siteInvalid.problem()], message: `${code}: ${text}`, summary: describeRequest(details.quantity) }
}

interface Taking {
  readonly tns: readonly string[]
  readonly reservationIds: readonly string[]
  readonly at: Date
}

async function take(tx: Tx, order: OrderRow, details: Details, { tns, reservationIds, at }: Taking): Promise<void> {
  if (order.siteId === null) throw new Error(`order ${order.id} has no site`)
  await assignNumbers(tx, tns, {
    accountId: order.accountId, siteId: order.siteId, peerId: details.peerId, orderId: order.id, orderType: 'NEW_NUMBER_ORDER',
    orderCreatedAt: order.createdAt, protected: details.tnAttributes.includes('Protected'), at, actor: order.createdBy, reservationIds,
  })
}

/**
 * Seeks the numbers of an order that does not wait, assigns what it may have and says how the order ends: all of them, or
 * part where that is allowed, or none. Runs inside the engine's transaction, with the order locked. Source: POST orders, guide 002.
 */
async function fulfilAtOnce(tx: Tx, order: OrderRow, details: Details, clock: Clock): Promise<Decision<MoveName>> {
  const [stands, found] = await Promise.all([placeStands(tx, { ...order, peerId: details.peerId }), seek(tx, order.accountId, details)])
  if (!stands) return placeGone(order, details)
  const short = found.tns.length < found.wanted
  if (found.tns.length === 0 || (short && !details.partialAllowed)) return failed(found)
  const counts = countPlaces(found.facts)
  await Promise.all([
    take(tx, order, details, { tns: found.tns, reservationIds: found.reservationIds, at: clock.now() }),
    saveCounts(tx, 'number_order', order.id, counts),
  ])
  const partly = short && found.missing.length === 0 ? [orderingErrors.partlyFilled.problem({ found: found.tns.length, wanted: found.wanted })] : []
  return {
    move: short ? 'completePartly' : 'complete', problems: partly,
    lines: [...found.tns.map((subject) => ({ subject })), ...found.missing], ...describeFilled(found.tns, counts),
  }
}

/**
 * Takes what there is for an order that waits for the rest, and says what follows: COMPLETE when nothing is missing any
 * more. `move` is what happens otherwise; undefined where a try that found nothing is not to be told.
 */
async function fulfilPatiently(
  tx: Tx, order: OrderRow, details: Details, { clock, move }: { clock: Clock, move: MoveName | undefined },
): Promise<Decision<MoveName> | undefined> {
  const wanted = readSelection(details.selection)
  if (wanted.kind !== 'search') throw new Error(`order ${order.id} waits for listed numbers`)
  if (!await placeStands(tx, { ...order, peerId: details.peerId })) return placeGone(order, details)
  const tns = await pickAvailable(tx, order.accountId, wanted.criteria, details.quantity - order.completedCount)
  const held = order.completedCount + tns.length
  if (tns.length === 0 && move === undefined) return undefined
  const before = await subjectsOf(tx, order.id, 'completed')
  const all = [...before, ...tns].sort()
  const counts = countPlaces(await tnDetails(tx, all))
  if (tns.length > 0) {
    await take(tx, order, details, { tns, reservationIds: [], at: clock.now() })
    await saveCounts(tx, 'number_order', order.id, counts)
  }
  const filled = describeFilled(all, counts)
  const lines = tns.map((subject) => ({ subject }))
  if (held === details.quantity) return { move: 'complete', lines, problems: [], ...filled }
  const awaited = held === 0 ? orderingErrors.nothingYet.problem() : orderingErrors.moreAwaited.problem({ found: held, wanted: details.quantity })
  return { move: move ?? 'retry', lines, problems: [awaited], message: BACK_ORDERED, summary: held === 0 ? describeRequest(details.quantity) : filled.summary }
}

interface FirstTry {
  /** What was ordered never changes, so it is read on the way to the order's lock. */
  readonly stored: Promise<StoredDetails | undefined>
  readonly clock: Clock
  readonly ahead?: ((criterion: string) => void) | undefined
}

/**
 * The first try of an order: numbers are sought, assigned, and the move that follows is answered. Undefined for an order that
 * was tried already, and where `ahead` takes the criterion because others wait that are to be served before.
 */
export async function fulfil(tx: Tx, order: OrderRow, { stored, clock, ahead }: FirstTry): Promise<Decision<MoveName> | undefined> {
  if (order.status !== 'RECEIVED') return undefined
  const details = required(order, await stored)
  const wanted = ahead && details.somebodyWaits ? readSelection(details.selection) : undefined
  if (wanted?.kind === 'search') {
    ahead?.(criterionOf(wanted.criteria))
    return undefined
  }
  if (!details.backOrderRequested) return fulfilAtOnce(tx, order, details, clock)
  return fulfilPatiently(tx, order, details, { clock, move: 'backOrder' })
}

/** A further try of a back order. One that finds nothing is told in its history only where `told` says so. */
export async function retry(tx: Tx, order: OrderRow, { clock, told }: { readonly clock: Clock, readonly told: boolean }): Promise<Decision<MoveName> | undefined> {
  if (order.status !== 'BACKORDERED') return undefined
  return fulfilPatiently(tx, order, required(order, await findDetails(tx, order.id)), { clock, move: told ? 'retry' : undefined })
}

/** Ends a back order at its customer's wish: what it has got so far stays. */
export async function close(tx: Tx, order: OrderRow): Promise<Decision<MoveName>> {
  const { quantity } = required(order, await findDetails(tx, order.id))
  const got = { found: order.completedCount, wanted: quantity }
  const problem = order.completedCount > 0 ? orderingErrors.partlyFilled.problem(got) : orderingErrors.nothingFilled.problem(got)
  return { move: order.completedCount > 0 ? 'closePartly' : 'closeEmpty', problems: [problem], message: describeClosed(got) }
}
