import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { admitBrought, heldNumbers, originsOf, removeBrought, takeNumbers, type HeldNumber } from '../../inventory/index.ts'
import { placeStands } from '../../locations/index.ts'
import { knownAreaCodes } from '../../numbering/index.ts'
import { externalErrors } from '../errors.ts'
import { externalProblem } from '../verdict.ts'
import { ended } from '../wording.ts'
import type { externalOrder } from './process.ts'
import { externalsOf, type ExternalDetails } from './repository.ts'

const ORDER_TYPE = 'EXTERNAL_TNS_ORDER'
const AREA_CODE_DIGITS = 3

/** The instant on the account's clock, and real time. */
interface Times { readonly at: Date, readonly clock: Clock }
type Problems = ReadonlyMap<string, Problem>

async function importAll(tx: Tx, order: OrderRow, { numbers, peerId }: ExternalDetails, { at, clock }: Times): Promise<Problems> {
  const { id, accountId, siteId, createdAt, createdBy } = order
  if (siteId === null || !await placeStands(tx, { accountId, siteId, peerId })) return new Map(numbers.map((tn) => [tn, externalErrors.siteInvalid.problem()]))
  const how = { as: 'external', accountId, siteId, peerId, orderId: id, orderType: ORDER_TYPE, orderCreatedAt: createdAt, at, actor: createdBy, clock } as const
  const areaCodes = await knownAreaCodes(tx)
  const isKnown = (tn: string) => areaCodes.has(tn.slice(0, AREA_CODE_DIGITS))
  const candidates = numbers.filter(isKnown).sort()
  const admitted = new Set(await admitBrought(tx, candidates, how))
  const origins = await originsOf(tx, candidates.filter((tn) => !admitted.has(tn)))
  const problems = new Map(numbers.filter((tn) => !isKnown(tn)).map((tn) => [tn, externalErrors.ownerUnknown.problem()]))
  for (const [tn, origin] of origins) {
    const problem = externalProblem(accountId, origin)
    if (problem) problems.set(tn, problem)
  }
  await takeNumbers(tx, [...origins.keys()].filter((tn) => !problems.has(tn)), how)
  return problems
}

function removalProblem(number: HeldNumber | undefined): Problem | undefined {
  if (number?.status !== 'Inservice') return externalErrors.notHeld.problem()
  return number.external ? undefined : externalErrors.notExternal.problem()
}

async function removeAll(tx: Tx, { id, accountId, createdAt, createdBy }: OrderRow, { numbers }: ExternalDetails, at: Date): Promise<Problems> {
  const held = await heldNumbers(tx, accountId, numbers, { lock: true })
  const problems = new Map(numbers.flatMap((tn) => {
    const problem = removalProblem(held.get(tn))
    return problem ? [[tn, problem] as const] : []
  }))
  await removeBrought(tx, numbers.filter((tn) => !problems.has(tn)), { accountId, at, actor: createdBy, orderId: id, orderType: ORDER_TYPE, orderCreatedAt: createdAt })
  return problems
}

/** Does the work of an order: brings its numbers, those that are on the account already anew, or lets them go. Runs with the order locked. */
export async function handleExternal(tx: Tx, order: OrderRow, { at, clock }: Times): Promise<Decision<keyof typeof externalOrder.moves>> {
  const details = (await externalsOf(tx, [order.id])).get(order.id)
  if (!details) throw new Error(`order ${order.id} has no details`)
  const problems = details.action === 'IMPORT' ? await importAll(tx, order, details, { at, clock }) : await removeAll(tx, order, details, at)
  return ended('External TNs order', details.numbers.map((subject) => ({ subject, problem: problems.get(subject) })))
}
