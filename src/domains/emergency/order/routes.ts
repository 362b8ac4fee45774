import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { commonFilter, MOST_LISTED, statusesOf } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { Tn } from '../../numbering/index.ts'
import { names } from '../subjects.ts'
import { createE911, getE911, listE911s } from './contract.ts'
import { orderErrors } from './errors.ts'
import { e911Order } from './process.ts'
import { countsOf } from './repository.ts'
import type { E911Orders } from './service.ts'
import { listedView, placedView, statesOf } from './views.ts'

interface NamedFilters { readonly tn?: string | undefined, readonly callBack?: string | undefined, readonly aeui?: string | undefined }

const numberIn = (text: string): string => {
  const number = Tn.safeParse(text)
  return number.success ? number.data : text
}

/** What an order must name; each of them lifts the limit of two years. */
function naming({ tn, callBack, aeui }: NamedFilters): RawBuilder<SqlBool> | undefined {
  const conditions = [
    ...tn === undefined ? [] : [names('TN', numberIn(tn))],
    ...callBack === undefined ? [] : [names('CALLBACK', numberIn(callBack))],
    ...aeui === undefined ? [] : [names('AEUI', aeui)],
  ]
  return conditions.length === 0 ? undefined : sql.join(conditions, sql` and `)
}

export const e911Routes = (database: Database, orders: E911Orders): readonly Route[] => [
  handle(createE911, async ({ params: { accountId }, body, actor, clock, link }) => {
    const { order, wanted } = await orders.place(accountId, body, { actor, at: clock.now() })
    return reply(201, { e911Order: placedView(order, wanted) }, { Location: link(`/accounts/${accountId}/e911s/${order.id}`) })
  }),
  handle(getE911, async ({ params: { accountId, orderid } }) => {
    const [state] = await statesOf(database.db, accountId, [await requireOrder(database, accountId, e911Order, orderid)])
    return reply(200, state)
  }),
  handle(listE911s, async ({ params: { accountId }, query: { tn, callBack, aeui, ...query }, clock }) => {
    const status = statusesOf(e911Order, query.status, (value) => orderErrors.statusUnknown({ value }))
    const filter = commonFilter({ ...query, status }, clock.now(), (reason) => orderErrors.date({ reason }), naming({ tn, callBack, aeui }))
    const { orders: listed, totalCount } = await newestOrders(database.db, accountId, e911Order, filter, MOST_LISTED)
    if (query.orderDetails) return reply(200, { totalCount, e911Order: (await statesOf(database.db, accountId, listed)).map(listedView) })
    const counts = await countsOf(database.db, listed.map(({ id }) => id))
    return reply(200, { totalCount, e911OrderSummary: listed.map((order) => summaryOf(accountId, order, { orderType: 'e911', count: counts.get(order.id) ?? 0 })) })
  }),
]
