import type { Database } from '../../../kernel/db/database.ts'
import { approvedCountries } from '../../accounts/index.ts'
import { requireApplication } from '../application/service.ts'
import { requireLockedPeer, requirePeer, type PeerPath } from '../sip-peer/service.ts'
import type { AppSettingsRequest } from './contract.ts'
import { messagingErrors } from './errors.ts'
import { readMessaging, speaksHttp, writeApplication, writeCountries, type MessagingSettings } from './repository.ts'

/** The application wanted; undefined for REMOVE. Throws 13628 for anything else. */
function wantedApplication(request: AppSettingsRequest): string | undefined {
  const wanted = typeof request === 'string' ? request.trim() : request.httpMessagingV2AppId
  if (wanted === 'REMOVE') return undefined
  if (!wanted || typeof request === 'string') throw messagingErrors.applicationMalformed()
  return wanted
}

/** What holds for SMS and MMS of a SIP peer alike. Each method throws 13563 for a peer that is not there. */
export class MessagingOfPeers {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async get(path: PeerPath): Promise<MessagingSettings> {
    const peer = await requirePeer(this.#database.db, path)
    return readMessaging(this.#database.db, peer.id)
  }

  /** Assigns or removes the application. Throws 13628, 13629 and 13648, and 13645 where neither SMS nor MMS speaks HTTP. */
  async setApplication(path: PeerPath, request: AppSettingsRequest): Promise<string | undefined> {
    const wanted = wantedApplication(request)
    return this.#database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      const id = wanted === undefined ? undefined : await requireApplication(tx, path.accountId, wanted, 'Messaging-V2', 'messages')
      if (id !== undefined && !await speaksHttp(tx, peer.id)) throw messagingErrors.needsHttp()
      await writeApplication(tx, peer.id, id)
      return id
    })
  }

  /** Throws 13657 for a country twice, 13654 for countries that are not approved for the account. */
  async setCountries(path: PeerPath, countries: readonly string[]): Promise<readonly string[]> {
    const repeated = countries.find((country, index) => countries.indexOf(country) !== index)
    if (repeated !== undefined) throw messagingErrors.countryRepeated({ country: repeated.slice(0, 60) })
    return this.#database.transaction(async (tx) => {
      const peer = await requireLockedPeer(tx, path)
      const approved = await approvedCountries(tx, path.accountId)
      const refused = countries.filter((country) => !approved.includes(country))
      if (refused.length > 0) throw messagingErrors.countriesRefused({ codes: refused.join(', ').slice(0, 200) })
      await writeCountries(tx, peer.id, countries)
      return countries
    })
  }
}
