import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with orders for customer service records. The texts of 1003 and 26500 are the documented ones, and every
 * text of 26500 begins with it; the others are worded after the documented meanings.
 */
export const csrErrors = defineErrors('customer service records', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  required: { code: 1003, status: 400, text: '{field} is required' },
  refused: { code: 1005, status: 400, text: '{field} is not valid: {reason}' },
  date: { code: 1007, status: 400, text: '{reason}' },
  tooLong: { code: 1011, status: 400, text: '{field} has more than {most} characters' },
  characters: { code: 1013, status: 400, text: '{field} has characters that are not allowed: {allowed}' },
  sizeOutOfRange: { code: 1006, status: 400, text: 'size is not in the range {from} to {to}' },
  notEnabled: { code: 12160, status: 400, text: 'Customer service records cannot be looked up for account {accountId}.' },
  ended: { code: 1005, status: 400, text: 'Status is not valid: the order is {status} and does not change any more' },
  notAvailable: { code: 26500, status: 200, text: 'CSR is not available for this TN' },
  refusedByCarrier: { code: 26500, status: 200, text: 'CSR is not available for this TN: {reason}' },
})
