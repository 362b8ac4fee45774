import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { findOrder, type OrderHead } from '../../../kernel/orders/find.ts'
import { failedLines, subjectsOf } from '../../../kernel/orders/lines.ts'
import { datesOf, statusesOf } from '../../../kernel/orders/list/query.ts'
import { countOrders, pageOfOrders } from '../../../kernel/orders/list/repository.ts'
import { countsOf } from '../counts.ts'
import { readPage } from '../number-order/list-query.ts'
import { numbersOf } from '../number-order/views.ts'
import { createDisconnect, getDisconnect, listDisconnects, type DisconnectRequest, type OrderRequest } from './contract.ts'
import { disconnectErrors } from './errors.ts'
import { disconnect } from './process.ts'
import { findDisconnect, type DisconnectDetails } from './repository.ts'
import type { Disconnects } from './service.ts'

async function requireOrder({ db }: Database, accountId: number, id: string): Promise<OrderHead> {
  if (!isUuid(id)) throw commonErrors.invalidUuid({ value: id.slice(0, 60) })
  const order = await findOrder(db, accountId, disconnect, id)
  if (!order) throw disconnectErrors.notFound({ orderId: id })
  return order
}

const echoOf = ({ customerOrderId, disconnectTelephoneNumberOrderType }: DisconnectRequest, at: Date): OrderRequest =>
  ({ customerOrderId, orderCreateDate: at, disconnectTelephoneNumberOrderType: disconnectTelephoneNumberOrderType ?? {} })

const wantedOf = ({ numbers, mode, protection }: DisconnectDetails): OrderRequest['disconnectTelephoneNumberOrderType'] =>
  ({ telephoneNumberList: [...numbers], disconnectMode: mode, protected: protection })

async function stateOf({ db }: Database, order: OrderHead, withDetail: boolean) {
  const [details, failed, gone] = await Promise.all([findDisconnect(db, order.id), failedLines(db, order.id), subjectsOf(db, order.id, 'completed')])
  if (!details) throw new Error(`order ${order.id} has no details`)
  return {
    errorList: failed.length === 0 ? undefined : failed.map(({ code, text, subject }) => ({ code, description: text, telephoneNumber: subject })),
    disconnectedTelephoneNumberList: withDetail ? await numbersOf(db, gone) : gone,
    orderRequest: {
      customerOrderId: order.customerOrderId ?? undefined, id: order.id, orderCreateDate: order.createdAt, disconnectTelephoneNumberOrderType: wantedOf(details),
    },
    orderStatus: order.status,
  }
}

const refuse = (reason: string) => disconnectErrors.invalid({ reason })

export const disconnectRoutes = (database: Database, disconnects: Disconnects): readonly Route[] => [
  handle(createDisconnect, async ({ params: { accountId }, body, actor, clock, link }) => {
    try {
      const placed = await disconnects.place(accountId, body, { actor, at: clock.now() })
      const orderRequest: OrderRequest = {
        customerOrderId: body.customerOrderId ?? '', id: placed.id, orderCreateDate: placed.createdAt, disconnectTelephoneNumberOrderType: wantedOf(placed),
      }
      return reply(201, { orderRequest }, { Location: link(`/accounts/${accountId}/disconnects/${placed.id}`) })
    } catch (error) {
      // The documented refusal repeats the order.
      throw error instanceof ApiError ? error.echoing(echoOf(body, clock.now())) : error
    }
  }),
  handle(getDisconnect, async ({ params: { accountId, disconnectid }, query }) =>
    reply(200, await stateOf(database, await requireOrder(database, accountId, disconnectid), query.tndetail))),
  handle(listDisconnects, async (call) => {
    const { params: { accountId }, query } = call
    const statuses = statusesOf(disconnect, query.status === undefined ? undefined : [query.status], (value) => disconnectErrors.statusUnknown({ value }))
    const filter = { createdBy: query.userid, statuses, created: datesOf(query, refuse) }
    const firstId = readPage(query.page)
    const first = firstId === undefined ? undefined : await requireOrder(database, accountId, firstId)
    const [rows, totalCount] = await Promise.all([
      pageOfOrders(database.db, accountId, disconnect, filter, { first, size: query.size }), countOrders(database.db, accountId, disconnect, filter),
    ])
    const links = pagingLinks(call, `/accounts/${accountId}/disconnects`, rows[query.size]?.id)
    if (totalCount === 0) throw commonErrors.missing().echoing(links.first)
    const orders = rows.slice(0, query.size)
    const counts = await countsOf(database.db, 'disconnect_order', orders.map(({ id }) => id))
    return reply(200, {
      listOrderIdUserIdDate: {
        totalCount, links,
        orderIdUserIdDate: orders.map((order) => ({
          countOfTNs: order.completedCount, userId: order.createdBy, lastModifiedDate: order.modifiedAt, orderId: order.id, orderType: 'disconnect',
          orderDate: order.createdAt, orderStatus: order.status, telephoneNumberDetails: counts.get(order.id) ?? {},
        })),
      },
    })
  }),
]
