import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Decision, OrderRow } from '../../../kernel/orders/engine.ts'
import { noteFailure } from '../record.ts'
import { claim, isRepeated, type ClaimKind } from './claims.ts'
import type { WantedOrder } from './content.ts'
import { checkEndpoints } from './endpoint-checks.ts'
import { orderErrors } from './errors.ts'
import { checkLocations } from './location-checks.ts'
import { checkNumbers, type Checked } from './number-checks.ts'
import type { E911Move } from './process.ts'

const nobody: ReadonlySet<string> = new Set()

async function check(tx: Tx, accountId: number, wanted: WantedOrder): Promise<Checked> {
  switch (wanted.kind) {
    case 'numbers': return checkNumbers(tx, accountId, wanted)
    case 'identifiers': return { problems: await checkEndpoints(tx, accountId, wanted), held: nobody }
    case 'locations': return { problems: await checkLocations(tx, accountId, wanted), held: nobody }
  }
}

/** What an order changes with a subject, and no other order may change meanwhile. */
function claimsOf({ kind, action, content }: WantedOrder, subject: string): { kind: ClaimKind, subject: string }[] {
  if (kind === 'locations') return []
  if (kind === 'numbers') return [{ kind: 'TN', subject }]
  const number = action === 'put' ? content.endpoints.find(({ identifier }) => identifier === subject)?.callbackNumber : undefined
  return [{ kind: 'AEUI', subject }, ...number === undefined ? [] : [{ kind: 'CALLBACK' as const, subject: number }]]
}

async function busyProblems(tx: Tx, order: OrderRow, wanted: WantedOrder, subjects: readonly string[]): Promise<ReadonlyMap<string, Problem>> {
  const claims = new Map(subjects.map((subject) => [subject, claimsOf(wanted, subject)]))
  const busy = await claim(tx, { accountId: order.accountId, orderId: order.id }, [...claims.values()].flat())
  if (busy.size === 0) return new Map()
  const holders = new Map(subjects.flatMap((subject) => {
    const holder = claims.get(subject)?.map(({ kind, subject: name }) => busy.get(`${kind}:${name}`)).find((id) => id !== undefined)
    return holder === undefined ? [] : [[subject, holder] as const]
  }))
  const [first = ''] = holders.values()
  const isCopy = holders.size === wanted.subjects.length && [...holders.values()].every((id) => id === first) && await isRepeated(tx, order.id, first)
  const problem = (subject: string, orderId: string) => isCopy ? orderErrors.duplicate.problem({ orderId })
    : wanted.kind === 'numbers' ? orderErrors.numbersBusy.problem({ orderId }) : orderErrors.identifierBusy.problem({ identifier: subject, orderId })
  return new Map([...holders].map(([subject, orderId]) => [subject, problem(subject, orderId)]))
}

/** Checks what an order names against what the account has, and holds what passes. Runs with the order locked. */
export async function begin(tx: Tx, order: OrderRow, wanted: WantedOrder, at: Date): Promise<Decision<E911Move>> {
  const { problems, held } = await check(tx, order.accountId, wanted)
  const busy = await busyProblems(tx, order, wanted, wanted.subjects.filter((subject) => !problems.has(subject)))
  const failed = new Map([...problems, ...busy])
  await noteFailure(tx, order.accountId, [...problems.keys()].filter((subject) => held.has(subject)), at)
  return { move: 'begin', message: 'E911 order is being processed.', lines: [...failed].map(([subject, problem]) => ({ subject, problem })) }
}
