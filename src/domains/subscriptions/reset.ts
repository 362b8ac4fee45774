import type { Tx } from '../../kernel/db/database.ts'

/** Removes an account's subscriptions and everything that waited to be delivered to them. For the sandbox. */
export async function resetSubscriptions(tx: Tx, accountId: number): Promise<void> {
  await tx.deleteFrom('subscription').where('account_id', '=', accountId).execute()
}
