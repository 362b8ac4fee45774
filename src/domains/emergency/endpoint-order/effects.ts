import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { heldNumbers, type HeldNumber } from '../../inventory/index.ts'
import { readPeer } from '../../locations/index.ts'
import { findGroup } from '../notification-group/repository.ts'
import { heldProblem } from '../order/number-checks.ts'
import { recordsOf } from '../record.ts'
import { associationErrors } from './errors.ts'
import type { endpointOrder } from './process.ts'
import { findEndpointOrder, groupsOfEndpoints, putIntoGroup, takeOutOfGroup, type Moving } from './repository.ts'
import type { WantedAssociations } from './request.ts'

/** Those SIP peers of numbers that have an address, which numbers without one of their own call from. */
async function peersWithAddress(tx: Tx, accountId: number, numbers: Iterable<HeldNumber>): Promise<ReadonlySet<number>> {
  const found = new Map<number, boolean>()
  for (const { siteId, peerId } of numbers) {
    if (siteId === null || peerId === null || found.has(peerId)) continue
    found.set(peerId, (await readPeer(tx, accountId, siteId, peerId))?.details.address !== undefined)
  }
  return new Set([...found].filter(([, has]) => has).map(([peerId]) => peerId))
}

/** The numbers that can call for help from somewhere: in service on the account, with an address of their own or of their SIP peer. */
async function callingNumbers(tx: Tx, accountId: number, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const held = await heldNumbers(tx, accountId, numbers, { lock: true })
  const records = await recordsOf(tx, accountId, 'TN', numbers)
  const peers = await peersWithAddress(tx, accountId, held.values())
  return new Set([...held.values()].filter((number) => heldProblem(number) === undefined
    && (records.get(number.tn)?.address !== undefined || peers.has(number.peerId ?? 0))).map(({ tn }) => tn))
}

async function put(tx: Tx, step: Moving, subjects: readonly string[]): Promise<Problem[]> {
  const { accountId, kind } = step
  const known = kind === 'TN' ? await callingNumbers(tx, accountId, subjects) : new Set((await recordsOf(tx, accountId, kind, subjects)).keys())
  const done = await putIntoGroup(tx, step, subjects.filter((subject) => known.has(subject)))
  const groups = await groupsOfEndpoints(tx, accountId, kind, subjects)
  return subjects.filter((subject) => !done.has(subject)).map((endpoint) => known.has(endpoint)
    ? associationErrors.inGroup.problem({ endpoint, group: groups.get(endpoint) ?? '' }) : associationErrors.unknown.problem({ endpoint }))
}

async function take(tx: Tx, step: Moving, subjects: readonly string[]): Promise<Problem[]> {
  const done = await takeOutOfGroup(tx, step, subjects)
  return subjects.filter((subject) => !done.has(subject)).map((endpoint) => associationErrors.notInGroup.problem({ endpoint }))
}

const summaryOf = ({ numbers, identifiers }: WantedAssociations, problems: readonly Problem[]): string => {
  const all = numbers.length + identifiers.length
  return `${all - problems.length} of ${all} endpoints`
}

/** Moves each endpoint by itself; the order has failed where one could not be moved. Runs with the order locked. */
export async function moveEndpoints(tx: Tx, { id, accountId }: OrderRow, at: Date): Promise<Decision<keyof typeof endpointOrder.moves>> {
  const wanted = await findEndpointOrder(tx, id)
  const { action, groupId, numbers, identifiers } = wanted
  if (!await findGroup(tx, accountId, groupId, { lock: true })) {
    return { move: 'fail', problems: [associationErrors.groupUnknown.problem({ group: groupId })], message: 'Emergency notification endpoint order has failed.' }
  }
  const move = action === 'add' ? put : take
  const problems = [
    ...await move(tx, { accountId, kind: 'TN', groupId, at }, numbers), ...await move(tx, { accountId, kind: 'AEUI', groupId, at }, identifiers),
  ]
  const summary = summaryOf(wanted, problems)
  return { move: problems.length === 0 ? 'complete' : 'fail', problems, summary, message: `Emergency notification endpoint order is done with ${summary}.` }
}
