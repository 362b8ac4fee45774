import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import type { NumberFacts } from '../ledger/facts.ts'
import { searchAvailableNumbers } from './contract.ts'
import { findAvailable, findAvailableTns } from './service.ts'

const detailOf = ({ tn, city, lata, rateCenter, state }: NumberFacts) => ({
  city: city ?? undefined, lata: lata ?? undefined, rateCenter: rateCenter ?? undefined, state: state ?? undefined, fullNumber: tn,
})

const UNBUILT = ['localVanity', 'tollFreeVanity', 'tollFreeWildCardPattern'] as const

/** NOTE: `orderBy` needs no work: ascending numbers are in ascending order of exchange, block and area code as well. */
export const searchRoutes = (database: Database): readonly Route[] => [
  handle(searchAvailableNumbers, async ({ params: { accountId }, query }) => {
    const unbuilt = UNBUILT.find((name) => query[name] !== undefined)
    if (unbuilt) throw commonErrors.notBuilt({ operation: `A search by ${unbuilt}` })
    const options = { limit: query.quantity, protected: query.protected }
    if (query.enableTNDetail) {
      const found = await findAvailable(database.db, accountId, query, options)
      return reply(200, found.length === 0 ? {} : { resultCount: found.length, telephoneNumberDetailList: found.map(detailOf) })
    }
    const found = await findAvailableTns(database.db, accountId, query, options)
    return reply(200, found.length === 0 ? {} : { resultCount: found.length, telephoneNumberList: found })
  }),
]
