import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** What can be wrong with a request about numbers that exist. */
export const inventoryErrors = defineErrors('inventory', {
  required: { code: 1003, status: 400, text: '{field} is required' },
  dateMalformed: { code: 1007, status: 400, text: '{field} is not a date of the form YYYY-MM-DD' },
  tnInvalid: { code: 12512, status: 400, text: "Telephone number '{tn}' is not valid" },
})
