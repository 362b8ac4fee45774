import type { Tx } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { failedLinesOf } from '../../../kernel/orders/lines.ts'
import { orderErrorsOf } from '../../../kernel/orders/order-errors.ts'
import { withEveryPart } from '../../accounts/index.ts'
import { locationsOf, type StoredLocation } from '../location.ts'
import type { LocatedAddress, WantedOrder } from './content.ts'
import type { E911State } from './contract.ts'
import { wantedBy } from './repository.ts'

/** Every part of an address, as all documented answers but one show them; its type only where it has one. */
function inFull({ locationId, ...address }: LocatedAddress): LocatedAddress {
  const { addressType, ...parts } = withEveryPart(address)
  return { locationId, ...parts, addressType: addressType || undefined }
}

/** The same without two parts that lists leave out where they are empty. */
function asListed(address: LocatedAddress): LocatedAddress {
  const { postDirectional, county, ...parts } = inFull(address)
  return { ...parts, postDirectional: postDirectional || undefined, county: county || undefined }
}

type Locations = ReadonlyMap<string, StoredLocation>
const nowhere: Locations = new Map()

function endpointsOf({ kind, action, content }: WantedOrder, locations: Locations) {
  if (kind !== 'identifiers') return undefined
  return content.endpoints.map((endpoint) => {
    const stored = action === 'put' ? locations.get(endpoint.locationId?.toLowerCase() ?? '') : undefined
    return { ...endpoint, address: stored && inFull({ locationId: stored.locationId, ...stored.address }) }
  })
}

function contentOf(wanted: WantedOrder, locations: Locations) {
  const { kind, action, subjects, content } = wanted
  return {
    telephoneNumbers: kind === 'numbers' ? [...subjects] : undefined, callerName: content.callerName, address: content.address,
    alternateEndUserIdentifiers: endpointsOf(wanted, locations),
    additionalAddresses: kind === 'locations' ? content.locations.map(action === 'put' ? inFull : ({ locationId }) => ({ locationId })) : undefined,
    deleteTNSpecificE911Address: action === 'remove' ? true : undefined,
  }
}

/** An order as its POST answers it. */
export function placedView({ id, customerOrderId, status }: OrderHead, wanted: WantedOrder) {
  const { address, ...content } = contentOf(wanted, nowhere)
  return { customerOrderId: customerOrderId ?? undefined, orderId: id, processingStatus: status, ...content, address: address && inFull(address) }
}

function stateOf(accountId: number, order: OrderHead, { wanted, failed, locations }: {
  readonly wanted: WantedOrder, readonly failed: Parameters<typeof orderErrorsOf>[0], readonly locations: Locations
}): E911State {
  return {
    orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id, lastModifiedDate: order.modifiedAt,
    customerOrderId: order.customerOrderId ?? undefined, processingStatus: order.status, ...contentOf(wanted, locations),
    errorList: orderErrorsOf(failed), orderType: 'e911',
  }
}

/** Orders as they are shown in full. */
export async function statesOf(db: Tx, accountId: number, orders: readonly OrderHead[]): Promise<E911State[]> {
  const ids = orders.map(({ id }) => id)
  const [wantedById, failed] = await Promise.all([wantedBy(db, ids), failedLinesOf(db, ids)])
  const named = [...wantedById.values()].flatMap(({ content }) => content.endpoints.flatMap(({ locationId = [] }) => locationId))
  const locations = await locationsOf(db, accountId, [...new Set(named)])
  return orders.map((order) => {
    const wanted = wantedById.get(order.id)
    if (!wanted) throw new Error(`order ${order.id} has no details`)
    return stateOf(accountId, order, { wanted, failed: failed.get(order.id) ?? [], locations })
  })
}

/** An order as a list shows it in full. */
export const listedView = ({ address, errorList, ...state }: E911State) => ({ ...state, address: address && asListed(address), errorList: errorList ?? [] })
