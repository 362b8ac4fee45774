import { pagingLinks } from '../../../kernel/contract/paging.ts'
import { handle, reply, type Actor, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { findOrder, type OrderHead } from '../../../kernel/orders/find.ts'
import { problemsOfOrders } from '../../../kernel/orders/lines.ts'
import { MOST_LISTED, periodOf } from '../../../kernel/orders/list/query.ts'
import { countOrders, pageOfOrders, type OrderFilter } from '../../../kernel/orders/list/repository.ts'
import { ROLE_API_END_USER } from '../../accounts/index.ts'
import { changeCsr, createCsr, getCsr, listCsrs, type CsrState } from './contract.ts'
import { csrErrors } from './errors.ts'
import { csrOrder } from './process.ts'
import type { CsrStore } from './repository.ts'
import type { CsrOrders } from './service.ts'
import { stateOf } from './views.ts'

/** Records list all numbers on an account; so many of them fit an answer. */
const MOST_LISTED_NUMBERS = 100_000

interface CsrRoutesDependencies {
  readonly database: Database
  readonly store: CsrStore
  readonly orders: CsrOrders
}

async function requireOrder({ db }: Database, accountId: number, id: string): Promise<OrderHead> {
  const order = isUuid(id) ? await findOrder(db, accountId, csrOrder, id) : undefined
  if (!order) throw commonErrors.missing()
  return order
}

/** Orders as this reader may see them. */
async function statesOf({ database: { db }, store }: CsrRoutesDependencies, accountId: number, orders: readonly OrderHead[], { rights }: Actor): Promise<CsrState[]> {
  const ids = orders.map(({ id }) => id)
  const [details, problems] = await Promise.all([store.detailsOf(db, ids), problemsOfOrders(db, ids)])
  return orders.map((order) => {
    const own = details.get(order.id)
    if (!own) throw new Error(`order ${order.id} has no details`)
    return stateOf(order, { accountId, details: own, problems: problems.get(order.id) ?? [], inFull: rights.has(`${ROLE_API_END_USER}:view`) })
  })
}

/** Those that an answer has room for, with the numbers of their records: at least one, where there is one. A page then ends early. */
function fitting(states: readonly CsrState[]): CsrState[] {
  let numbers = 0
  return states.filter(({ csrData }, index) => {
    numbers += csrData.workingTelephoneNumbersOnAccount?.length ?? 0
    return index === 0 || numbers <= MOST_LISTED_NUMBERS
  })
}

const refuse = (reason: string) => csrErrors.date({ reason })

function readFilter({ status, modifiedDateFrom, modifiedDateTo }: { status?: string, modifiedDateFrom?: string, modifiedDateTo?: string }): OrderFilter {
  if (status !== undefined && !(status.toUpperCase() in csrOrder.states)) throw csrErrors.refused({ field: 'status', reason: 'no order can be in it' })
  return {
    statuses: status === undefined ? undefined : [status],
    modified: periodOf(['modifiedDateFrom', modifiedDateFrom], ['modifiedDateTo', modifiedDateTo], refuse),
  }
}

async function readPage(database: Database, accountId: number, { page, size }: { page: string, size: number }): Promise<{ first: OrderHead | undefined, size: number }> {
  if (size < 1 || size > MOST_LISTED) throw csrErrors.sizeOutOfRange({ from: 1, to: MOST_LISTED })
  if (page === '1') return { first: undefined, size }
  if (!isUuid(page)) throw csrErrors.refused({ field: 'page', reason: 'it is neither 1 nor an id from a "next" link' })
  return { first: await requireOrder(database, accountId, page), size }
}

export function csrRoutes(deps: CsrRoutesDependencies): readonly Route[] {
  const { database, orders } = deps
  return [
    handle(createCsr, async ({ params: { accountId }, body, actor, clock, link }) => {
      const orderId = await orders.place(accountId, body, { actor, at: clock.now() })
      return reply(200, { orderId, status: csrOrder.initial }, { Location: link(`/accounts/${accountId}/csrs/${orderId}`) })
    }),
    handle(getCsr, async ({ params: { accountId, orderId }, actor }) => {
      const [state] = await statesOf(deps, accountId, [await requireOrder(database, accountId, orderId)], actor)
      return reply(200, state)
    }),
    handle(changeCsr, async ({ params: { accountId, orderId }, body, actor, clock, log }) => {
      const { id } = await requireOrder(database, accountId, orderId)
      return reply(200, { orderId: id, status: await orders.change(body, { accountId, orderId: id, actor, at: clock.now(), log }) })
    }),
    handle(listCsrs, async (call) => {
      const { params: { accountId }, query, actor } = call
      const filter = readFilter(query)
      const { first, size } = await readPage(database, accountId, query)
      const [rows, totalCount] = await Promise.all([
        pageOfOrders(database.db, accountId, csrOrder, filter, { first, size }), countOrders(database.db, accountId, csrOrder, filter),
      ])
      const states = fitting(await statesOf(deps, accountId, rows.slice(0, size), actor))
      const links = pagingLinks(call, `/accounts/${accountId}/csrs`, rows[states.length]?.id)
      return reply(200, { totalCount, links, csrResponse: states })
    }),
  ]
}
