import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { NumberFacts } from '../ledger/facts.ts'
import { searchAvailableNumbers } from './contract.ts'
import { isOrdered, readProtected } from './options.ts'
import { findAvailable, findAvailableTns } from './service.ts'
import type { SearchStarts } from './start.ts'

const detailOf = ({ tn, city, lata, rateCenter, state }: NumberFacts) => ({
  city: city ?? undefined, lata: lata ?? undefined, rateCenter: rateCenter ?? undefined, state: state ?? undefined, fullNumber: tn,
})

const byNumber = (one: NumberFacts, other: NumberFacts) => (one.tn < other.tn ? -1 : 1)

/** NOTE: ascending numbers are in ascending order of exchange, block and area code as well, so every `orderBy` is the same. */
export const searchRoutes = (database: Database, starts: SearchStarts): readonly Route[] => [
  handle(searchAvailableNumbers, async ({ params: { accountId }, query }) => {
    const ordered = isOrdered(query.orderBy, query)
    const options = { limit: query.quantity, protected: readProtected(query.protected), start: starts.next(accountId) }
    if (query.enableTNDetail) {
      const found = await findAvailable(database.db, accountId, query, options)
      if (found.length === 0) return reply(200, {})
      return reply(200, { resultCount: found.length, telephoneNumberDetailList: (ordered ? found.toSorted(byNumber) : found).map(detailOf) })
    }
    const found = await findAvailableTns(database.db, accountId, query, options)
    if (found.length === 0) return reply(200, {})
    return reply(200, { resultCount: found.length, telephoneNumberList: ordered ? found.toSorted() : found })
  }),
]
