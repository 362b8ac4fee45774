import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with an assignment order. The text of 13554 is the documented one. */
export const assignmentErrors = defineErrors('number assignment', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  external: { code: 5130, status: 400, text: 'Numbers that the customer owns cannot be assigned.' },
  notInService: { code: 5131, status: 400, text: 'Numbers out of service cannot be assigned.' },
  statusUnknown: { code: 15532, status: 400, text: "The status '{value}' is not COMPLETE, PARTIAL or FAILED" },
  action: { code: 13554, status: 400, text: 'Assignment action is invalid. Valid values ASSIGN, UNASSIGN' },
})
