import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with a disconnect order. Codes are the documented ones; texts are ours. */
export const disconnectErrors = defineErrors('disconnect', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  notFound: { code: 5035, status: 404, text: 'disconnect order {orderId} not found.' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  mode: { code: 5084, status: 400, text: "DisconnectMode '{value}' is not one of normal, soft-remove, purge." },
  protection: { code: 5108, status: 400, text: "Protected '{value}' is not one of TRUE, FALSE, UNCHANGED." },
  modeNotAllowed: { code: 5085, status: 400, text: 'User {user} may not disconnect with DisconnectMode {mode}.' },
  statusUnknown: { code: 15518, status: 400, text: "Disconnect orders never have the status '{value}'" },
  protectionClash: { code: 5109, status: 400, text: 'Protected TRUE does not go with DisconnectMode {mode}.' },
})
