import { z } from 'zod'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLines } from '../../../kernel/orders/lines.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { listOrders } from '../list.ts'
import { groupsOf } from '../repository.ts'
import { createLidb, getLidb, LidbGroup, listLidbs, type LidbState } from './contract.ts'
import { lidbErrors } from './errors.ts'
import { lidbOrder } from './process.ts'
import type { LidbOrders } from './service.ts'

const StoredGroups = z.array(LidbGroup)

async function stateOf({ db }: Database, order: OrderHead): Promise<LidbState> {
  const [groups, failed] = await Promise.all([groupsOf(db, order.id), failedLines(db, order.id)])
  return {
    customerOrderId: order.customerOrderId ?? undefined, orderId: order.id, orderCreateDate: order.createdAt, processingStatus: order.status,
    createdByUser: order.createdBy, lastModifiedDate: order.modifiedAt, orderCompleteDate: order.completedAt ?? undefined,
    errorList: failed.map(({ subject, code, text }) => ({ telephoneNumber: subject, code, description: text })),
    lidbTnGroups: StoredGroups.parse(groups).map((group) => ({ ...group, fullNumber: group.telephoneNumbers?.[0] })),
  }
}

export const lidbRoutes = (database: Database, orders: LidbOrders): readonly Route[] => [
  handle(createLidb, async ({ params: { accountId }, body, actor, clock, link }) => {
    try {
      const { order, groups, failed } = await orders.place(accountId, body, { actor, at: clock.now() })
      const errorList = failed.map(({ subject, problem }) => ({ telephoneNumber: subject, code: problem?.code, description: problem?.text }))
      const lidbOrder = {
        orderId: order.id, customerOrderId: order.customerOrderId ?? undefined, processingStatus: order.status, errorList, lidbTnGroups: groups,
      }
      return reply(201, { lidbOrder }, { Location: link(`/accounts/${accountId}/lidbs/${order.id}`) })
    } catch (error) {
      // The documented refusal repeats the order.
      throw error instanceof ApiError ? error.echoing(body) : error
    }
  }),
  handle(getLidb, async ({ params: { accountId, lidbid } }) => reply(200, await stateOf(database, await requireOrder(database, accountId, lidbOrder, lidbid)))),
  handle(listLidbs, async ({ params: { accountId }, query, clock }) =>
    reply(200, await listOrders(database, accountId, query, { type: lidbOrder, orderType: 'lidb', invalid: lidbErrors.invalid, now: clock.now() }))),
]
