import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** What can be wrong with an order as a whole, whatever it enters. */
export const lineErrors = defineErrors('line features', {
  required: { code: 1003, status: 400, text: '{field} is required' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  featureMissing: { code: 5078, status: 400, text: "Account '{accountId}' has no '{feature}' product feature" },
  numberTwice: { code: 5093, status: 400, text: 'Telephone number {tn} is repeated within the order.' },
  tooMany: { code: 5095, status: 400, text: 'An order takes at most {most} telephone numbers.' },
})
