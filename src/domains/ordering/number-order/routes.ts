import type { Database } from '../../../kernel/db/database.ts'
import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { orderingErrors } from '../errors.ts'
import { createOrder, getOrder, listOrders } from './contract.ts'
import { readFilter, readPage } from './list-query.ts'
import { numberOrder } from './process.ts'
import { countOrders, findOrder, pageOfOrders, type OrderHead } from './repository.ts'
import type { NumberOrders } from './service.ts'
import { echoOf, stateOf, summaryOf } from './views.ts'

async function requireOrder(database: Database, accountId: number, id: string): Promise<OrderHead> {
  if (!isUuid(id)) throw commonErrors.invalidUuid({ value: id.slice(0, 60) })
  const order = await findOrder(database.db, accountId, numberOrder.type, id)
  if (!order) throw orderingErrors.notFound({ orderId: id })
  return order
}

type ListCall = Call<{ accountId: number }, { page: string, size: number }, unknown>

/** Paging links in the documented text form; they keep the filters of the request. */
function linksOf({ params, query, link }: ListCall, next: string | undefined): { first: string, next: string | undefined } {
  const at = (page: string, rel: string) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, page })) if (value !== undefined) search.set(name, String(value))
    return `Link=<${link(`/accounts/${params.accountId}/orders?${search}`)}>;rel="${rel}";`
  }
  return { first: at('1', 'first'), next: next === undefined ? undefined : at(next, 'next') }
}

export const numberOrderRoutes = (database: Database, orders: NumberOrders): readonly Route[] => [
  handle(createOrder, async ({ params: { accountId }, body, actor, clock, link }) => {
    try {
      const { id, createdAt, status } = await orders.place(accountId, body, actor, clock)
      return reply(201, { order: echoOf(body, { id, createdAt }), orderStatus: status }, { Location: link(`/accounts/${accountId}/orders/${id}`) })
    } catch (error) {
      // The documented refusal repeats the order.
      throw error instanceof ApiError ? error.echoing(echoOf(body, { createdAt: clock.now() })) : error
    }
  }),
  handle(listOrders, async (call) => {
    const { params: { accountId }, query, clock } = call
    const filter = readFilter(query, clock.now())
    const firstId = readPage(query.page)
    const first = firstId === undefined ? undefined : await requireOrder(database, accountId, firstId)
    const rows = await pageOfOrders(database.db, accountId, numberOrder.type, filter, { first, size: query.size })
    const totalCount = await countOrders(database.db, accountId, numberOrder.type, filter)
    return reply(200, {
      listOrderIdUserIdDate: {
        totalCount, links: linksOf(call, rows[query.size]?.id), orderIdUserIdDate: rows.slice(0, query.size).map(summaryOf),
      },
    })
  }),
  handle(getOrder, async ({ params: { accountId, orderid }, query }) => {
    const order = await requireOrder(database, accountId, orderid)
    return reply(200, await stateOf(database.db, order, query.tndetail))
  }),
]
