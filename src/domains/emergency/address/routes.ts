import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { withEveryPart } from '../../accounts/index.ts'
import { emergencyErrors } from '../errors.ts'
import { listAddresses } from './contract.ts'
import type { AddressFilter, StoredAddress } from './repository.ts'
import { listOf } from './sources.ts'

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
    const { totalCount, addresses } = await listOf(database.db, accountId, filter, query)
    if (totalCount === 0) throw commonErrors.missing()
    return reply(200, {
      totalCount, links: pagingLinks(call, `/accounts/${accountId}/addresses`, addresses[query.size]?.place),
      addresses: addresses.slice(0, query.size).map(toWire),
    })
  }),
]
