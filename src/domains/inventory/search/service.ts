import type { Tx } from '../../../kernel/db/database.ts'
import type { NumberFacts } from '../ledger/facts.ts'
import { readCriteria, refuseUnknown, type Criteria } from './criteria.ts'
import { lockAvailable, selectAvailable, selectAvailableTns, type ProtectedFilter } from './repository.ts'

/** `limit`: the most numbers to answer. `protected`: MIXED, treat protected numbers like others, unless said otherwise. */
export interface FindOptions {
  readonly limit: number
  readonly protected?: ProtectedFilter | undefined
}

/** What was found proves that the plan knows the criteria, so only a search that finds nothing pays for checking them. */
async function orRefuse<Found>(tx: Tx, criteria: Criteria, find: (search: ReturnType<typeof readCriteria>) => Promise<Found[]>): Promise<Found[]> {
  const search = readCriteria(criteria)
  const found = await find(search)
  if (found.length === 0) await refuseUnknown(tx, search)
  return found
}

/**
 * Numbers that the account may order, ascending: Available, in the common pool or the account's own. Throws the
 * documented errors of `checkCriteria`.
 */
export async function findAvailable(tx: Tx, accountId: number, criteria: Criteria, options: FindOptions): Promise<NumberFacts[]> {
  const { limit, protected: filter = 'MIXED' } = options
  return orRefuse(tx, criteria, (search) => selectAvailable(tx, search, { accountId, limit, protected: filter }))
}

/** As `findAvailable`, the bare numbers only. */
export async function findAvailableTns(tx: Tx, accountId: number, criteria: Criteria, options: FindOptions): Promise<string[]> {
  const { limit, protected: filter = 'MIXED' } = options
  return orRefuse(tx, criteria, (search) => selectAvailableTns(tx, search, { accountId, limit, protected: filter }))
}

/**
 * Locks up to `quantity` numbers that the account may order, until the transaction ends, and answers them ascending.
 * Numbers that others have locked are passed over. Throws the errors of malformed criteria; unknown ones find nothing.
 */
export async function pickAvailable(tx: Tx, accountId: number, criteria: Criteria, quantity: number): Promise<string[]> {
  return lockAvailable(tx, readCriteria(criteria), { accountId, limit: quantity, protected: 'MIXED' })
}
