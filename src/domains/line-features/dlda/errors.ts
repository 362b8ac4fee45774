import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with orders for listings. Texts of 5070, 16103, 16104 and 16105 are the documented ones; the others are
 * worded after the documented meanings. Addresses have the codes that they have everywhere.
 */
export const dldaErrors = defineErrors('DLDA', {
  invalid: { code: 5002, status: 400, text: 'The order is not valid: {reason}' },
  unanswered: { code: 5014, status: 400, text: 'The directory listing request ran out of time.' },
  malformed: { code: 5070, status: 400, text: 'Telephone number is invalid.' },
  houseNumberMissing: { code: 12536, status: 400, text: 'HouseNumber is required in an address' },
  streetNameMissing: { code: 12538, status: 400, text: 'StreetName is required in an address' },
  cityMissing: { code: 12540, status: 400, text: 'City is required in an address' },
  stateMissing: { code: 12542, status: 400, text: 'StateCode is required in an address' },
  addressType: { code: 12579, status: 400, text: "AddressType '{type}' is not Dlda" },
  zipMissing: { code: 12644, status: 400, text: 'Zip is required in an address' },
  zipMalformed: { code: 13103, status: 400, text: "Zip '{zip}' is not five digits" },
  tollFree: { code: 16100, status: 400, text: 'Toll-free telephone numbers cannot be listed.' },
  elsewhere: { code: 16101, status: 400, text: 'Telephone number is not in service on this account.' },
  vendor: { code: 16102, status: 400, text: 'DL/DA is not supported for telephone numbers of this vendor.' },
  taken: { code: 16103, status: 400, text: 'DL/DA information cannot be changed because the number is already being processed' },
  noNumbers: { code: 16104, status: 400, text: 'No numbers for processing' },
  inProcess: { code: 16105, status: 400, text: 'Order cannot be changed or cancelled because it is already being processed' },
  failed: { code: 16106, status: 400, text: 'Order cannot be changed because it has failed and is locked' },
  leaving: { code: 16107, status: 400, text: 'An earlier listing of the telephone number is still being removed; try again after 24 hours.' },
  changed: { code: 16108, status: 400, text: 'The status of the telephone number has changed since the order was placed.' },
  subscriberType: { code: 16109, status: 400, text: 'No subscriber type supplied. SubscriberType must be one of the following - BUSINESS, RESIDENTIAL' },
  listingType: { code: 16110, status: 400, text: 'No listing type supplied. ListingType must be one of the following - LISTED, NON_LISTED, NON_PUBLISHED' },
  unknown: { code: 16111, status: 400, text: 'Telephone number is not known.' },
  state: { code: 16114, status: 400, text: "StateCode '{state}' is not a state of the United States" },
  refused: { code: 16115, status: 400, text: 'The order was rejected: {reason}' },
  canadian: { code: 16116, status: 400, text: 'Telephone numbers in a Canadian LATA cannot be listed.' },
})
