import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../../kernel/orders/lines.ts'
import { endOf } from '../../../kernel/orders/lives.ts'
import { changeLineSettings, heldNumbers, setAttributes, smsOf, type HeldNumber } from '../../inventory/index.ts'
import { readSms } from '../../locations/index.ts'
import { heldErrors } from '../errors.ts'
import { tnOptionErrors } from './errors.ts'
import type { tnOptionOrder } from './process.ts'
import { changeOptions, groupsOf, tnOptionsOf } from './repository.ts'
import { readGroups, type Changes, type WantedGroup } from './wanted.ts'

const isOnlySms = ({ sms, ...others }: Changes): boolean => sms !== undefined && Object.values(others).every((value) => value === undefined)

/** Whether something is to be set that belongs to whoever has the calls of a number. */
function asksForVoice({ numberFormat, rpidFormat, rewriteUser, callForward, callingNameDisplay, finalDestination, protected: mark }: Changes): boolean {
  return [numberFormat, rpidFormat, rewriteUser, callForward, callingNameDisplay, finalDestination, mark].some((value) => value !== undefined)
}

/** Imported numbers have no line features, as documented: only their messages are the account's. */
function hostedProblem(tn: string, changes: Changes): Problem | undefined {
  if (asksForVoice(changes)) return tnOptionErrors.voiceElsewhere.problem({ tn, attributes: 'Imported, Hosted' })
  return changes.portOutPasscode === undefined ? undefined : tnOptionErrors.passcodeElsewhere.problem()
}

/** What the SIP peers of numbers say of A2P messages from long codes, by peer; where SMS is off they have the value of new settings. */
async function longCodesOf(tx: Tx, held: Iterable<HeldNumber>): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (const { peerId } of held) {
    if (peerId !== null && !found.has(peerId)) found.set(peerId, (await readSms(tx, peerId))?.a2pLongCode ?? 'DefaultOff')
  }
  return found
}

/** Long codes follow their SIP peer where that says ON or OFF, so only its defaults can be set aside or gone back to. */
function a2pProblem(tn: string, { a2p, sms }: Changes, number: HeldNumber, known: Known): Problem | undefined {
  if (a2p === undefined) return undefined
  if (a2p === 'off') return number.tollFree ? tnOptionErrors.a2pTollFree.problem() : undefined
  const longCode = number.tollFree ? 'DefaultOff' : known.longCodes.get(number.peerId ?? 0) ?? 'DefaultOff'
  if (a2p === null) return longCode === 'OFF' ? tnOptionErrors.a2pNotSetUp.problem({ tn }) : undefined
  if (longCode === 'ON' || longCode === 'OFF') return tnOptionErrors.a2pFixed.problem({ tn })
  return sms ?? known.sms.has(tn) ? undefined : tnOptionErrors.a2pNeedsSms.problem()
}

interface Known {
  readonly held: ReadonlyMap<string, HeldNumber>
  /** Numbers with messaging on, before the order. */
  readonly sms: ReadonlySet<string>
  readonly passcodes: ReadonlyMap<string, string | null>
  /** A2pLongCode by SIP peer. */
  readonly longCodes: ReadonlyMap<number, string>
}

function problemOf(tn: string, changes: Changes, known: Known): Problem | undefined {
  const number = known.held.get(tn)
  if (!number) return heldErrors.notAvailable.problem()
  if (number.status !== 'Inservice') return heldErrors.notInService.problem()
  if (number.external && !isOnlySms(changes)) return tnOptionErrors.smsOnly.problem()
  const hosted = number.hosted ? hostedProblem(tn, changes) : undefined
  if (hosted) return hosted
  const a2p = a2pProblem(tn, changes, number, known)
  if (a2p || !changes.portOutPasscode) return a2p
  if (!number.onNet) return tnOptionErrors.passcodeOffNet.problem()
  return known.passcodes.get(tn) === changes.portOutPasscode ? tnOptionErrors.passcodeSet.problem() : undefined
}

/** Groups that ask for the same are done together, so that an order of many groups takes few statements. */
function merged(groups: readonly WantedGroup[]): readonly WantedGroup[] {
  const byChanges = new Map<string, { tns: string[], changes: Changes }>()
  for (const { tns, changes } of groups) {
    // JSON leaves out what is undefined, so null and absent stay apart.
    const key = JSON.stringify(changes)
    const group = byChanges.get(key) ?? { tns: [], changes }
    group.tns.push(...tns)
    byChanges.set(key, group)
  }
  return [...byChanges.values()]
}

async function apply(tx: Tx, order: OrderRow, { tns, changes }: WantedGroup, at: Date): Promise<void> {
  const { callForward, callingNameDisplay, numberFormat, rpidFormat, rewriteUser, sms } = changes
  const line = { callForward, callingNameDisplay, numberFormat, rpidFormat, rewriteUser, smsEnabled: sms }
  if (Object.values(line).some((value) => value !== undefined)) await changeLineSettings(tx, order.accountId, tns, line)
  if (changes.protected !== undefined) await setAttributes(tx, order.accountId, tns, { protected: changes.protected }, at)
  await changeOptions(tx, tns, changes, { accountId: order.accountId, orderId: order.id })
}

/** Sets what an order asks for on those of its numbers that are in service on the account. Runs with the order locked. */
export async function setOptions(tx: Tx, order: OrderRow, clock: Clock): Promise<Decision<keyof typeof tnOptionOrder.moves>> {
  const stored = (await groupsOf(tx, [order.id])).get(order.id)
  if (!stored) throw new Error(`order ${order.id} has no details`)
  const groups = merged(readGroups(stored))
  const all = groups.flatMap(({ tns }) => tns)
  const held = await heldNumbers(tx, order.accountId, all, { lock: true })
  const known = {
    held, longCodes: await longCodesOf(tx, groups.some(({ changes }) => changes.a2p !== undefined) ? held.values() : []), sms: await smsOf(tx, all),
    passcodes: new Map((await tnOptionsOf(tx, all)).map(({ tn, portOutPasscode }) => [tn, portOutPasscode])),
  }
  const lines: LineOutcome[] = []
  for (const { tns, changes } of groups) {
    const outcomes = tns.map((subject) => ({ subject, problem: problemOf(subject, changes, known) }))
    lines.push(...outcomes)
    const done = outcomes.filter(({ problem }) => problem === undefined).map(({ subject }) => subject).sort()
    if (done.length > 0) await apply(tx, order, { tns: done, changes }, clock.now())
  }
  const { move, done } = endOf(lines)
  return {
    move, lines,
    message: `Options of ${done} of ${lines.length} numbers set`, summary: `${done} of ${lines.length} numbers`,
  }
}
