import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { db } from './db.ts'

/**
 * Takes an account back to its first site and that site's first SIP peer, the latter as default, with nothing set on it:
 * no hosts from which calls come, no features, no applications, no SIP credentials. Numbers must have been returned
 * before. For the sandbox.
 */
export async function resetLocations(tx: Tx, accountId: number): Promise<void> {
  await clearAccount(tx, accountId)
  const first = await db(tx).selectFrom('site').select('id').where('account_id', '=', accountId).orderBy('id')
    .executeTakeFirst()
  if (!first) return
  await db(tx).deleteFrom('site').where('account_id', '=', accountId).where('id', '<>', first.id).execute()
  const peer = await db(tx).selectFrom('sip_peer').select('id').where('site_id', '=', first.id).orderBy('id')
    .executeTakeFirst()
  if (!peer) return
  await db(tx).deleteFrom('sip_peer').where('site_id', '=', first.id).where('id', '<>', peer.id).execute()
  await db(tx).updateTable('sip_peer').set({ is_default: true }).where('id', '=', peer.id).execute()
}

async function clearAccount(tx: Tx, accountId: number): Promise<void> {
  const ofPeers = sql`peer_id in (select id from sip_peer where account_id = ${accountId})`
  for (const table of ['peer_mms', 'peer_sms', 'peer_messaging', 'peer_voice', 'termination_host'] as const) {
    await sql`delete from ${sql.table(table)} where ${ofPeers}`.execute(db(tx))
  }
  await db(tx).deleteFrom('application').where('account_id', '=', accountId).execute()
  await db(tx).deleteFrom('sip_credential').where('account_id', '=', accountId).execute()
}
