import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { heldNumbers } from '../../inventory/index.ts'
import { keepLocations, locationsOf } from '../location.ts'
import type { EmergencyRefusal } from '../ports.ts'
import { noteFailure } from '../record.ts'
import { settleWithdrawals, withdraw } from '../withdrawal/withdrawing.ts'
import { apply } from './applying.ts'
import type { Undertaking } from './asking.ts'
import { releaseClaims } from './claims.ts'
import type { Content, LocatedAddress, WantedOrder } from './content.ts'
import { orderErrors } from './errors.ts'
import { heldProblem } from './number-checks.ts'
import type { Verdict } from './placing.ts'
import type { E911Move } from './process.ts'
import { keepMended } from './repository.ts'

export interface Settling {
  readonly undertaking: Undertaking
  readonly verdicts: ReadonlyMap<string, Verdict>
  readonly refused: readonly EmergencyRefusal[]
  readonly at: Date
}

function refusalOf({ kind, action }: WantedOrder, { subject, reason, detail }: EmergencyRefusal): Problem {
  if (kind === 'identifiers' && action === 'remove') return orderErrors.notRemoved.problem({ identifier: subject, detail })
  if (reason === 'refused') return orderErrors.refused.problem({ detail })
  return kind === 'numbers' ? orderErrors.fault.problem({ detail }) : orderErrors.endpointFault.problem({ subject, detail })
}

/** Numbers may have left the account, or its service, while the emergency service was asked. */
async function goneNumbers(tx: Tx, accountId: number, { wanted, subjects }: Undertaking): Promise<ReadonlyMap<string, Problem>> {
  if (wanted.kind !== 'numbers') return new Map()
  const held = await heldNumbers(tx, accountId, subjects, { lock: true })
  return new Map(subjects.flatMap((tn) => {
    const problem = heldProblem(held.get(tn))
    return problem ? [[tn, problem] as const] : []
  }))
}

/** The service has an address of numbers that are not in service on the account any more; nobody else tells it that they have left. */
async function withdrawStrays(tx: Tx, order: OrderRow, { undertaking: { wanted, present }, verdicts, refused }: Settling, left: readonly string[]): Promise<void> {
  if (wanted.action === 'remove') return
  const untaken = new Set(refused.map(({ subject }) => subject))
  await withdraw(tx, order.accountId, left.flatMap((tn) => {
    const verdict = verdicts.get(tn)
    const address = verdict?.address ?? present.get(tn)
    return address && verdict?.kind !== 'unknown' && !untaken.has(tn) ? [{ tn, address }] : []
  }))
}

/** Locations whose address nobody knows are kept as such, under their id, so that another order can mend them. */
async function keepUnknown(tx: Tx, order: OrderRow, { undertaking: { wanted }, verdicts, at }: Settling): Promise<void> {
  if (wanted.kind !== 'locations' || wanted.action === 'remove') return
  const unknown = [...verdicts].filter(([, verdict]) => verdict.kind === 'unknown')
  const stored = await locationsOf(tx, order.accountId, unknown.map(([id]) => id))
  await keepLocations(tx, { accountId: order.accountId, at }, unknown.filter(([id]) => stored.get(id.toLowerCase())?.isValid !== true)
    .map(([locationId, { address }]) => ({ locationId, address, isValid: false })))
}

const mendedWith = (given: LocatedAddress, verdict: Verdict | undefined): LocatedAddress =>
  verdict?.kind === 'known' && verdict.isMended ? { locationId: given.locationId, ...verdict.address, addressType: given.addressType } : given

/** The addresses as the emergency service has them. */
function mendedContent({ address, locations, ...rest }: Content, verdicts: ReadonlyMap<string, Verdict>, done: readonly string[]): Content {
  const verdict = done.map((subject) => verdicts.get(subject)).find((each) => each !== undefined)
  const completed = new Set(done)
  return {
    ...rest, address: address && mendedWith(address, verdict),
    locations: locations.map((given) => completed.has(given.locationId ?? '') ? mendedWith(given, verdicts.get(given.locationId ?? '')) : given),
  }
}

const nouns = { numbers: 'numbers', identifiers: 'identifiers', locations: 'addresses' }

function moveTo(done: number, all: number, isMended: boolean): E911Move {
  if (done === 0) return 'fail'
  if (done === all) return isMended ? 'completeAdjusted' : 'complete'
  return isMended ? 'completePartlyAdjusted' : 'completePartly'
}

function ended({ kind, subjects }: WantedOrder, lines: Decision<E911Move>['lines'] = [], isMended = false): Decision<E911Move> {
  const done = lines.filter(({ problem }) => problem === undefined).length
  const summary = `${done} of ${subjects.length} ${nouns[kind]}`
  return { move: moveTo(done, subjects.length, isMended), lines, message: `E911 order is done with ${summary}.`, summary }
}

/** Writes what the emergency service has taken, and ends the order. Runs with the order locked. */
export async function settle(tx: Tx, order: OrderRow, settling: Settling): Promise<Decision<E911Move>> {
  const { undertaking, verdicts, refused, at } = settling
  const { wanted, subjects } = undertaking
  const gone = await goneNumbers(tx, order.accountId, undertaking)
  const unknown = [...verdicts].filter(([, { kind }]) => kind === 'unknown').map(([subject]) => [subject, orderErrors.addressUnknown.problem()] as const)
  const problems = new Map([...unknown, ...refused.map((refusal) => [refusal.subject, refusalOf(wanted, refusal)] as const), ...gone])
  await keepUnknown(tx, order, settling)
  const taken = subjects.filter((subject) => !problems.has(subject))
  const obstacles = await apply(tx, { accountId: order.accountId, at, wanted, subjects: taken, verdicts })
  const done = taken.filter((subject) => !obstacles.has(subject))
  if (wanted.kind === 'numbers') await noteFailure(tx, order.accountId, subjects.filter((tn) => problems.has(tn) && !gone.has(tn)), at)
  const isMended = done.some((subject) => {
    const verdict = verdicts.get(subject)
    return verdict?.kind === 'known' && verdict.isMended
  })
  if (isMended) await keepMended(tx, order.id, mendedContent(wanted.content, verdicts, done))
  await releaseClaims(tx, order.id)
  await settleWithdrawals(tx, order, wanted.kind === 'numbers' ? done : [])
  await withdrawStrays(tx, order, settling, [...gone.keys()])
  return ended(wanted, subjects.map((subject) => ({ subject, problem: problems.get(subject) ?? obstacles.get(subject) })), isMended)
}

/** Ends an order for which nobody could be reached. Runs with the order locked. */
export async function giveUp(tx: Tx, order: OrderRow, { wanted, subjects }: Undertaking, at: Date): Promise<Decision<E911Move>> {
  if (wanted.kind === 'numbers') {
    const held = await heldNumbers(tx, order.accountId, subjects, { lock: true })
    await noteFailure(tx, order.accountId, subjects.filter((tn) => heldProblem(held.get(tn)) === undefined), at)
  }
  await releaseClaims(tx, order.id)
  await settleWithdrawals(tx, order, [])
  return ended(wanted, subjects.map((subject) => ({ subject, problem: orderErrors.unreachable.problem() })))
}
