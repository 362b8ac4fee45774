import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** Calls to the peer's numbers come by origination, calls from it go by termination. */
export type Direction = 'origination' | 'termination'

export interface VoiceSettings {
  readonly protocol: 'SIP' | 'HTTP'
  readonly applicationId: string | undefined
}

const toSettings = (row: { protocol: string, application_id: string | null } | undefined): VoiceSettings => ({
  protocol: row?.protocol === 'HTTP' ? 'HTTP' : 'SIP', applicationId: row?.application_id ?? undefined,
})

/** How a peer handles calls of one direction; SIP where nothing was set. */
export async function readVoice(tx: Tx, peerId: number, direction: Direction): Promise<VoiceSettings> {
  return toSettings(await db(tx).selectFrom('peer_voice').select(['protocol', 'application_id'])
    .where('peer_id', '=', peerId).where('direction', '=', direction).executeTakeFirst())
}

export async function writeVoice(tx: Tx, peerId: number, direction: Direction, { protocol, applicationId }: VoiceSettings): Promise<void> {
  const values = { protocol, application_id: applicationId ?? null }
  await db(tx).insertInto('peer_voice').values({ peer_id: peerId, direction, ...values })
    .onConflict((conflict) => conflict.columns(['peer_id', 'direction']).doUpdateSet(values)).execute()
}
