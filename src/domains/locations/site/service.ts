import type { Database, Tx } from '../../../kernel/db/database.ts'
import { checkAddress } from '../address-rules.ts'
import { locationErrors } from '../errors.ts'
import { locationId } from '../location-id.ts'
import { findSite, insertSite, listSites, type NewSite, type Site, type SiteSummary } from './repository.ts'
import { trunkingTypes } from './uc-trunking.ts'

const LONGEST_NAME = 50
const LONGEST_DESCRIPTION = 250

/** A site as a client asks for it: not yet checked. */
export interface WantedSite extends Omit<NewSite, 'name' | 'address'> {
  readonly name?: NewSite['name']
  readonly address?: NewSite['address']
}

function checked({ name, address, ...rest }: WantedSite): NewSite {
  if (!name) throw locationErrors.required({ field: 'Name' })
  if (name.length > LONGEST_NAME) throw locationErrors.siteNameTooLong()
  if ((rest.description ?? '').length > LONGEST_DESCRIPTION) throw locationErrors.siteDescriptionTooLong()
  if (!address) throw locationErrors.required({ field: 'Address' })
  const type = rest.ucTrunking?.type
  if (type !== undefined && !trunkingTypes.includes(type)) throw locationErrors.trunkingTypeUnknown({ type })
  const complete = { ...address, country: address.country ?? 'US', addressType: address.addressType ?? 'Service' }
  checkAddress(complete)
  return { ...rest, name, address: complete }
}

/**
 * Adds a site and answers its id. Throws the documented refusals: 1003 for what is missing, 4015 and 4016 for what is
 * too long, those of the address, and 1015 for a name that the account uses already.
 */
export async function createSite(tx: Tx, wanted: WantedSite): Promise<number> {
  const site = checked(wanted)
  const id = await insertSite(tx, site)
  if (id === undefined) throw locationErrors.siteNameTaken({ name: site.name })
  return id
}

export interface Sites {
  list(accountId: number): Promise<SiteSummary[]>
  /** Throws 12016 for a site that the account does not have. */
  get(accountId: number, siteId: string): Promise<Site>
  create(wanted: WantedSite): Promise<number>
}

export function createSites(database: Database): Sites {
  return {
    list: (accountId) => listSites(database.db, accountId),
    async get(accountId, siteId) {
      const site = await findSite(database.db, accountId, locationId(siteId))
      if (!site) throw locationErrors.siteUnknown({ siteId })
      return site
    },
    create: (wanted) => database.transaction((tx) => createSite(tx, wanted)),
  }
}
