import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { readDates } from '../date-range.ts'
import { readPage } from '../number-list/filter.ts'
import { countDisconnectedNumbers, listDisconnectedNumbers } from './contract.ts'
import { countDisconnected, pageOfDisconnected } from './repository.ts'

export const disconnectedNumberRoutes = ({ db }: Database): readonly Route[] => [
  handle(listDisconnectedNumbers, async (call) => {
    const { params: { accountId }, query } = call
    const range = readDates(query)
    const tns = await pageOfDisconnected(db, accountId, range, { first: readPage(query.page), size: query.size })
    const telephoneNumber = tns.slice(0, query.size)
    return reply(200, {
      totalCount: await countDisconnected(db, accountId, range),
      links: pagingLinks(call, `/accounts/${accountId}/discnumbers`, tns[query.size]),
      telephoneNumbers: { count: telephoneNumber.length, telephoneNumber },
    })
  }),
  handle(countDisconnectedNumbers, async ({ params: { accountId }, query }) =>
    reply(200, { count: await countDisconnected(db, accountId, readDates(query)) })),
]
