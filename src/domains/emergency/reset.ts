import type { Tx } from '../../kernel/db/database.ts'
import { db } from './db.ts'

/** Forgets everything that an account has at the emergency service. Only a sandbox account is ever reset. */
export async function resetEmergency(tx: Tx, accountId: number): Promise<void> {
  await db(tx).deleteFrom('emergency_withdrawal').where('account_id', '=', accountId).execute()
  await db(tx).deleteFrom('emergency_endpoint').where('account_id', '=', accountId).execute()
  await db(tx).deleteFrom('emergency_recipient').where('account_id', '=', accountId).execute()
  await db(tx).deleteFrom('emergency_notification_group').where('account_id', '=', accountId).execute()
  await db(tx).deleteFrom('stored_address').where('account_id', '=', accountId).execute()
}
