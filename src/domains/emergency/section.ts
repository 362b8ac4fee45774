import type { Address } from '../accounts/index.ts'
import type { E911Section, LedgerNumber, SectionReader } from '../inventory/index.ts'
import { readPeer } from '../locations/index.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { recordsOf } from './record.ts'

async function addressOfPeer(tx: Tx, { accountId, siteId, peerId }: LedgerNumber): Promise<Address | undefined> {
  if (accountId === null || siteId === null || peerId === null) return undefined
  const address = (await readPeer(tx, accountId, siteId, peerId))?.details.address
  return address && { ...address, addressType: undefined }
}

/** What details of a number say of its emergency service: its own address, else that of its SIP peer, what became of its last order, and who is told of its calls. */
export const e911Section: SectionReader<typeof E911Section> = async (tx, number) => {
  const { accountId, tn } = number
  if (accountId === null) return undefined
  const record = (await recordsOf(tx, accountId, 'TN', [tn])).get(tn)
  const ofPeer = record?.address ? undefined : await addressOfPeer(tx, number)
  if (!record && !ofPeer) return undefined
  return {
    lastE911OrderOutcome: record?.outcome ?? undefined, sipPeerAddress: ofPeer !== undefined, callerName: record?.callerName ?? undefined,
    address: record?.address ?? ofPeer, emergencyNotificationGroup: record?.group,
  }
}
