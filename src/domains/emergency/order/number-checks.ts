import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { heldNumbers, type HeldNumber } from '../../inventory/index.ts'
import { knownAreaCodes } from '../../numbering/index.ts'
import { recordsOf, type EmergencyRecord } from '../record.ts'
import type { WantedOrder } from './content.ts'
import { orderErrors } from './errors.ts'

const AREA_CODE_DIGITS = 3

/** Why a number cannot have emergency service of this account; its calls must be the account's. */
export function heldProblem(number: HeldNumber | undefined): Problem | undefined {
  if (!number || number.hosted) return orderErrors.notHeld.problem()
  return number.status === 'Inservice' ? undefined : orderErrors.notInService.problem()
}

function recordProblem({ action, content }: WantedOrder, record: EmergencyRecord | undefined): Problem | undefined {
  if (record && record.addressId !== null) return undefined
  if (action === 'remove') return orderErrors.notProvisioned.problem()
  return content.address ? undefined : orderErrors.newEndpoint.problem()
}

export interface Checked {
  readonly problems: ReadonlyMap<string, Problem>
  /** Of the numbers, those that are in service on the account. */
  readonly held: ReadonlySet<string>
}

/** What is against each number of an order. Holds the numbers until the transaction ends. */
export async function checkNumbers(tx: Tx, accountId: number, wanted: WantedOrder): Promise<Checked> {
  const held = await heldNumbers(tx, accountId, wanted.subjects, { lock: true })
  const [records, areaCodes] = await Promise.all([recordsOf(tx, accountId, 'TN', wanted.subjects), knownAreaCodes(tx)])
  const problems = new Map<string, Problem>()
  for (const tn of wanted.subjects) {
    const number = held.get(tn)
    const problem = !number && !areaCodes.has(tn.slice(0, AREA_CODE_DIGITS)) ? orderErrors.numberUnknown.problem()
      : heldProblem(number) ?? recordProblem(wanted, records.get(tn))
    if (problem) problems.set(tn, problem)
  }
  return { problems, held: new Set([...held].filter(([, number]) => heldProblem(number) === undefined).map(([tn]) => tn)) }
}
