import type { OrderHead } from '../../../kernel/orders/find.ts'
import type { FailedLine } from '../../../kernel/orders/lines.ts'
import { MASK, mask, type Address } from '../../accounts/index.ts'
import { orderErrorsOf } from '../../../kernel/orders/order-errors.ts'
import type { ImportState, Subscriber } from './contract.ts'
import type { ImportDetails } from './repository.ts'

/** An order as its sender knows it. */
export function stateOf(accountId: number, order: OrderHead, details: ImportDetails, failed: readonly FailedLine[]): ImportState {
  return {
    customerOrderId: order.customerOrderId ?? undefined, orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id,
    lastModifiedDate: order.modifiedAt, siteId: order.siteId ?? undefined, sipPeerId: details.peerId, subscriber: details.subscriber,
    loaAuthorizingPerson: details.authorizingPerson, loaType: details.loaType, telephoneNumbers: [...details.numbers],
    processingStatus: order.status, errors: orderErrorsOf(failed),
  }
}

/** An order that is read says of its address what it is for, and in which country: Canadian postal codes begin with a letter. */
export function withCountry({ name, serviceAddress: address }: Subscriber): Subscriber {
  const country = address?.country ?? (/^[A-Z]/i.test(address?.zip ?? '') ? 'Canada' : 'United States')
  return { name, serviceAddress: { ...address, country, addressType: 'Service' } }
}

function maskedAddress({ city, stateCode, county, country, addressType, ...house }: Address): Address {
  return {
    houseNumber: mask(house.houseNumber), houseSuffix: mask(house.houseSuffix), preDirectional: mask(house.preDirectional), streetName: mask(house.streetName),
    streetSuffix: mask(house.streetSuffix), postDirectional: mask(house.postDirectional), addressLine2: mask(house.addressLine2), city, stateCode,
    zip: mask(house.zip), plusFour: mask(house.plusFour), county, country, addressType,
  }
}

/** The order for a reader who may not see whose numbers they are: city, county and state tell of no person. */
export function withoutPersons(state: ImportState): ImportState {
  const { name, serviceAddress } = state.subscriber
  return { ...state, loaAuthorizingPerson: MASK, subscriber: { name: mask(name), serviceAddress: serviceAddress && maskedAddress(serviceAddress) } }
}
