import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { Tn } from '../../numbering/index.ts'
import { checkInserviceNumber, countInserviceNumbers, listInserviceNumbers, type InserviceQuery } from './contract.ts'
import { readFilter, readPage } from './filter.ts'
import { countInservice, isInservice, pageOfInservice } from './repository.ts'

/** Paging links in the documented text form; they keep the filters of the request. */
function linksOf({ params, query, link }: Call<{ accountId: number }, InserviceQuery, unknown>, next: string | undefined) {
  const at = (page: string, rel: string) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, page })) if (value !== undefined) search.set(name, String(value))
    return `Link=<${link(`/accounts/${params.accountId}/inserviceNumbers?${search}`)}>;rel="${rel}";`
  }
  return { first: at('1', 'first'), next: next === undefined ? undefined : at(next, 'next') }
}

const NO_FILTER = { prefix: undefined, lata: undefined, state: undefined, rateCenter: undefined, from: undefined, until: undefined }

export const inserviceNumberRoutes = (database: Database): readonly Route[] => [
  handle(listInserviceNumbers, async (call) => {
    const { params: { accountId }, query } = call
    const filter = readFilter(query)
    const totalCount = await countInservice(database.db, accountId, filter)
    if (totalCount === 0) return reply(204)
    const tns = await pageOfInservice(database.db, accountId, filter, { start: readPage(query), size: query.size })
    const telephoneNumber = tns.slice(0, query.size)
    return reply(200, {
      totalCount, links: linksOf(call, tns[query.size]), telephoneNumbers: { count: telephoneNumber.length, telephoneNumber },
    })
  }),
  handle(countInserviceNumbers, async ({ params: { accountId } }) =>
    reply(200, { count: await countInservice(database.db, accountId, NO_FILTER) })),
  handle(checkInserviceNumber, async ({ params: { accountId, tn } }) => {
    const parsed = Tn.safeParse(tn)
    if (!parsed.success || !await isInservice(database.db, accountId, parsed.data)) throw commonErrors.notFound()
    return reply(200)
  }),
]
