import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { withEveryPart, type Address } from '../../accounts/index.ts'
import { emergencyErrors } from '../errors.ts'
import { entryPlace, pageStart } from '../page-start.ts'
import { getEndpoint, listEndpoints } from './contract.ts'
import { countEndpoints, findEndpoint, pageOfEndpoints, type Endpoint } from './repository.ts'

/** Every part but two, which the documented answer lacks; they stand there only where the address has them. */
function shownAddress(address: Address, addressType: string | undefined): Address {
  const { postDirectional, county, ...rest } = withEveryPart({ ...address, addressType })
  return { ...rest, postDirectional: postDirectional || undefined, county: county || undefined }
}

function inFull({ identifier, callbackNumber, callerName, address, addressType, group }: Endpoint): object {
  const e911 = { callerName, address: address && shownAddress(address, addressType), emergencyNotificationGroup: group }
  return { identifier, callbackNumber, e911: address || callerName || group ? e911 : undefined }
}

export const endpointRoutes = (database: Database): readonly Route[] => [
  handle(listEndpoints, async (call) => {
    const { params: { accountId }, query } = call
    const totalCount = await countEndpoints(database.db, accountId, query)
    if (totalCount === 0) throw emergencyErrors.endpointsMissing()
    const found = await pageOfEndpoints(database.db, accountId, query, { start: pageStart(query.page), size: query.size })
    const next = found[query.size]
    return reply(200, {
      totalCount, links: pagingLinks(call, `/accounts/${accountId}/aeuis`, next && entryPlace(next.identifier)),
      alternateEndUserIdentifiers: found.slice(0, query.size)
        .map(({ identifier, callbackNumber, group }) => ({ identifier, callbackNumber, emergencyNotificationGroup: group })),
    })
  }),
  handle(getEndpoint, async ({ params: { accountId, acid } }) => {
    const endpoint = await findEndpoint(database.db, accountId, acid)
    if (!endpoint) throw commonErrors.missing()
    return reply(200, { alternateEndUserIdentifier: inFull(endpoint) })
  }),
]
