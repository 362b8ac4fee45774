import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { SmsSettings, type SmsProtocol } from './settings.ts'

/** The SMS settings of a peer; undefined where SMS is off. */
export async function readSms(tx: Tx, peerId: number): Promise<SmsSettings | undefined> {
  const row = await db(tx).selectFrom('peer_sms').select('settings').where('peer_id', '=', peerId).executeTakeFirst()
  return row && SmsSettings.parse(row.settings)
}

export async function writeSms(tx: Tx, peerId: number, settings: SmsSettings & { readonly protocol: SmsProtocol }): Promise<void> {
  const values = { protocol: settings.protocol, settings: JSON.stringify(settings) }
  await db(tx).insertInto('peer_sms').values({ peer_id: peerId, ...values })
    .onConflict((conflict) => conflict.column('peer_id').doUpdateSet(values)).execute()
}

/** Removes the feature with its hosts. */
export async function deleteSms(tx: Tx, peerId: number): Promise<void> {
  await db(tx).deleteFrom('peer_sms').where('peer_id', '=', peerId).execute()
}

/** Takes the messaging application from a peer neither of whose features speaks HTTP any more. */
export async function dropUnusableApplication(tx: Tx, peerId: number): Promise<void> {
  await sql`update peer_messaging set application_id = null where peer_id = ${peerId} and application_id is not null
    and not exists (select from peer_sms where peer_id = ${peerId} and protocol = 'HTTP')
    and not exists (select from peer_mms where peer_id = ${peerId} and protocol = 'HTTP')`.execute(db(tx))
}
