import type { Tx } from '../../kernel/db/database.ts'
import type { Problem } from '../../kernel/errors/catalogue.ts'
import { heldNumbers, originsOf, tnDetails, type HeldNumber } from '../inventory/index.ts'
import { tollFreeCodes } from '../numbering/index.ts'
import type { LineFeature } from './feature.ts'
import { numbersWith } from './repository.ts'

const AREA_CODE_DIGITS = 3
/** The one LATA that all of Canada is. */
const CANADIAN_LATA = 888

type Tns = ReadonlySet<string>

interface Known {
  readonly held: ReadonlyMap<string, HeldNumber>
  readonly inLedger: Tns
  readonly tollFree: Tns
  readonly canadian: Tns
  readonly entered: Tns
  readonly leaving: Tns
  /** Whether there is anybody who enters things. */
  readonly supplied: boolean
}

const none: Tns = new Set()

async function canadianOf(tx: Tx, tns: readonly string[]): Promise<Tns> {
  return new Set((await tnDetails(tx, tns)).filter(({ lata }) => lata === CANADIAN_LATA).map(({ tn }) => tn))
}

function problemOf(tn: string, { numberErrors: errors }: LineFeature, known: Known): Problem | undefined {
  if (known.tollFree.has(tn.slice(0, AREA_CODE_DIGITS))) return errors.tollFree.problem({ tn })
  const number = known.held.get(tn)
  if (!number && !known.inLedger.has(tn)) return errors.unknown.problem({ tn })
  if (number && known.leaving.has(tn)) return errors.leaving?.problem({ tn })
  if (number?.status !== 'Inservice') return errors.elsewhere.problem({ tn })
  if (!known.supplied || !number.onNet || number.external || number.hosted) return errors.vendor.problem({ tn })
  if (known.canadian.has(tn)) return errors.canadian?.problem({ tn })
  return known.entered.has(tn) ? errors.taken.problem({ tn }) : undefined
}

/** What keeps each of the numbers from getting a feature. Locks those that the account holds: none of them leaves before the transaction ends. */
export async function problemsOfNumbers(
  tx: Tx, feature: LineFeature, tns: readonly string[], { accountId, supplied }: { readonly accountId: number, readonly supplied: boolean },
): Promise<ReadonlyMap<string, Problem>> {
  const { kind, replaces, numberErrors } = feature
  const held = await heldNumbers(tx, accountId, tns, { lock: true })
  const strangers = tns.filter((tn) => !held.has(tn))
  const known: Known = {
    held, supplied,
    inLedger: strangers.length === 0 ? none : new Set((await originsOf(tx, strangers)).keys()),
    tollFree: new Set(await tollFreeCodes(tx)),
    canadian: numberErrors.canadian ? await canadianOf(tx, tns) : none,
    entered: replaces ? none : await numbersWith(tx, kind, 'entered', tns),
    leaving: numberErrors.leaving ? await numbersWith(tx, kind, 'leaving', tns) : none,
  }
  return new Map(tns.flatMap((tn) => {
    const problem = problemOf(tn, feature, known)
    return problem ? [[tn, problem] as const] : []
  }))
}
