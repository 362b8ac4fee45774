import type { Tx } from '../../kernel/db/database.ts'
import { addDuration } from '../../kernel/clock/duration.ts'
import { enqueue, type Job } from '../../kernel/jobs/job.ts'
import { setTimer } from '../../kernel/jobs/timer.ts'
import { openLines, type LineOutcome } from '../../kernel/orders/lines.ts'
import { hasFeature } from '../accounts/index.ts'
import { heldNumbers, noteHistory } from '../inventory/index.ts'
import { lineErrors } from './errors.ts'
import type { LineFeature } from './feature.ts'
import { timerKey } from './jobs.ts'
import { claimNumbers, dropPending, pendingGroups, saveGroups } from './repository.ts'
import { problemsOfNumbers } from './verdict.ts'
import type { WantedNumbers } from './wanted.ts'

/** An order that wants numbers, and who has placed it. */
export interface Claiming {
  readonly id: string
  readonly accountId: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly at: Date
  /** Whether there is anybody who enters things. */
  readonly supplied: boolean
}

/** Throws 5078 for an account without the feature. */
export async function requireFeature(tx: Tx, { productFeature }: LineFeature, accountId: number): Promise<void> {
  if (!await hasFeature(tx, accountId, productFeature)) throw lineErrors.featureMissing({ accountId, feature: productFeature.split('.')[1] ?? productFeature })
}

/**
 * Lets an order wait for nothing, for it to wait for other numbers. Locks what it had and what it wants together: two orders
 * that are changed to have each other's numbers would otherwise wait for each other.
 */
export async function letGo(tx: Tx, { id, accountId }: Claiming, { groups }: WantedNumbers<object>): Promise<void> {
  const had = await pendingGroups(tx, id)
  await heldNumbers(tx, accountId, [...had, ...groups].flatMap(({ tns }) => tns), { lock: true })
  await dropPending(tx, id)
}

/**
 * Has an order that was stored, and waits for nothing, wait for what it asks for. Answers the numbers that it cannot have, each
 * with the reason; all the others are its own until it ends.
 */
export async function claim<Entry extends object>(
  tx: Tx, feature: LineFeature, order: Claiming, { wanted, stored }: { readonly wanted: WantedNumbers<Entry>, readonly stored: readonly object[] },
): Promise<{ readonly claimed: number, readonly failed: readonly LineOutcome[] }> {
  const { id: orderId, accountId, supplied } = order
  const all = wanted.groups.flatMap(({ tns }) => tns)
  const problems = await problemsOfNumbers(tx, feature, all, { accountId, supplied })
  const claimed = await claimNumbers(tx, { kind: feature.kind, accountId, orderId },
    wanted.groups.map(({ tns, entry }) => ({ entry, tns: tns.filter((tn) => !problems.has(tn)) })))
  const refused = all.filter((tn) => !claimed.has(tn)).sort()
  const failed = [...wanted.malformed, ...refused.map((tn) => ({ subject: tn, problem: problems.get(tn) ?? feature.numberErrors.taken.problem({ tn }) }))]
  await saveGroups(tx, orderId, stored, wanted.count)
  await openLines(tx, orderId, { pending: [...claimed], failed })
  await noteHistory(tx, [...claimed], {
    accountId, at: order.at, actor: order.createdBy, orderId, orderType: feature.historyType, orderStatus: feature.order.initial, orderCreatedAt: order.createdAt,
  })
  return { claimed: claimed.size, failed }
}

/** Queues the work on an order: at once, or when it cannot be changed any more. */
export async function queue(
  tx: Tx, { changeableSeconds }: LineFeature, job: Job<{ orderId: string }>, { id: orderId, accountId, createdAt }: Claiming,
): Promise<void> {
  if (changeableSeconds === 0) return enqueue(tx, job, { orderId }, { accountId })
  return setTimer(tx, job, { orderId }, { accountId, key: timerKey(orderId), dueAt: addDuration(createdAt, { months: 0, ms: changeableSeconds * 1000 }) })
}
