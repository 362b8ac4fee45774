import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { Tn } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import { getTelephoneNumber } from './contract.ts'
import { findHeld } from './repository.ts'

export const telephoneNumberRoutes = (database: Database): readonly Route[] => [
  handle(getTelephoneNumber, async ({ params, actor }) => {
    const parsed = Tn.safeParse(params.tn)
    if (!parsed.success) throw inventoryErrors.tnInvalid({ tn: params.tn })
    const held = await findHeld(database.db, actor.accounts, parsed.data)
    if (!held) throw commonErrors.notFound()
    return reply(200, {
      telephoneNumber: held.tn, status: held.status, lastModifiedDate: held.modifiedAt,
      orderCreateDate: held.orderedAt ?? undefined, orderId: held.orderId ?? undefined, orderType: held.orderType ?? undefined,
      inServiceDate: held.inServiceAt ?? undefined, siteId: held.siteId ?? undefined, accountId: held.accountId,
    })
  }),
]
