import type { Database, Tx } from '../../../kernel/db/database.ts'
import { hasFeature } from '../../accounts/index.ts'
import { requireApplication } from '../application/service.ts'
import { messagingErrors } from '../messaging/errors.ts'
import { updatePeer, type SipPeer } from '../sip-peer/repository.ts'
import { requireLockedPeer, requirePeer, type PeerPath } from '../sip-peer/service.ts'
import { replaceTerminationHosts } from '../sip-peer/termination-hosts.ts'
import type { VoiceSettingsRequest } from './contract.ts'
import { readVoice, writeVoice, type Direction, type VoiceSettings } from './repository.ts'

const FEATURES = { origination: 'Origination.OrigHttpVoice', termination: 'Termination.TermHttpVoice' } as const

function protocolOf({ voiceProtocol = '', httpSettings }: VoiceSettingsRequest): VoiceSettings['protocol'] {
  if (voiceProtocol !== 'SIP' && voiceProtocol !== 'HTTP') throw messagingErrors.voiceProtocolUnknown({ protocol: voiceProtocol.slice(0, 60) })
  if (voiceProtocol === 'SIP' && httpSettings) throw messagingErrors.httpSettingsRefused()
  return voiceProtocol
}

/** Calls over HTTP need no hosts, so a change from SIP takes all of them away. Source: PUT origination and termination settings. */
async function removeHosts(tx: Tx, accountId: number, peer: SipPeer): Promise<void> {
  await updatePeer(tx, peer.id, { ...peer, details: { ...peer.details, voiceHosts: [], voiceHostGroups: [] } })
  await replaceTerminationHosts(tx, { accountId, peerId: peer.id }, [])
}

/** How SIP peers handle calls. Both methods throw 13563 for a peer that is not there. */
export class VoiceSettingsOfPeers {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async get(path: PeerPath, direction: Direction): Promise<VoiceSettings> {
    const peer = await requirePeer(this.#database.db, path)
    return readVoice(this.#database.db, peer.id, direction)
  }

  /**
   * Throws 13647 and 13649 for what does not fit, 13609 for an account without calls over HTTP, 13629 and 13648 for an
   * application that is not there or for messages.
   */
  async set(path: PeerPath, direction: Direction, request: VoiceSettingsRequest): Promise<VoiceSettings> {
    const protocol = protocolOf(request)
    return this.#database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      if (protocol === 'HTTP' && !await hasFeature(tx, path.accountId, FEATURES[direction])) throw messagingErrors.noHttpSettings()
      const id = request.httpSettings?.httpVoiceV2AppId
      const applicationId = id === undefined ? undefined : await requireApplication(tx, path.accountId, id, 'Voice-V2', 'calls')
      const before = await readVoice(tx, peer.id, direction)
      if (before.protocol === 'SIP' && protocol === 'HTTP') await removeHosts(tx, path.accountId, peer)
      await writeVoice(tx, peer.id, direction, { protocol, applicationId })
      return { protocol, applicationId }
    })
  }
}
