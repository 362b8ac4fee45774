import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { withEveryPart } from '../../accounts/index.ts'
import { emergencyErrors } from '../errors.ts'
import { pageStart } from '../page-start.ts'
import { listAddresses } from './contract.ts'
import { countAddresses, pageOfAddresses, type AddressFilter, type StoredAddress } from './repository.ts'

const TYPES = ['E911', 'Dlda', 'Service', 'Billing']

/** One address by its location id, which only emergency addresses have, or all of a type. */
function filterOf({ type, e911locationid, suggestions }: { type?: string, e911locationid?: string, suggestions?: string }): AddressFilter {
  if (e911locationid !== undefined) return { type: 'E911', locationId: e911locationid }
  if (type === undefined) throw emergencyErrors.addressTypeMissing()
  const known = TYPES.find((each) => each.toLowerCase() === type.toLowerCase())
  if (known === undefined) throw emergencyErrors.addressTypeUnknown({ type })
  return { type: known, suggestions }
}

const toWire = ({ address, type, endpointCount, validationStatus }: StoredAddress): object =>
  ({ ...withEveryPart({ ...address, addressType: type }), endpointCount, validationStatus })

export const addressRoutes = (database: Database): readonly Route[] => [
  handle(listAddresses, async (call) => {
    const { params: { accountId }, query } = call
    const filter = filterOf(query)
    const totalCount = await countAddresses(database.db, accountId, filter)
    if (totalCount === 0) throw commonErrors.missing()
    const found = await pageOfAddresses(database.db, accountId, filter, { start: pageStart(query.page), size: query.size })
    const following = found[query.size]
    return reply(200, {
      totalCount, links: pagingLinks(call, `/accounts/${accountId}/addresses`, following && `id-${following.id}`),
      addresses: found.slice(0, query.size).map(toWire),
    })
  }),
]
