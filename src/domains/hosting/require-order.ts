import type { Database } from '../../kernel/db/database.ts'
import { commonErrors } from '../../kernel/errors/common.ts'
import { isUuid } from '../../kernel/ids/ids.ts'
import type { OrderType } from '../../kernel/orders/define.ts'
import { findOrder, type OrderHead } from '../../kernel/orders/find.ts'

/** The order of an account, or the 404 that says nothing of anybody else's. */
export async function requireOrder({ db }: Database, accountId: number, type: OrderType, id: string): Promise<OrderHead> {
  const order = isUuid(id) ? await findOrder(db, accountId, type, id) : undefined
  if (!order) throw commonErrors.missing()
  return order
}
