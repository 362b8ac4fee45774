import type { Tx } from '../../../kernel/db/database.ts'
import { hasFeature, hasProduct } from '../../accounts/index.ts'
import type { E911Request } from './contract.ts'
import { orderErrors } from './errors.ts'

/** Whether the customer names locations; ids that we gave do not count. */
function namesLocations({ address, alternateEndUserIdentifiers = [], additionalAddresses = [] }: E911Request): boolean {
  return [address, ...alternateEndUserIdentifiers, ...additionalAddresses].some((each) => each?.locationId)
}

/**
 * What an account must have been given for an order. Numbers need nothing. Throws 8061, 8022, and for location ids 8032, or 8025 where the
 * account has unified communications instead.
 */
export async function requireRights(tx: Tx, accountId: number, request: E911Request): Promise<void> {
  const { alternateEndUserIdentifiers, additionalAddresses } = request
  const [identifies, moves] = await Promise.all([hasFeature(tx, accountId, 'E911.AEUI'), hasFeature(tx, accountId, 'E911.PIDFLO')])
  const isDynamic = alternateEndUserIdentifiers?.some(({ pidfloEnabled }) => pidfloEnabled) === true
  if (isDynamic && !(identifies && moves)) throw orderErrors.mayNotMove({ accountId })
  if (alternateEndUserIdentifiers && !identifies) throw orderErrors.mayNotIdentify({ accountId })
  if (moves) return
  if (namesLocations(request)) throw await hasProduct(tx, accountId, 'UcTrunking') ? orderErrors.locationUnified() : orderErrors.mayNotLocate({ accountId })
  if (additionalAddresses) throw orderErrors.mayNotMove({ accountId })
}
