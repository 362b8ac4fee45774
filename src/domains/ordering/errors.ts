import { defineErrors } from '../../kernel/errors/catalogue.ts'

/** Errors of orders for new numbers. Codes are the documented ones; texts are ours where none is documented. */
export const orderingErrors = defineErrors('ordering', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  unavailable: { code: 5005, status: 400, text: 'The telephone number is unavailable for ordering' },
  tooMany: { code: 5007, status: 400, text: 'An order takes at most {most} telephone numbers; {count} were asked for.' },
  quantity: { code: 5009, status: 400, text: 'Quantity {quantity} is outside 1 to 5000.' },
  siteInvalid: { code: 5016, status: 400, text: 'The SiteId submitted is invalid.' },
  tooManyHeld: { code: 5007, status: 400, text: 'The account may have at most {most} telephone numbers in service; it has {held} and asks for {count} more.' },
  tooManyWaiting: { code: 5007, status: 400, text: 'The account may have at most {most} orders that wait for telephone numbers.' },
  partlyFilled: { code: 5017, status: 400, text: 'Only {found} of the {wanted} telephone numbers could be found.' },
  notMoved: { code: 5017, status: 400, text: 'The telephone number was not ordered because another one of the order is unavailable and PartialAllowed is false.' },
  nothingFilled: { code: 5018, status: 400, text: 'The order could not be filled: {found} of {wanted} telephone numbers are available.' },
  noDefaultPeer: { code: 5020, status: 400, text: 'The site has no default SIP peer yet; name a PeerId.' },
  siteMissing: { code: 5022, status: 400, text: 'The SiteId is missing.' },
  peerInvalid: { code: 5023, status: 400, text: 'The PeerId submitted is invalid.' },
  notFound: { code: 5035, status: 404, text: 'order {orderId} not found.' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  closeRefused: { code: 5060, status: 400, text: 'Only a backordered order can be closed.' },
  numberInvalid: { code: 5070, status: 400, text: 'Telephone number is invalid.' },
  numberTwice: { code: 5072, status: 400, text: 'The telephone number is listed more than once.' },
  numberMissing: { code: 5073, status: 400, text: 'The order lists no telephone number.' },
  mayNotProtect: { code: 5097, status: 400, text: 'Account {accountId} may not protect telephone numbers.' },
  attributeUnknown: { code: 5102, status: 400, text: 'TnAttribute {attribute} is unknown or repeated.' },
  moreAwaited: { code: 5520, status: 400, text: 'The order is backordered: {found} of {wanted} telephone numbers were found, more are awaited.' },
  nothingYet: { code: 5521, status: 400, text: 'The order is backordered: no telephone numbers were found so far.' },
  cannotWait: { code: 5522, status: 400, text: 'An order of this kind cannot be backordered.' },
  dates: { code: 5002, status: 400, text: '{reason}' },
  statusUnknown: { code: 15518, status: 400, text: "Orders never have the status '{value}'" },
})

/** What can be wrong with numbers that an account has. Texts of 5076, 5081 and 13554 are the documented ones. */
export const heldErrors = defineErrors('ordering of held numbers', {
  numberMissing: { code: 5073, status: 400, text: 'No telephone number is listed.' },
  numberInvalid: { code: 5070, status: 400, text: "Telephone number '{value}' is invalid." },
  numberTwice: { code: 5093, status: 400, text: 'Telephone number {tn} is repeated within the order.' },
  tooMany: { code: 5095, status: 400, text: 'An order takes at most {most} telephone numbers.' },
  notInService: { code: 5074, status: 400, text: 'Telephone number is not in service.' },
  notHeld: { code: 5076, status: 400, text: 'Number does not belong to this account.' },
  notAvailable: { code: 5076, status: 400, text: 'Telephone number is not available.' },
  featureMissing: { code: 5078, status: 400, text: "Account '{accountId}' has no '{feature}' product feature" },
  mayNotProtect: { code: 5110, status: 400, text: 'Account {accountId} may not protect telephone numbers.' },
})
