import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** The text of 12087 is the documented one; the others are worded after the documented meanings. */
export const emergencyErrors = defineErrors('emergency', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  endpointsMissing: { code: 12087, status: 404, text: 'Alternate End User Identifiers were not found.' },
  addressTypeUnknown: { code: 12104, status: 400, text: "Address type '{type}' is not one of E911, Dlda, Service, Billing" },
  addressTypeMissing: { code: 12105, status: 400, text: 'Address type is required' },
})
