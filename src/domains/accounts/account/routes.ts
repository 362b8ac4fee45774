import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { withEveryPart } from '../address/address.ts'
import { getAccount } from './contract.ts'
import { findAccount, type Account } from './repository.ts'

function toWire({ id, companyName, accountType, customerSegment, tiers, details }: Account): object {
  return {
    ...details, accountId: id, companyName, accountType, customerSegment, tiers,
    nenaId: details.nenaId ?? '',
    address: details.address && withEveryPart(details.address),
  }
}

export function accountRoutes(database: Database): readonly Route[] {
  return [
    handle(getAccount, async ({ params }) => {
      const account = await findAccount(database.db, params.accountId)
      if (!account) throw commonErrors.notFound()
      return reply(200, { account: toWire(account) })
    }),
  ]
}
