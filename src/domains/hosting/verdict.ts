import type { Problem } from '../../kernel/errors/catalogue.ts'
import type { NumberOrigin } from '../inventory/index.ts'
import { externalErrors, importErrors } from './errors.ts'

const isHeld = (origin: NumberOrigin | undefined): origin is NumberOrigin => origin?.status === 'Inservice'

/**
 * Why an account cannot import a number for its messages, as far as the ledger says it; undefined where it can. Numbers of
 * other carriers can be imported, also away from an account that has their messages; not those that an account owns.
 */
export function importProblem(accountId: number, origin: NumberOrigin | undefined): Problem | undefined {
  if (origin?.ours) return importErrors.ours.problem()
  if (!isHeld(origin)) return undefined
  if (origin.accountId === accountId) return importErrors.imported.problem()
  return origin.external ? importErrors.elsewhere.problem() : undefined
}

/** Why an account cannot have a number as its own; one that is on the account already can be brought again. */
export function externalProblem(accountId: number, origin: NumberOrigin | undefined): Problem | undefined {
  if (origin?.ours) return externalErrors.ours.problem()
  return isHeld(origin) && origin.accountId !== accountId ? externalErrors.elsewhere.problem() : undefined
}
