import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { failedLines } from '../../../kernel/orders/lines.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { MOST_LISTED } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { ROLE_API_END_USER } from '../../accounts/index.ts'
import { listErrors } from '../errors.ts'
import { filterOf } from '../list.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { loaTypeOf } from '../request-parts.ts'
import { createImport, getImport, listImports, type ImportState } from './contract.ts'
import { importOrder } from './process.ts'
import { findImport, hasLoaType, importCounts } from './repository.ts'
import type { Imports } from './service.ts'
import { stateOf, withCountry, withoutPersons } from './views.ts'

async function read({ db }: Database, accountId: number, order: OrderHead): Promise<ImportState> {
  const [details, failed] = await Promise.all([findImport(db, order.id), failedLines(db, order.id)])
  return stateOf(accountId, order, details, failed)
}

function loaFilter(text: string) {
  if (text.toUpperCase() === 'ALL') return undefined
  const loaType = loaTypeOf(text)
  if (!loaType) throw listErrors.loaType()
  return hasLoaType(loaType)
}

export const importRoutes = (database: Database, imports: Imports): readonly Route[] => [
  handle(createImport, async ({ params: { accountId }, body, actor, clock, log, link }) => {
    const { order, details } = await imports.place(accountId, body, { actor, at: clock.now(), log })
    return reply(201, { importTnOrder: stateOf(accountId, order, details, []) }, { Location: link(`/accounts/${accountId}/importTnOrders/${order.id}`) })
  }),
  handle(getImport, async ({ params: { accountId, orderid }, actor: { rights } }) => {
    const state = await read(database, accountId, await requireOrder(database, accountId, importOrder, orderid))
    const inFull = { ...state, subscriber: withCountry(state.subscriber) }
    return reply(200, rights.has(`${ROLE_API_END_USER}:view`) ? inFull : withoutPersons(inFull))
  }),
  handle(listImports, async ({ params: { accountId }, query, clock }) => {
    const filter = { ...filterOf(query, clock.now()), also: loaFilter(query.loaType) }
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
