import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

export interface MessagingSettings {
  readonly applicationId: string | undefined
  readonly countries: readonly string[]
}

/** What is set for the messages of a peer, whether SMS is on or not. */
export async function readMessaging(tx: Tx, peerId: number): Promise<MessagingSettings> {
  const row = await db(tx).selectFrom('peer_messaging').select(['application_id', 'countries']).where('peer_id', '=', peerId).executeTakeFirst()
  return { applicationId: row?.application_id ?? undefined, countries: row?.countries ?? [] }
}

export async function writeApplication(tx: Tx, peerId: number, applicationId: string | undefined): Promise<void> {
  const values = { application_id: applicationId ?? null }
  await db(tx).insertInto('peer_messaging').values({ peer_id: peerId, ...values })
    .onConflict((conflict) => conflict.column('peer_id').doUpdateSet(values)).execute()
}

export async function writeCountries(tx: Tx, peerId: number, countries: readonly string[]): Promise<void> {
  const values = { countries: [...countries] }
  await db(tx).insertInto('peer_messaging').values({ peer_id: peerId, ...values })
    .onConflict((conflict) => conflict.column('peer_id').doUpdateSet(values)).execute()
}

/** Whether SMS or MMS of the peer speaks HTTP. */
export async function speaksHttp(tx: Tx, peerId: number): Promise<boolean> {
  const result = await sql<{ http: boolean }>`select exists (select from peer_sms where peer_id = ${peerId} and protocol = 'HTTP')
    or exists (select from peer_mms where peer_id = ${peerId} and protocol = 'HTTP') as http`.execute(db(tx))
  return result.rows[0]?.http === true
}
