import type { ErrorMaker, Problem } from '../../../kernel/errors/catalogue.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { importErrors } from '../errors.ts'
import { readNumbers } from '../../numbering/index.ts'
import { loaTypeOf } from '../request-parts.ts'
import type { ImportRequest, Subscriber } from './contract.ts'

const ZIP = /^(\d{5}(-?\d{4})?|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d)$/
const STATE = /^[A-Za-z]{2}$/

const isMissing = (text: string | undefined): boolean => (text ?? '').trim() === ''

function subscriberProblems(subscriber: Subscriber | undefined): Problem[] {
  if (!subscriber) return [importErrors.subscriber.problem()]
  const { name, serviceAddress: address } = subscriber
  const nameless = isMissing(name) ? [importErrors.name.problem()] : []
  if (!address) return [...nameless, importErrors.address.problem()]
  const required: [string | undefined, ErrorMaker][] = [
    [address.houseNumber, importErrors.houseNumber], [address.streetName, importErrors.streetName], [address.city, importErrors.city],
    [address.stateCode, importErrors.stateCode], [address.zip, importErrors.zip],
  ]
  const missing = required.flatMap(([value, error]) => isMissing(value) ? [error.problem()] : [])
  if (!isMissing(address.stateCode) && !STATE.test(address.stateCode ?? '')) missing.push(importErrors.invalid.problem({ reason: 'StateCode does not have two letters' }))
  if (!isMissing(address.zip) && !ZIP.test(address.zip ?? '')) missing.push(importErrors.zipInvalid.problem())
  return [...nameless, ...missing]
}

/** What can be read of an order without looking anything up, and everything that is wrong with it. */
export interface ReadImport {
  readonly numbers: readonly string[]
  readonly subscriber: Subscriber
  readonly authorizingPerson: string
  readonly loaType: string
  readonly problems: readonly Problem[]
}

/** Reads an order. Its problems are the documented 7104 to 7115, 7201, 7214, 7314, 7316, 7318, 7360 and 25110. */
export function readImport({ customerOrderId = '', subscriber, loaAuthorizingPerson, loaType: loaText = '', telephoneNumbers }: ImportRequest): ReadImport {
  const { tns, problems } = readNumbers(telephoneNumbers ?? [], importErrors)
  const loaType = isMissing(loaText) ? 'SUBSCRIBER' : loaTypeOf(loaText)
  return {
    numbers: tns, subscriber: subscriber ?? {}, authorizingPerson: loaAuthorizingPerson ?? '', loaType: loaType ?? '',
    problems: [
      ...isCustomerOrderId(customerOrderId) ? [] : [importErrors.customerOrderId.problem()],
      ...subscriberProblems(subscriber),
      ...isMissing(loaAuthorizingPerson) ? [importErrors.authorizingPerson.problem()] : [],
      ...loaType === undefined ? [importErrors.loaType.problem()] : [],
      ...problems,
    ],
  }
}
