import type { Tx } from '../../../kernel/db/database.ts'
import { ApiError, type Problem } from '../../../kernel/errors/catalogue.ts'
import { byProblem, type SharedProblem } from '../../../kernel/orders/lines.ts'
import { originsOf } from '../../inventory/index.ts'
import { knownAreaCodes, readNumbers } from '../../numbering/index.ts'
import { importErrors } from '../errors.ts'
import { importProblem } from '../verdict.ts'

const AREA_CODE_DIGITS = 3

/** What our own databases say against importing each of the numbers; those without an entry can be imported. */
export async function importProblems(tx: Tx, accountId: number, tns: readonly string[]): Promise<ReadonlyMap<string, Problem>> {
  const [origins, areaCodes] = await Promise.all([originsOf(tx, tns), knownAreaCodes(tx)])
  const problems = new Map<string, Problem>()
  for (const tn of tns) {
    const isKnown = origins.has(tn) || areaCodes.has(tn.slice(0, AREA_CODE_DIGITS))
    const problem = isKnown ? importProblem(accountId, origins.get(tn)) : importErrors.unknown.problem()
    if (problem) problems.set(tn, problem)
  }
  return problems
}

/** Which numbers can be imported and which cannot, these by problem. */
export interface ImportCheck {
  readonly importable: readonly string[]
  readonly refused: readonly SharedProblem[]
}

/**
 * Looks at numbers without taking them; one that is listed twice is looked at once. Whether a carrier has them in service is
 * asked when they are imported. Throws 7201 for each that is none, 7314 and 7316.
 */
export async function checkNumbers(tx: Tx, accountId: number, texts: readonly string[]): Promise<ImportCheck> {
  const { tns, problems } = readNumbers(texts, importErrors)
  const faults = problems.filter(({ code }) => code !== importErrors.numberTwice.spec.code)
  if (faults.length > 0) throw new ApiError(400, faults)
  const refused = await importProblems(tx, accountId, tns)
  return {
    importable: tns.filter((tn) => !refused.has(tn)),
    refused: byProblem([...refused].map(([subject, { code, text }]) => ({ subject, code, text }))),
  }
}
