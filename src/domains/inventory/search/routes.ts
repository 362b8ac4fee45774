import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { WorkGate } from '../../../kernel/gather/work-gate.ts'
import type { NumberFacts } from '../ledger/facts.ts'
import { searchAvailableNumbers } from './contract.ts'
import { searchErrors } from './errors.ts'
import { isOrdered, readProtected } from './options.ts'
import { findAvailable, findAvailableTns } from './service.ts'
import type { SearchStarts } from './start.ts'

const detailOf = ({ tn, city, lata, rateCenter, state }: NumberFacts) => ({
  city: city ?? undefined, lata: lata ?? undefined, rateCenter: rateCenter ?? undefined, state: state ?? undefined, fullNumber: tn,
})

const MOST_WAITING = 2_000

/**
 * Lets so many searches be in the database at a time: a server that does more of them side by side than it has
 * processors keeps each of them waiting in the middle, some for very long.
 */
export const searchGate = (atOnce: number): WorkGate => new WorkGate({ atOnce, mostWaiting: MOST_WAITING, full: searchErrors.searchesBusy })

const byNumber = (one: NumberFacts, other: NumberFacts) => (one.tn < other.tn ? -1 : 1)

/** NOTE: ascending numbers are in ascending order of exchange, block and area code as well, so every `orderBy` is the same. */
export const searchRoutes = ({ db }: Database, starts: SearchStarts, gate: WorkGate): readonly Route[] => [
  handle(searchAvailableNumbers, async ({ params: { accountId }, query }) => {
    const ordered = isOrdered(query.orderBy, query)
    const options = { limit: query.quantity, protected: readProtected(query.protected), start: starts.next(accountId) }
    if (query.enableTNDetail) {
      const found = await gate.run(() => findAvailable(db, accountId, query, options))
      if (found.length === 0) return reply(200, {})
      return reply(200, { resultCount: found.length, telephoneNumberDetailList: (ordered ? found.toSorted(byNumber) : found).map(detailOf) })
    }
    const found = await gate.run(() => findAvailableTns(db, accountId, query, options))
    if (found.length === 0) return reply(200, {})
    return reply(200, { resultCount: found.length, telephoneNumberList: ordered ? found.toSorted() : found })
  }),
]
