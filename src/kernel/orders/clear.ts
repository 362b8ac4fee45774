import type { Tx } from '../db/database.ts'

/** Removes all orders of an account with everything that hangs on them. Only a sandbox account is ever cleared. */
export async function clearOrders(tx: Tx, accountId: number): Promise<void> {
  await tx.deleteFrom('orders').where('account_id', '=', accountId).execute()
}
