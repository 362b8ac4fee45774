import type { Tx } from '../../kernel/db/database.ts'

/** Removes an account's subscriptions with everything that waited to be delivered to them, and the mails that were kept. For the sandbox. */
export async function resetSubscriptions(tx: Tx, accountId: number): Promise<void> {
  // In the order of the ids, as by those who write what became of their deliveries.
  await tx.selectFrom('subscription').select('id').where('account_id', '=', accountId).orderBy('id').forUpdate().execute()
  await tx.deleteFrom('subscription').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('kept_mail').where('account_id', '=', accountId).execute()
}
