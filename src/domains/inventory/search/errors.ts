import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with the criteria of a search; orders that search use the same. */
export const searchErrors = defineErrors('search', {
  areaCodeUnknown: { code: 4000, status: 400, text: 'The area code specified {areaCode} is not present as a valid entry in our system' },
  rateCenterUnknown: { code: 4001, status: 400, text: 'The rate center specified {rateCenter} is not present in {state}' },
  npaNxxInvalid: { code: 4002, status: 400, text: 'Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.' },
  tollFreeVanityInvalid: {
    code: 4003, status: 400, text: 'The toll-free vanity specified {vanity} is not 4 to 7 letters or digits, or comes with other criteria',
  },
  tollFreePatternInvalid: {
    code: 4004, status: 400,
    text: 'The toll-free wildcard pattern specified {pattern} is not 8 followed by **, a digit and * or two digits of a toll-free code, or comes with other criteria',
  },
  cityUnknown: { code: 4005, status: 400, text: 'The city specified {city} is not present in {state}' },
  stateInvalid: { code: 4006, status: 400, text: 'The state specified {state} is not present as a valid entry in our system' },
  zipInvalid: { code: 4007, status: 400, text: 'The zip code specified {zip} is not five digits, or nine as XXXXX-XXXX' },
  lataInvalid: { code: 4008, status: 400, text: 'The LATA specified {lata} is not present as a valid entry in our system' },
  criteriaMissing: {
    code: 4010, status: 400, text: 'One of more required search parameters are null or empty, please refer to the api documentation',
  },
  localVanityInvalid: {
    code: 4011, status: 400,
    text: 'The local vanity specified {vanity} is not 3 to 7 letters, digits, * or _, or comes with criteria other than state and areaCode',
  },
  embedInvalid: { code: 4015, status: 400, text: 'The embed value {embed} is not one of {allowed}' },
  tierInvalid: { code: 4016, status: 400, text: 'The tier specified {tier} is not a number from 0 to 5' },
  pageInvalid: { code: 4018, status: 400, text: 'The page specified {page} is not a number from 1' },
  localRateCentersFiltered: {
    code: 4019, status: 400, text: 'LocalRateCenters can be embedded only where no filter but page and size is given',
  },
  orderByInvalid: { code: 4020, status: 400, text: 'The orderBy value {orderBy} is not one of {allowed}' },
  orderByUnusable: { code: 4021, status: 400, text: 'Results can be ordered only with one of these criteria: {criteria}' },
  protectedInvalid: { code: 4022, status: 400, text: 'The protected value {value} is not NONE, ONLY or MIXED' },
  nothingSold: { code: 4023, status: 400, text: 'No new numbers are sold in the area code {areaCode}' },
  tierClosed: { code: 4024, status: 400, text: 'Numbers that match lie only in tiers that the account may not order from' },
  searchesBusy: { code: 503, status: 503, text: 'Too many searches wait for their turn at present; try again.' },
  embedsExclusive: { code: 4025, status: 400, text: 'Npa and NpaNxxX cannot both be embedded' },
  embedOff: { code: 4026, status: 400, text: 'Embedding Npa is switched off' },
})
