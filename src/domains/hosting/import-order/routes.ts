import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { failedLines } from '../../../kernel/orders/lines.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { commonFilter, MOST_LISTED } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { importErrors } from '../errors.ts'
import { summaryOf } from '../list.ts'
import { orderErrorsOf } from '../order-errors.ts'
import { requireOrder } from '../require-order.ts'
import { loaTypeOf } from '../request-parts.ts'
import { createImport, getImport, listImports, type ImportState, type Subscriber } from './contract.ts'
import { importOrder } from './process.ts'
import { findImport, hasLoaType, importCounts } from './repository.ts'
import type { Imports } from './service.ts'

async function stateOf({ db }: Database, accountId: number, order: OrderHead): Promise<ImportState> {
  const [details, failed] = await Promise.all([findImport(db, order.id), failedLines(db, order.id)])
  return {
    customerOrderId: order.customerOrderId ?? undefined, orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id,
    lastModifiedDate: order.modifiedAt, siteId: order.siteId ?? undefined, sipPeerId: details.peerId, subscriber: details.subscriber,
    loaAuthorizingPerson: details.authorizingPerson, loaType: details.loaType, telephoneNumbers: [...details.numbers],
    processingStatus: order.status, errors: orderErrorsOf(failed),
  }
}

/** An order that is read says of its address what it is for, and in which country: Canadian postal codes begin with a letter. */
function withCountry({ name, serviceAddress: address }: Subscriber): Subscriber {
  const country = address?.country ?? (/^[A-Z]/i.test(address?.zip ?? '') ? 'Canada' : 'United States')
  return { name, serviceAddress: { ...address, country, addressType: 'Service' } }
}

const refuse = (reason: string) => importErrors.invalid({ reason })

function loaFilter(text: string) {
  if (text.toUpperCase() === 'ALL') return undefined
  const loaType = loaTypeOf(text)
  if (!loaType) throw importErrors.loaType()
  return hasLoaType(loaType)
}

export const importRoutes = (database: Database, imports: Imports): readonly Route[] => [
  handle(createImport, async ({ params: { accountId }, body, actor, clock, log, link }) => {
    const id = await imports.place(accountId, body, { actor, at: clock.now(), log })
    const importTnOrder = await stateOf(database, accountId, await requireOrder(database, accountId, importOrder, id))
    return reply(201, { importTnOrder }, { Location: link(`/accounts/${accountId}/importTnOrders/${id}`) })
  }),
  handle(getImport, async ({ params: { accountId, orderid } }) => {
    const state = await stateOf(database, accountId, await requireOrder(database, accountId, importOrder, orderid))
    return reply(200, { ...state, subscriber: withCountry(state.subscriber) })
  }),
  handle(listImports, async ({ params: { accountId }, query, clock }) => {
    const filter = { ...commonFilter(query, clock.now(), refuse), also: loaFilter(query.loaType) }
    const { orders, totalCount } = await newestOrders(database.db, accountId, importOrder, filter, MOST_LISTED)
    const counts = await importCounts(database.db, orders.map(({ id }) => id))
    return reply(200, {
      totalCount,
      importTnOrderSummary: orders.map((order) => ({
        importTnOrderSummary: summaryOf(accountId, order, { orderType: 'import_tn_orders', count: counts.get(order.id) ?? 0 }),
      })),
    })
  }),
]
