import type { EndUserFields } from '../ports.ts'
import { csrErrors } from './errors.ts'

/** The request as the contract reads it: texts that nobody has looked at. */
export interface RawFields extends EndUserFields {
  readonly customerOrderId?: string | undefined
  readonly workingOrBillingTelephoneNumber?: string | undefined
}

interface Rule {
  /** The documented name of the element. */
  readonly field: string
  readonly most: number
  readonly form: RegExp
  readonly allowed: string
}

const ALPHANUMERIC = { form: /^[A-Za-z0-9]*$/, allowed: 'letters and digits are' } as const
const ALPHABETIC = { form: /^[A-Za-z ]*$/, allowed: 'letters are' } as const
const WORDS = { form: /^[\p{L}\p{M}\p{N} .,'’&#/()-]*$/u, allowed: "letters, digits, spaces and . , ' & # / ( ) - are" } as const
const VISIBLE = { form: /^[\x21-\x7e]*$/, allowed: 'visible ASCII characters are' } as const

const rules: Readonly<Record<keyof EndUserFields, Rule>> = {
  accountNumber: { field: 'AccountNumber', most: 20, ...ALPHANUMERIC },
  accountTelephoneNumber: { field: 'AccountTelephoneNumber', most: 10, ...ALPHANUMERIC },
  endUserName: { field: 'EndUserName', most: 100, ...WORDS },
  authorizingUserName: { field: 'AuthorizingUserName', most: 100, ...WORDS },
  customerCode: { field: 'CustomerCode', most: 3, form: /^\d*$/, allowed: 'digits are' },
  endUserPin: { field: 'EndUserPIN', most: 50, ...ALPHANUMERIC },
  endUserPassword: { field: 'EndUserPassword', most: 100, ...VISIBLE },
  addressLine1: { field: 'AddressLine1', most: 200, ...WORDS },
  city: { field: 'City', most: 100, ...WORDS },
  state: { field: 'State', most: 2, form: /^[A-Za-z]{2}$/, allowed: 'two letters are' },
  zipCode: { field: 'ZIPCode', most: 10, form: /^[A-Za-z0-9 -]*$/, allowed: 'letters, digits, a space and a dash are' },
  typeOfService: { field: 'TypeOfService', most: 50, ...ALPHABETIC },
}

const CUSTOMER_ORDER_ID: Rule = { field: 'CustomerOrderId', most: 40, form: /^[A-Za-z0-9 -]*$/, allowed: 'letters, digits, dashes and spaces are' }

/** The text, trimmed; undefined for none. Throws 1011 and 1013. */
function read(text: string | undefined, { field, most, form, allowed }: Rule): string | undefined {
  const value = text?.trim() ?? ''
  if (value === '') return undefined
  if (value.length > most) throw csrErrors.tooLong({ field, most })
  if (!form.test(value)) throw csrErrors.characters({ field, allowed })
  return value
}

const names = Object.keys(rules).filter((name): name is keyof EndUserFields => name in rules)

/** What is said of the end user, by the rules of the guide; what is empty was not said. Throws 1011 and 1013. */
export function readFields(raw: RawFields): EndUserFields {
  return Object.fromEntries(names.map((name) => [name, read(raw[name], rules[name])]).filter(([, value]) => value !== undefined))
}

/** Throws 1011 and 1013. */
export const readCustomerOrderId = ({ customerOrderId }: RawFields): string | undefined => read(customerOrderId, CUSTOMER_ORDER_ID)

const NUMBER = { field: 'WorkingOrBillingTelephoneNumber', reason: 'it takes ten digits, NPANXXXXXX' } as const

/** The number that the record is asked for, or undefined. Throws 1005 for anything but ten digits. */
export function readNumber({ workingOrBillingTelephoneNumber }: RawFields): string | undefined {
  const tn = workingOrBillingTelephoneNumber?.trim() ?? ''
  if (tn === '') return undefined
  if (!/^[2-9]\d\d[2-9]\d{6}$/.test(tn)) throw csrErrors.refused(NUMBER)
  return tn
}

/** The documented names of what is said, for people. */
export const namesOf = (fields: EndUserFields): string => names.filter((name) => fields[name] !== undefined).map((name) => rules[name].field).join(', ')
