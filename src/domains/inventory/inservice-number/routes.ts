import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { AnyTn } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import { requireSite } from '../place-in.ts'
import { checkInserviceNumber, countInserviceNumbers, countSiteNumbers, listInserviceNumbers, listSiteInserviceNumbers } from './contract.ts'
import { readFilter, readPage, type InserviceFilter } from './filter.ts'
import { countInservice, isInservice, pageOfInservice } from './repository.ts'

type ListCall = Pick<Call<{ accountId: number }, { page: string, size: number }, unknown>, 'params' | 'query' | 'link'>

/** One page of a list of numbers, and how many there are in all. `path`: where the list is. */
async function pageOf({ db }: Database, call: ListCall, path: string, filter: InserviceFilter) {
  const { params: { accountId }, query } = call
  const totalCount = await countInservice(db, accountId, filter)
  const tns = totalCount === 0 ? [] : await pageOfInservice(db, accountId, filter, { start: readPage(query), size: query.size })
  const telephoneNumber = tns.slice(0, query.size)
  return { totalCount, links: pagingLinks(call, path, tns[query.size]), telephoneNumbers: { count: telephoneNumber.length, telephoneNumber } }
}

export const inserviceNumberRoutes = (database: Database): readonly Route[] => [
  handle(listInserviceNumbers, async (call) => {
    const { params: { accountId }, query: { areacode: areaCode, npanxx: npaNxx, ratecenter: rateCenter, ...rest } } = call
    // Documented of this list alone; that of a site takes a rate center without its state.
    if (rateCenter !== undefined && rest.state === undefined) throw inventoryErrors.required({ field: 'state' })
    const page = await pageOf(database, call, `/accounts/${accountId}/inserviceNumbers`, readFilter({ ...rest, areaCode, npaNxx, rateCenter }))
    return page.totalCount === 0 ? reply(204) : reply(200, page)
  }),
  handle(listSiteInserviceNumbers, async (call) => {
    const { params: { accountId, siteId }, query } = call
    const site = await requireSite(database.db, accountId, siteId)
    return reply(200, await pageOf(database, call, `/accounts/${accountId}/sites/${site}/inserviceNumbers`, { ...readFilter(query), siteId: site }))
  }),
  handle(countInserviceNumbers, async ({ params: { accountId } }) =>
    reply(200, { count: await countInservice(database.db, accountId, {}) })),
  handle(countSiteNumbers, async ({ params: { accountId, siteId } }) => {
    const site = await requireSite(database.db, accountId, siteId)
    return reply(200, { siteTNs: { totalCount: await countInservice(database.db, accountId, { siteId: site }) } })
  }),
  handle(checkInserviceNumber, async ({ params: { accountId, tn } }) => {
    const parsed = AnyTn.safeParse(tn)
    if (!parsed.success || !await isInservice(database.db, accountId, parsed.data)) throw commonErrors.notFound()
    return reply(200)
  }),
]
