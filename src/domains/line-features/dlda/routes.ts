import { z } from 'zod'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLines } from '../../../kernel/orders/lines.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { listOrders } from '../list.ts'
import { groupsOf } from '../repository.ts'
import { changeDlda, createDlda, getDlda, listDldas, ShownGroup, type DldaOrderState, type DldaRequest } from './contract.ts'
import { dldaErrors } from './errors.ts'
import { dldaOrder } from './process.ts'
import type { DldaOrders } from './service.ts'
import { echoedGroup } from './wanted.ts'

const StoredGroups = z.array(ShownGroup)

async function stateOf(tx: Tx, accountId: number, order: OrderHead): Promise<{ readonly dldaOrder: DldaOrderState }> {
  const [groups, failed] = await Promise.all([groupsOf(tx, order.id), failedLines(tx, order.id)])
  return {
    dldaOrder: {
      customerOrderId: order.customerOrderId ?? undefined, orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id,
      lastModifiedDate: order.modifiedAt, errorList: failed.map(({ code, text, subject }) => ({ code, description: text, telephoneNumber: subject })),
      processingStatus: order.status, dldaTnGroups: StoredGroups.parse(groups),
    },
  }
}

/** An order that was refused, as its refusal repeats it. */
const echoOf = (accountId: number, { customerOrderId, dldaTnGroups = [] }: DldaRequest, { userName, at }: { readonly userName: string, readonly at: Date }): Omit<DldaOrderState, 'errorList'> => ({
  customerOrderId, orderCreateDate: at, accountId, createdByUser: userName, lastModifiedDate: at, processingStatus: 'FAILED', dldaTnGroups: dldaTnGroups.map(echoedGroup),
})

export const dldaRoutes = (database: Database, orders: DldaOrders): readonly Route[] => [
  handle(createDlda, async ({ params: { accountId }, body, actor, clock, link }) => {
    const at = clock.now()
    try {
      const order = await orders.place(accountId, body, { actor, at })
      return reply(201, await stateOf(database.db, accountId, order), { Location: link(`/accounts/${accountId}/dldas/${order.id}`) })
    } catch (error) {
      // The documented refusal repeats the order.
      throw error instanceof ApiError ? error.echoing(echoOf(accountId, body, { userName: actor.userName, at })) : error
    }
  }),
  handle(changeDlda, async ({ params: { accountId, orderid }, body, actor, clock, log }) => {
    const order = await requireOrder(database, accountId, dldaOrder, orderid)
    return reply(200, await stateOf(database.db, accountId, await orders.change(accountId, body, { order, actor, at: clock.now(), log })))
  }),
  handle(getDlda, async ({ params: { accountId, orderid } }) =>
    reply(200, await stateOf(database.db, accountId, await requireOrder(database, accountId, dldaOrder, orderid)))),
  handle(listDldas, async ({ params: { accountId }, query, clock }) =>
    reply(200, await listOrders(database, accountId, query, { type: dldaOrder, orderType: 'dlda', invalid: dldaErrors.invalid, now: clock.now() }))),
]
