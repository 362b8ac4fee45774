import { defineErrors } from '../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with orders that import numbers for their messages, or let imported ones go. Texts of 7104 to 7112, 7201, 7309,
 * 7312, 7318, 7518 and 19006 are the documented ones; the others are worded after the documented meanings.
 */
export const importErrors = defineErrors('hosted messaging', {
  mayNotImport: { code: 5150, status: 400, text: 'Account {accountId} may not import numbers for hosted messaging.' },
  imported: { code: 5124, status: 400, text: 'Telephone number is on the account already.' },
  neverImported: { code: 5158, status: 400, text: 'Telephone number was never imported.' },
  subscriber: { code: 7104, status: 400, text: 'Subscriber information is required' },
  name: { code: 7105, status: 400, text: 'The subscriber name is required' },
  address: { code: 7107, status: 400, text: 'The service address is required' },
  houseNumber: { code: 7108, status: 400, text: 'The service address house number is required' },
  streetName: { code: 7109, status: 400, text: 'The service address street name is required' },
  city: { code: 7110, status: 400, text: 'The service address city is required' },
  stateCode: { code: 7111, status: 400, text: 'The service address state code is required' },
  zip: { code: 7112, status: 400, text: 'The service address zip code is required' },
  authorizingPerson: { code: 7115, status: 400, text: 'The person who authorizes the letter of authorization is required' },
  numberInvalid: { code: 7201, status: 400, text: '{tn} is not a valid NANPA telephone number.' },
  zipInvalid: { code: 7214, status: 400, text: 'ZIP code is invalid' },
  site: { code: 7309, status: 400, text: 'The site id was not supplied or is invalid.' },
  noDefaultPeer: { code: 7310, status: 400, text: 'The site has no default SIP peer; name a SipPeerId.' },
  peer: { code: 7312, status: 400, text: 'The sippeer id is invalid.' },
  tooMany: { code: 7314, status: 400, text: 'At most {most} telephone numbers are taken at once.' },
  noNumbers: { code: 7316, status: 400, text: 'The list of telephone numbers is empty.' },
  customerOrderId: {
    code: 7318, status: 400, text: 'Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max length is 40 characters.',
  },
  invalid: { code: 7322, status: 400, text: 'The order is not valid: {reason}' },
  numberTwice: { code: 7360, status: 400, text: 'Telephone number {tn} is repeated in the list.' },
  notActive: { code: 7518, status: 400, text: 'Telephone Number Not Active.' },
  unknown: { code: 19002, status: 400, text: 'The telephone number is known neither here nor in the national database.' },
  ours: { code: 19006, status: 400, text: 'Bandwidth numbers cannot be imported by this account at this time.' },
  elsewhere: { code: 19008, status: 400, text: 'External numbers cannot be imported by this account at this time.' },
  loaType: { code: 25110, status: 400, text: 'LoaType is invalid. Possible values CARRIER, SUBSCRIBER' },
})

/** What can be wrong with orders about numbers that an account owns. Texts of 5081 and 13552 are the documented ones. */
export const externalErrors = defineErrors('external numbers', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  siteInvalid: { code: 5016, status: 400, text: 'The SiteId submitted is invalid.' },
  noDefaultPeer: { code: 5020, status: 400, text: 'The site has no default SIP peer yet; name a SipPeerId.' },
  siteMissing: { code: 5022, status: 400, text: 'The SiteId is missing.' },
  peerInvalid: { code: 5023, status: 400, text: 'The SipPeerId submitted is invalid.' },
  customerOrderId: { code: 5052, status: 400, text: 'CustomerOrderId takes at most 40 letters, digits, dashes and spaces.' },
  numberInvalid: { code: 5070, status: 400, text: "Telephone number '{tn}' is invalid." },
  noNumbers: { code: 5073, status: 400, text: 'The order lists no telephone number.' },
  action: { code: 5081, status: 400, text: 'Action is absent or invalid. Possible values  IMPORT, REMOVE' },
  numberTwice: { code: 5093, status: 400, text: 'Telephone number {tn} is repeated within the order.' },
  tooMany: { code: 5095, status: 400, text: 'An order takes at most {most} telephone numbers.' },
  elsewhere: { code: 13552, status: 400, text: 'Telephone numbers already exist.' },
  mayNot: { code: 25010, status: 400, text: 'Account {accountId} may not use external telephone numbers.' },
  notHeld: { code: 25030, status: 400, text: 'Telephone numbers are not on this account.' },
  ours: { code: 25060, status: 400, text: 'Telephone numbers of our own network cannot be imported as external ones.' },
  ownerUnknown: { code: 25070, status: 400, text: 'The owner of the telephone numbers cannot be told.' },
  loaType: { code: 25110, status: 400, text: 'LoaType is invalid. Possible values CARRIER, SUBSCRIBER' },
  notExternal: { code: 25120, status: 400, text: 'Telephone numbers are not external.' },
})

/** What can be wrong with the filters of their lists. */
export const listErrors = defineErrors('lists of brought numbers', {
  date: { code: 1007, status: 400, text: '{reason}' },
  loaType: { code: 25110, status: 400, text: 'LoaType is invalid. Possible values CARRIER, SUBSCRIBER, ALL' },
})
