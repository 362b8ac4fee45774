import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { npaExists, rateCentersExist } from '../../numbering/index.ts'
import { searchErrors } from '../search/errors.ts'
import {
  getCoveredRateCenter, listAvailableNpaNxx, listCities, listCoveredRateCenters, listRateCenters, type StateQuery,
} from './contract.ts'
import { EVERYTHING, readCoverageFilter, readEmbeds, readPageNumber, readState } from './filter.ts'
import {
  citiesIn, countByExchange, countCovered, findCovered, pageOfCovered, rateCentersIn, type CoveredRow, type ListedPlace, type StateCoverage,
} from './repository.ts'

const LARGEST_ID = 2 ** 31 - 1

async function knownState(tx: Tx, text: string | undefined): Promise<string | undefined> {
  const state = readState(text)
  if (state !== undefined && !await rateCentersExist(tx, { state })) throw searchErrors.stateInvalid({ state })
  return state
}

async function knownAreaCode(tx: Tx, text: string | undefined): Promise<string | undefined> {
  const areaCode = text?.trim() || undefined
  if (areaCode !== undefined && !(/^[2-9]\d\d$/.test(areaCode) && await npaExists(tx, areaCode))) throw searchErrors.areaCodeUnknown({ areaCode })
  return areaCode
}

/** Counting the numbers of every state at once is refused; without numbers the whole plan is listed. */
async function coverageOf(tx: Tx, { query, actor }: Call<unknown, StateQuery, unknown>): Promise<StateCoverage> {
  const state = await knownState(tx, query.state)
  if (state === undefined && query.available) throw searchErrors.criteriaMissing()
  return { state, onNet: query.supported, counted: query.available, accounts: [...actor.accounts] }
}

const countIn = ({ count }: ListedPlace) => ({ availableTelephoneNumberCount: count ?? undefined })

const toWire = (row: CoveredRow) => ({
  name: row.name, abbreviation: row.abbreviation, state: row.state, lata: row.lata ?? undefined,
  availableNumberCount: row.available, limitedAvailableNumberCount: row.limited,
  zipCodes: row.zipCodes ?? undefined, cities: row.cities ?? undefined, tiers: [row.tier],
  npaNxxXs: row.npaNxxXs ?? undefined, id: row.id, localRateCenters: row.localRateCenters ?? undefined,
})

const exchangeRoute = ({ db }: Database): Route => handle(listAvailableNpaNxx, async ({ params: { accountId }, query }) => {
  const areaCode = await knownAreaCode(db, query.areaCode)
  const state = await knownState(db, query.state)
  if (areaCode === undefined && state === undefined) throw searchErrors.criteriaMissing()
  return reply(200, { availableNpaNxxList: await countByExchange(db, accountId, { areaCode, state, least: query.quantity ?? 1 }) })
})

/** What the network covers, and where numbers are to be had. */
export const coverageRoutes = (database: Database): readonly Route[] => [
  exchangeRoute(database),
  handle(listRateCenters, async (call) => {
    const found = await rateCentersIn(database.db, await coverageOf(database.db, call))
    return reply(200, {
      resultCount: found.length,
      rateCenters: found.map((place) => ({ abbreviation: place.abbreviation, ...countIn(place), name: place.name })),
    })
  }),
  handle(listCities, async (call) => {
    const found = await citiesIn(database.db, await coverageOf(database.db, call))
    return reply(200, {
      resultCount: found.length,
      cities: found.map((place) => ({ rcAbbreviation: place.abbreviation, ...countIn(place), name: place.name })),
    })
  }),
  handle(listCoveredRateCenters, async (call) => {
    const { query, actor } = call
    const filter = readCoverageFilter(query)
    const embeds = readEmbeds(query, filter)
    const page = readPageNumber(query)
    const totalCount = await countCovered(database.db, filter)
    const rows = await pageOfCovered(database.db, filter, { embeds, accounts: [...actor.accounts], limit: query.size, skip: (page - 1) * query.size })
    const next = page * query.size < totalCount ? String(page + 1) : undefined
    return reply(200, { totalCount, links: pagingLinks(call, '/coveredRateCenters', next), coveredRateCenter: rows.map(toWire) })
  }),
  handle(getCoveredRateCenter, async ({ params: { rateCenterId }, actor }) => {
    const id = /^\d{1,10}$/.test(rateCenterId) ? Number(rateCenterId) : 0
    const row = id > LARGEST_ID ? undefined : await findCovered(database.db, id, { embeds: EVERYTHING, accounts: [...actor.accounts] })
    if (row === undefined) throw commonErrors.notFound()
    return reply(200, toWire(row))
  }),
]
