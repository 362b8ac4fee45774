import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { inventoryErrors } from '../errors.ts'
import { numberIn } from '../number-in.ts'
import { getTelephoneNumber, getTelephoneNumberHistory } from './contract.ts'
import { findHeld, historyOf, type HistoryStep } from './repository.ts'

const stepOf = ({ accountId, at, orderCreatedAt, orderId, orderType, orderStatus, status, actor }: HistoryStep) => ({
  accountId: accountId ?? undefined, lastModifiedDate: at, orderCreateDate: orderCreatedAt ?? undefined, orderId: orderId ?? undefined,
  status, userId: actor, orderType: orderType ?? undefined, orderStatus: orderStatus ?? undefined,
})

export const telephoneNumberRoutes = (database: Database): readonly Route[] => [
  handle(getTelephoneNumber, async ({ params, actor }) => {
    const held = await findHeld(database.db, actor.accounts, numberIn(params.tn))
    if (!held) throw commonErrors.notFound()
    return reply(200, {
      telephoneNumber: held.tn, status: held.status, lastModifiedDate: held.modifiedAt,
      orderCreateDate: held.orderedAt ?? undefined, orderId: held.orderId ?? undefined, orderType: held.orderType ?? undefined,
      inServiceDate: held.inServiceAt ?? undefined, siteId: held.siteId ?? undefined, accountId: held.accountId,
    })
  }),
  handle(getTelephoneNumberHistory, async ({ params, actor }) => {
    const telephoneNumber = numberIn(params.tn)
    const steps = await historyOf(database.db, actor.accounts, telephoneNumber)
    if (steps.length === 0) throw inventoryErrors.resultsNotFound()
    return reply(200, { telephoneNumberStatuses: steps.map(stepOf), telephoneNumber })
  }),
]
