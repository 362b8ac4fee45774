import type { RawBuilder, SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLinesOf, type FailedLine } from '../../../kernel/orders/lines.ts'
import { MOST_LISTED } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { listErrors } from '../errors.ts'
import { filterOf } from '../list.ts'
import { orderErrorsOf } from '../../../kernel/orders/order-errors.ts'
import { loaTypeOf } from '../request-parts.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { createExternal, getExternal, listExternals, type ExternalState } from './contract.ts'
import { externalOrder } from './process.ts'
import { externalsOf, isLike, leadingOrders, type ExternalDetails } from './repository.ts'
import { actionOf, type Externals } from './service.ts'

/** Each order comes with its numbers; so many of them fit an answer. */
const MOST_LISTED_NUMBERS = 100_000

const stateOf = (accountId: number, order: OrderHead, detail: ExternalDetails, failed: readonly FailedLine[]): ExternalState => ({
  customerOrderId: order.customerOrderId ?? undefined, orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id,
  lastModifiedDate: order.modifiedAt, siteId: order.siteId ?? undefined, sipPeerId: detail.peerId, telephoneNumbers: [...detail.numbers],
  action: detail.action, loaType: detail.loaType, processingStatus: order.status, errors: orderErrorsOf(failed),
})

async function statesOf({ db }: Database, accountId: number, orders: readonly OrderHead[]): Promise<ExternalState[]> {
  const ids = orders.map(({ id }) => id)
  const [details, failed] = await Promise.all([externalsOf(db, ids), failedLinesOf(db, ids)])
  return orders.map((order) => {
    const detail = details.get(order.id)
    if (!detail) throw new Error(`order ${order.id} has no details`)
    return stateOf(accountId, order, detail, failed.get(order.id) ?? [])
  })
}

function likeness({ action: actionText, loaType: loaText }: { readonly action?: string | undefined, readonly loaType: string }): RawBuilder<SqlBool> | undefined {
  const action = actionText === undefined ? undefined : actionOf(actionText)
  const isAny = loaText.toUpperCase() === 'ALL'
  const loaType = isAny ? undefined : loaTypeOf(loaText)
  if (!isAny && !loaType) throw listErrors.loaType()
  return action === undefined && isAny ? undefined : isLike({ action, loaType })
}

export const externalRoutes = (database: Database, externals: Externals): readonly Route[] => [
  handle(createExternal, async ({ params: { accountId }, body, actor, clock, link }) => {
    const { order, details } = await externals.place(accountId, body, { actor, at: clock.now() })
    return reply(201, { externalTnsOrder: stateOf(accountId, order, details, []) }, { Location: link(`/accounts/${accountId}/externalTns/${order.id}`) })
  }),
  handle(getExternal, async ({ params: { accountId, orderid } }) => {
    const [state] = await statesOf(database, accountId, [await requireOrder(database, accountId, externalOrder, orderid)])
    return reply(200, state)
  }),
  handle(listExternals, async ({ params: { accountId }, query, clock }) => {
    const filter = { ...filterOf(query, clock.now()), also: likeness(query) }
    const { orders, totalCount } = await newestOrders(database.db, accountId, externalOrder, filter, MOST_LISTED)
    const shown = await leadingOrders(database.db, orders.map(({ id }) => id), MOST_LISTED_NUMBERS)
    return reply(200, { totalCount, externalTnsOrder: await statesOf(database, accountId, orders.slice(0, shown)) })
  }),
]
