import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** Errors of orders for new numbers. Codes are the documented ones; texts are ours where none is documented. */
export const orderingErrors = defineErrors('ordering', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  unavailable: { code: 5005, status: 400, text: 'The telephone number is unavailable for ordering' },
  tooMany: { code: 5007, status: 400, text: 'An order takes at most 5000 telephone numbers; {count} were listed.' },
  quantity: { code: 5009, status: 400, text: 'Quantity {quantity} is outside 1 to 5000.' },
  siteInvalid: { code: 5016, status: 400, text: 'The SiteId submitted is invalid.' },
  partlyFilled: { code: 5017, status: 400, text: 'Only {found} of the {wanted} telephone numbers could be found.' },
  notMoved: { code: 5017, status: 400, text: 'The telephone number was not ordered because another one of the order is unavailable and PartialAllowed is false.' },
  nothingFilled: { code: 5018, status: 400, text: 'The order could not be filled: {found} of {wanted} telephone numbers are available.' },
  noDefaultPeer: { code: 5020, status: 400, text: 'The site has no default SIP peer yet; name a PeerId.' },
  siteMissing: { code: 5022, status: 400, text: 'The SiteId is missing.' },
  peerInvalid: { code: 5023, status: 400, text: 'The PeerId submitted is invalid.' },
  notFound: { code: 5035, status: 404, text: 'order {orderId} not found.' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  numberInvalid: { code: 5070, status: 400, text: 'Telephone number is invalid.' },
  numberTwice: { code: 5072, status: 400, text: 'The telephone number is listed more than once.' },
  numberMissing: { code: 5073, status: 400, text: 'The order lists no telephone number.' },
  dates: { code: 5002, status: 400, text: '{reason}' },
})
