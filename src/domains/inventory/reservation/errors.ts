import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with a reservation. The text of 5041 is the documented one, the others are worded after their meanings. */
export const reservationErrors = defineErrors('reservation', {
  numberUnknown: { code: 5040, status: 400, text: 'Reservation failed: telephone number {tn} is not known.' },
  unavailable: { code: 5041, status: 400, text: 'Reservation failed: telephone number {tn} is not available.' },
  unknown: { code: 5042, status: 404, text: 'Reservation {reservationId} does not exist on account {accountId}.' },
  numberWithout: { code: 5043, status: 404, text: 'Telephone number {tn} has no reservation.' },
  invalid: { code: 5044, status: 400, text: 'The reservation is not valid: {reason}' },
  idMalformed: { code: 5045, status: 400, text: "'{value}' is not a reservation id." },
  mayNot: { code: 5046, status: 403, text: 'Account {accountId} may not reserve telephone numbers.' },
  inUse: { code: 5047, status: 400, text: 'Telephone number {tn} cannot be released: an order has used the reservation.' },
})
