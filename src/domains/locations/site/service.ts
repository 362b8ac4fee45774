import { isDeepStrictEqual } from 'node:util'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { brokenUniqueConstraint } from '../../../kernel/db/failures.ts'
import { hasProduct, type Address } from '../../accounts/index.ts'
import { checkAddress } from '../address-rules.ts'
import { locationErrors } from '../errors.ts'
import { checkPlace } from '../geocoding.ts'
import { locationId } from '../location-id.ts'
import type { Geocoder, PlaceUse } from '../ports.ts'
import {
  deleteSite, findSite, insertSite, listSites, lockForChange, updateSite, type NewSite, type Site, type SiteContent, type SiteSummary,
} from './repository.ts'
import { peersBySite, type SipPeer } from '../sip-peer/repository.ts'
import { checkTrunking, type UcTrunking } from './uc-trunking.ts'

const LONGEST_NAME = 50
const LONGEST_DESCRIPTION = 250
const CUSTOMER_ID = /^\d{1,10}$/

/** What a client asks for: not yet checked. */
export type WantedContent = Partial<SiteContent>

/** A site as a client asks for it: not yet checked. */
export interface WantedSite extends WantedContent, Pick<NewSite, 'accountId' | 'at'> {}

function checkedContent<Wanted extends WantedContent>({ name, address, ...rest }: Wanted) {
  if (!name) throw locationErrors.required({ field: 'Name' })
  if (name.length > LONGEST_NAME) throw locationErrors.siteNameTooLong()
  if ((rest.description ?? '').length > LONGEST_DESCRIPTION) throw locationErrors.siteDescriptionTooLong()
  const id = rest.customerProvidedId ?? ''
  if (id !== '' && !CUSTOMER_ID.test(id)) throw locationErrors.customerIdMalformed({ id: id.slice(0, 60) })
  if (!address) throw locationErrors.required({ field: 'Address' })
  if (rest.ucTrunking) checkTrunking(rest.ucTrunking)
  const complete = { ...address, country: address.country ?? 'US', addressType: address.addressType ?? 'Service' }
  checkAddress(complete)
  return { ...rest, name, address: complete }
}

async function requireTrunking(tx: Tx, accountId: number, trunking: UcTrunking | undefined): Promise<void> {
  if (trunking && !await hasProduct(tx, accountId, 'UcTrunking')) throw locationErrors.trunkingRefused()
}

/**
 * Adds a site and answers its id. Throws the documented refusals: 1003 for what is missing, 4015 and 4016 for what is
 * too long, 12046 for trunking on an account without it, those of the address, and 1015 for a name that the account uses
 * already. Whether the address exists is not asked.
 */
export async function createSite(tx: Tx, wanted: WantedSite): Promise<number> {
  const site = checkedContent(wanted)
  await requireTrunking(tx, site.accountId, site.ucTrunking)
  const id = await insertSite(tx, site)
  if (id === undefined) throw locationErrors.siteNameTaken({ name: site.name })
  return id
}

/** What a list of sites is to show beside them. */
export interface SiteExtras {
  readonly tnCounts: boolean
  readonly sipPeerDetails: boolean
  /** The peers in short, whatever `sipPeerDetails` says. */
  readonly summary: boolean
}

export interface ListedSite extends SiteSummary {
  readonly telephoneNumberCount: number | undefined
  readonly peers: readonly SipPeer[] | undefined
}

interface Dependencies {
  readonly database: Database
  readonly geocoder: Geocoder | undefined
  readonly use: PlaceUse
}

/** The sites of accounts. Each method throws 12016 for a site that the account does not have. */
export class Sites {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  async list(accountId: number, { tnCounts, sipPeerDetails, summary }: SiteExtras): Promise<ListedSite[]> {
    const { database: { db }, use } = this.#deps
    const [sites, numbers, peers] = await Promise.all([
      listSites(db, accountId),
      tnCounts ? use.numbersOnSites(db, accountId) : undefined,
      sipPeerDetails || summary ? peersBySite(db, accountId) : undefined,
    ])
    return sites.map((site) => ({ ...site, telephoneNumberCount: numbers && (numbers.get(site.id) ?? 0), peers: peers && (peers.get(site.id) ?? []) }))
  }

  async get(accountId: number, siteId: string): Promise<Site> {
    const site = await findSite(this.#deps.database.db, accountId, locationId(siteId))
    if (!site) throw locationErrors.siteUnknown({ siteId })
    return site
  }

  /** As `createSite`, and asks whether the address exists: 12112 with a better one, 12110 for none, 12053. `request` is repeated in 12112. */
  async create(wanted: WantedSite, request: object): Promise<number> {
    await this.#checkPlace(checkedContent(wanted).address, request)
    return this.#deps.database.transaction((tx) => createSite(tx, wanted))
  }

  /** Replaces a site; an address is looked up only when it is another than before. Throws as `create`, and 12054. */
  async update(accountId: number, siteId: string, wanted: WantedContent, request: object): Promise<void> {
    const site = checkedContent(wanted)
    const before = await this.get(accountId, siteId)
    if (!isDeepStrictEqual({ ...before.address }, definedParts(site.address))) await this.#checkPlace(site.address, request)
    await this.#deps.database.transaction(async (tx) => {
      await this.#lock(tx, accountId, siteId)
      await requireTrunking(tx, accountId, site.ucTrunking)
      try {
        await updateSite(tx, before.id, site)
      } catch (error) {
        if (brokenUniqueConstraint(error) === 'site_name') throw locationErrors.siteNameTaken({ name: site.name })
        throw error
      }
    })
  }

  /** Deletes a site. Throws 12031 while it has peers, 13555 while numbers belong to it, 12054 while it is locked. */
  async remove(accountId: number, siteId: string): Promise<void> {
    await this.#deps.database.transaction(async (tx) => {
      const { hasPeers } = await this.#lock(tx, accountId, siteId)
      if (hasPeers) throw locationErrors.siteInUse()
      if (await this.#deps.use.hasNumbers(tx, locationId(siteId))) throw locationErrors.numbersLeft()
      await deleteSite(tx, locationId(siteId))
    })
  }

  async #lock(tx: Tx, accountId: number, siteId: string): Promise<{ hasPeers: boolean }> {
    const state = await lockForChange(tx, accountId, locationId(siteId))
    if (!state) throw locationErrors.siteUnknown({ siteId })
    if (state.locked) throw locationErrors.siteLocked()
    return state
  }

  #checkPlace(address: Address, site: object): Promise<void> {
    const refusals = { unknown: locationErrors.addressUnknown, unavailable: locationErrors.geocoderUnavailable }
    return checkPlace(this.#deps.geocoder, address, refusals, { site })
  }
}

const definedParts = (address: Address) => Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined))
