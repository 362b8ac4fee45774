import { defineErrors } from '../../../kernel/errors/catalogue.ts'

export const hostErrors = defineErrors('hosts', {
  kindUnknown: { code: 15505, status: 400, text: "Host type '{type}' is not one of SMS, TERMINATION, ORIGINATION" },
})
