import type { Tx } from '../../../kernel/db/database.ts'
import { hasClosedTier } from '../../accounts/index.ts'
import { tnDetails, type NumberFacts } from '../ledger/facts.ts'
import { readCriteria, type Criteria, type PlaceSearch, type Search } from './criteria.ts'
import { searchErrors } from './errors.ts'
import { refuseUnknown, refuseUnserved, tollFreeCodesFor } from './refuse.ts'
import { selectByCodes, selectByPlace, selectLocal } from './repository.ts'
import type { ProtectedFilter, SearchOptions } from './statement.ts'
import { startOfPicks, type Start } from './start.ts'
import { findVanity } from './vanity.ts'

/**
 * `limit`: the most numbers to answer. `protected`: MIXED, treat protected numbers like others, unless said otherwise.
 * `start`: where in the pool to begin, the same point for each call unless given.
 */
export interface FindOptions {
  readonly limit: number
  readonly protected?: ProtectedFilter | undefined
  readonly start?: Start | undefined
}

/** Of so many numbers at least, some are chosen, so that searches for one number which begin close together differ. */
const LEAST_CHOICE = 50

/**
 * Finds a few numbers more than wanted and begins among them at another one each time: most clients order what is first.
 * Where numbers are locked none too many are.
 */
async function choose(options: SearchOptions, find: (options: SearchOptions) => Promise<string[]>): Promise<string[]> {
  const found = await find(options.lock ? options : { ...options, limit: Math.max(options.limit, LEAST_CHOICE) })
  const first = found.length === 0 ? 0 : options.start.place % found.length
  return [...found.slice(first), ...found.slice(0, first)].slice(0, options.limit)
}

async function findPlace(tx: Tx, search: PlaceSearch, options: SearchOptions): Promise<string[]> {
  const exact = await choose(options, (wanted) => selectByPlace(tx, search, wanted))
  if (!search.local || exact.length === options.limit) return exact
  const rest = { ...options, limit: options.limit - exact.length }
  return [...exact, ...await choose(rest, (wanted) => selectLocal(tx, search, wanted))]
}

async function findBy(tx: Tx, search: Search, options: SearchOptions): Promise<string[]> {
  switch (search.kind) {
    case 'place': return findPlace(tx, search, options)
    case 'vanity': return choose(options, (wanted) => findVanity(tx, search, wanted))
    case 'toll-free': {
      const codes = await tollFreeCodesFor(tx, search.pattern)
      return choose(options, (wanted) => selectByCodes(tx, codes, wanted))
    }
  }
}

/** Says why there is nothing, where the documentation has an error for it; else there simply is nothing. */
async function explainNothing(tx: Tx, search: Search, options: SearchOptions): Promise<void> {
  await refuseUnknown(tx, search)
  // Most accounts may have any number, and looking again for nothing takes longest.
  const closed = await hasClosedTier(tx, options.accountId) ? await findBy(tx, search, { ...options, limit: 1, tiers: 'all' }) : []
  if (closed.length > 0) throw searchErrors.tierClosed()
  await refuseUnserved(tx, search)
}

/**
 * Numbers that the account may order, each once: Available, in the common pool or the account's own, in a tier that is
 * open to the account. They come in no order but that those of a local calling area follow those that fit exactly.
 * Throws the documented errors of `checkCriteria`, and 4023 and 4024 where nothing is found for the reason they name.
 * What was found proves that the plan knows the criteria, so only a search that finds nothing pays for checking them.
 */
export async function findAvailableTns(tx: Tx, accountId: number, criteria: Criteria, options: FindOptions): Promise<string[]> {
  const { limit, protected: filter = 'MIXED', start = startOfPicks(accountId) } = options
  const search = readCriteria(criteria)
  const all: SearchOptions = { accountId, limit, protected: filter, start, tiers: 'open', lock: false }
  const found = await findBy(tx, search, all)
  if (found.length === 0) await explainNothing(tx, search, all)
  return found
}

/** As `findAvailableTns`, with what is known about each number. */
export async function findAvailable(tx: Tx, accountId: number, criteria: Criteria, options: FindOptions): Promise<NumberFacts[]> {
  const tns = await findAvailableTns(tx, accountId, criteria, options)
  const facts = new Map((await tnDetails(tx, tns)).map((number) => [number.tn, number]))
  return tns.flatMap((tn) => facts.get(tn) ?? [])
}

/**
 * Locks up to `quantity` numbers that the account may order, until the transaction ends, and answers them ascending.
 * Numbers that others have locked are passed over. Throws the errors of malformed criteria; unknown ones find nothing.
 */
export async function pickAvailable(tx: Tx, accountId: number, criteria: Criteria, quantity: number): Promise<string[]> {
  const picked = await findBy(tx, readCriteria(criteria), {
    accountId, limit: quantity, protected: 'MIXED', start: startOfPicks(accountId), tiers: 'open', lock: true,
  })
  return picked.toSorted()
}
