import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { locationErrors } from '../errors.ts'
import type { PlaceUse } from '../ports.ts'

interface Remains {
  readonly sms: boolean
  readonly smsHost: boolean
  readonly mms: boolean
  readonly httpVoice: boolean
  readonly terminationHost: boolean
  readonly proxy: boolean
  readonly defaultOfOthers: boolean
}

async function remainsOf(tx: Tx, siteId: number, peerId: number): Promise<Remains | undefined> {
  const result = await sql<Remains>`select
    exists (select from peer_sms where peer_id = ${peerId}) as sms,
    exists (select from smpp_host where peer_id = ${peerId}) as "smsHost",
    exists (select from peer_mms where peer_id = ${peerId}) as mms,
    exists (select from peer_voice where peer_id = ${peerId} and protocol = 'HTTP') as "httpVoice",
    exists (select from termination_host where peer_id = ${peerId}) as "terminationHost",
    exists (select from peer_mms where proxy_peer_id = ${peerId} and peer_id <> ${peerId}) as proxy,
    is_default and exists (select from sip_peer other where other.site_id = ${siteId} and other.id <> ${peerId}) as "defaultOfOthers"
    from sip_peer where id = ${peerId}`.execute(db(tx))
  return result.rows[0]
}

/** Throws the documented refusal while anything hangs on the peer. The caller holds the locks of the site and the peer. */
export async function refuseWhileUsed(tx: Tx, use: PlaceUse, siteId: number, peerId: number): Promise<void> {
  const remains = await remainsOf(tx, siteId, peerId)
  if (remains?.mms) throw locationErrors.mmsLeft()
  if (remains?.smsHost) throw locationErrors.smsHostLeft()
  if (remains?.sms) throw locationErrors.smsLeft()
  if (remains?.httpVoice) throw locationErrors.httpVoiceLeft()
  if (remains?.terminationHost) throw locationErrors.terminationHostLeft()
  if (remains?.proxy) throw locationErrors.proxyLeft()
  if (await use.hasOpenOrders(tx, siteId, peerId)) throw locationErrors.backOrders()
  if (await use.hasNumbers(tx, siteId, peerId)) throw locationErrors.numbersLeft()
  if (remains?.defaultOfOthers) throw locationErrors.defaultGoesLast()
}
