import type { Clock } from '../../../kernel/clock/clock.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { findOrder, type OrderHead } from '../../../kernel/orders/find.ts'
import { countOrders, pageOfOrders, type OrderFilter } from '../../../kernel/orders/list/repository.ts'
import { siteExists } from '../../locations/index.ts'
import { countsOf, type Counts } from '../counts.ts'
import { orderingErrors } from '../errors.ts'
import { changeOrder } from './amend.ts'
import { changeOrder as changeOperation, createOrder, getOrder, getSiteOrder, listOrders, listSiteOrders } from './contract.ts'
import { readFilter, readPage } from './list-query.ts'
import { numberOrder } from './process.ts'
import type { NumberOrders } from './service.ts'
import { echoOf, stateOf, summaryOf } from './views.ts'

async function requireOrder({ db }: Database, accountId: number, id: string): Promise<OrderHead> {
  if (!isUuid(id)) throw commonErrors.invalidUuid({ value: id.slice(0, 60) })
  const order = await findOrder(db, accountId, numberOrder, id)
  if (!order) throw orderingErrors.notFound({ orderId: id })
  return order
}

interface Page {
  readonly totalCount: number
  readonly orders: readonly OrderHead[]
  readonly counts: ReadonlyMap<string, Counts>
  readonly next: string | undefined
}

/** One page of a list, with where the numbers of its orders lie. */
async function readOrders({ db }: Database, accountId: number, filter: OrderFilter, page: { first: OrderHead | undefined, size: number }): Promise<Page> {
  const [rows, totalCount] = await Promise.all([
    pageOfOrders(db, accountId, numberOrder, filter, page), countOrders(db, accountId, numberOrder, filter),
  ])
  const orders = rows.slice(0, page.size)
  return { totalCount, orders, counts: await countsOf(db, 'number_order', orders.map(({ id }) => id)), next: rows[page.size]?.id }
}

const SITE_ID = /^\d{1,9}$/

async function requireSite({ db }: Database, call: Call<{ accountId: number, siteId: string }, object, unknown>): Promise<number> {
  const { accountId, siteId } = call.params
  const path = `/accounts/${accountId}/sites/${siteId}/orders`
  if (!SITE_ID.test(siteId) || !await siteExists(db, accountId, Number(siteId))) throw commonErrors.missing().echoing(pagingLinks(call, path, undefined).first)
  return Number(siteId)
}

/** Lists of the orders of a site, and one of them. */
const siteOrderRoutes = (database: Database): readonly Route[] => [
  handle(listSiteOrders, async (call) => {
    const { params: { accountId }, query: { page, size } } = call
    const siteId = await requireSite(database, call)
    const path = `/accounts/${accountId}/sites/${siteId}/orders`
    const firstId = readPage(page)
    const first = firstId === undefined ? undefined : await requireOrder(database, accountId, firstId)
    const { totalCount, orders, counts, next } = await readOrders(database, accountId, { siteId }, { first, size })
    const links = pagingLinks(call, path, next)
    if (totalCount === 0) throw commonErrors.missing().echoing(links.first)
    return reply(200, {
      listOrderIdUserIdDate: {
        totalCount, links, orderIdUserIdDate: orders.map((order) => ({ ...summaryOf(order, counts.get(order.id)), orderType: 'new_number' })),
      },
    })
  }),
  handle(getSiteOrder, async ({ params: { accountId, siteId, orderid }, query }) => {
    const order = await requireOrder(database, accountId, orderid)
    if (String(order.siteId) !== siteId) throw orderingErrors.notFound({ orderId: orderid })
    const state = await stateOf(database.db, order, query.tndetail)
    return reply(200, { ...state, order: { ...state.order, site: state.order.siteId } })
  }),
]

export const numberOrderRoutes = (deps: { readonly database: Database, readonly clock: Clock }, orders: NumberOrders): readonly Route[] => [
  handle(createOrder, async (call) => {
    const { params: { accountId }, body, clock, link } = call
    try {
      const { id, createdAt, status } = await orders.place(accountId, body, call)
      return reply(201, { order: echoOf(body, { id, createdAt }), orderStatus: status }, { Location: link(`/accounts/${accountId}/orders/${id}`) })
    } catch (error) {
      // The documented refusal repeats the order.
      throw error instanceof ApiError ? error.echoing(echoOf(body, { createdAt: clock.now() })) : error
    }
  }),
  handle(changeOperation, async ({ params: { accountId, orderid }, body, actor, clock, log }) => {
    const order = await requireOrder(deps.database, accountId, orderid)
    await changeOrder(deps, body, { orderId: order.id, actor: actor.userName, at: clock.now(), log })
    return reply(200, {})
  }),
  handle(listOrders, async (call) => {
    const { params: { accountId }, query, clock } = call
    const filter = readFilter(query, clock.now())
    const firstId = readPage(query.page)
    const first = firstId === undefined ? undefined : await requireOrder(deps.database, accountId, firstId)
    const { totalCount, orders: listed, counts, next } = await readOrders(deps.database, accountId, filter, { first, size: query.size })
    const links = pagingLinks(call, `/accounts/${accountId}/orders`, next)
    return reply(200, {
      listOrderIdUserIdDate: { totalCount, links, orderIdUserIdDate: listed.map((order) => summaryOf(order, counts.get(order.id))) },
    })
  }),
  handle(getOrder, async ({ params: { accountId, orderid }, query }) => {
    const order = await requireOrder(deps.database, accountId, orderid)
    return reply(200, await stateOf(deps.database.db, order, query.tndetail))
  }),
  ...siteOrderRoutes(deps.database),
]
