import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { locationsOf, type StoredLocation } from '../location.ts'
import { callbackOwners, recordsOf, type EmergencyRecord } from '../record.ts'
import { sameLocation, type Content, type Endpoint, type WantedOrder } from './content.ts'
import { simpleProblem } from './endpoint-form.ts'
import { orderErrors } from './errors.ts'

interface Known {
  readonly record: EmergencyRecord | undefined
  /** Whose the callback number is. */
  readonly owner: string | undefined
  readonly locations: ReadonlyMap<string, StoredLocation>
  readonly content: Content
}

/** Whether the location of an endpoint comes with its calls: as the order says, else as it was. */
export const isDynamic = ({ pidfloEnabled }: Endpoint, record: Pick<EmergencyRecord, 'dynamic'> | undefined): boolean => pidfloEnabled ?? record?.dynamic ?? false

/** Where an order puts an endpoint: to its own address, to a location that there is, or it leaves it where it was. */
export function placeOf({ locationId }: Endpoint, { address }: Content): 'address' | 'location' | 'kept' {
  if (locationId === undefined) return address ? 'address' : 'kept'
  return address && sameLocation(locationId, address.locationId) ? 'address' : 'location'
}

function kindProblem(endpoint: Endpoint, record: EmergencyRecord | undefined): Problem | undefined {
  const { identifier, pidfloEnabled, locationId, preferredLanguage } = endpoint
  if (record && pidfloEnabled !== undefined && pidfloEnabled !== record.dynamic) return orderErrors.dynamicFixed.problem({ identifier })
  if (isDynamic(endpoint, record)) return undefined
  if (record && (locationId !== undefined || preferredLanguage !== undefined)) return orderErrors.notDynamic.problem({ identifier })
  return simpleProblem(endpoint, !record)
}

function placeProblem(endpoint: Endpoint, { record, locations, content }: Known): Problem | undefined {
  const { identifier, locationId: id = '' } = endpoint
  switch (placeOf(endpoint, content)) {
    case 'address': return undefined
    case 'location': {
      const location = locations.get(id.toLowerCase())
      if (!location) return orderErrors.locationUnset.problem({ id })
      return location.isValid ? undefined : orderErrors.storedAddressWrong.problem({ id })
    }
    case 'kept':
      if (record && record.addressId !== null) return undefined
      return isDynamic(endpoint, record) ? orderErrors.placeMissing.problem({ identifier }) : orderErrors.newEndpoint.problem()
  }
}

function problemOf(endpoint: Endpoint, known: Known): Problem | undefined {
  const { identifier } = endpoint
  const kind = kindProblem(endpoint, known.record)
  if (kind) return kind
  const isShared = known.owner !== undefined && known.owner !== identifier && !isDynamic(endpoint, known.record)
  return isShared ? orderErrors.callbackInUse.problem({ identifier }) : placeProblem(endpoint, known)
}

/** What is against each identifier of an order. */
export async function checkEndpoints(tx: Tx, accountId: number, { action, subjects, content }: WantedOrder): Promise<ReadonlyMap<string, Problem>> {
  const { endpoints } = content
  const records = await recordsOf(tx, accountId, 'AEUI', subjects)
  const owners = await callbackOwners(tx, accountId, endpoints.flatMap(({ callbackNumber = [] }) => callbackNumber))
  const locations = await locationsOf(tx, accountId, endpoints.flatMap(({ locationId = [] }) => locationId))
  return new Map(endpoints.flatMap((endpoint) => {
    const { identifier, callbackNumber = '' } = endpoint
    const record = records.get(identifier)
    const problem = action === 'put' ? problemOf(endpoint, { record, owner: owners.get(callbackNumber), locations, content })
      : record ? undefined : orderErrors.identifierMissing.problem({ identifier })
    return problem ? [[identifier, problem] as const] : []
  }))
}
