import type { OrderHead } from '../../../kernel/orders/find.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { MASK, mask } from '../../accounts/index.ts'
import type { EndUserFields, ServiceRecord } from '../ports.ts'
import type { CsrState } from './contract.ts'
import type { CsrDetails } from './repository.ts'

/** Telephone numbers, city and state stay: they tell of no person. */
function maskedFields({ customerCode, typeOfService, city, state, accountTelephoneNumber, ...person }: EndUserFields): EndUserFields {
  return {
    customerCode, typeOfService, city, state, accountTelephoneNumber,
    accountNumber: mask(person.accountNumber), endUserName: mask(person.endUserName), authorizingUserName: mask(person.authorizingUserName),
    endUserPin: mask(person.endUserPin), addressLine1: mask(person.addressLine1), zipCode: mask(person.zipCode),
  }
}

function maskedRecord({ accountNumber, serviceAddress: { city, state, ...house }, tns }: ServiceRecord): ServiceRecord {
  return {
    accountNumber: mask(accountNumber), customerName: MASK, tns,
    serviceAddress: {
      unparsedAddress: MASK, houseNumber: mask(house.houseNumber), streetName: mask(house.streetName), streetSuffix: mask(house.streetSuffix),
      city, state, zip: mask(house.zip),
    },
  }
}

/** What is found is shown when the order is complete; before, and of one that failed, only the number that is asked for. */
function dataOf(tn: string, record: ServiceRecord | undefined): CsrState['csrData'] {
  if (!record) return { workingTelephoneNumber: tn }
  const { accountNumber, customerName, serviceAddress, tns } = record
  return { accountNumber, customerName, serviceAddress, workingTelephoneNumber: tn, workingTelephoneNumbersOnAccount: [...tns] }
}

interface Shown {
  readonly accountId: number
  readonly details: CsrDetails
  readonly problems: readonly Problem[]
  /** Whether the reader may see the data of end users. */
  readonly inFull: boolean
}

/** An order as it is shown. The end user's password never is. */
export function stateOf(order: OrderHead, { accountId, details, problems, inFull }: Shown): CsrState {
  const { endUserPassword: _never, ...fields } = inFull ? details.fields : maskedFields(details.fields)
  const record = details.record && !inFull ? maskedRecord(details.record) : details.record
  return {
    errors: problems.length === 0 ? undefined : problems.map(({ code, text }) => ({ code, description: text })),
    customerOrderId: order.customerOrderId ?? undefined, lastModifiedBy: order.modifiedBy, orderCreateDate: order.createdAt, accountId,
    orderId: order.id, lastModifiedDate: order.modifiedAt, status: order.status, ...fields, csrData: dataOf(details.tn, record),
  }
}
