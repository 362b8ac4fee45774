import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** What can be wrong with the criteria of a search; orders that search use the same. */
export const searchErrors = defineErrors('search', {
  areaCodeUnknown: { code: 4000, status: 400, text: 'The area code specified {areaCode} is not present as a valid entry in our system' },
  rateCenterUnknown: { code: 4001, status: 400, text: 'The rate center specified {rateCenter} is not present in {state}' },
  npaNxxInvalid: { code: 4002, status: 400, text: 'Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.' },
  cityUnknown: { code: 4005, status: 400, text: 'The city specified {city} is not present in {state}' },
  stateInvalid: { code: 4006, status: 400, text: 'The state specified {state} is not present as a valid entry in our system' },
  zipInvalid: { code: 4007, status: 400, text: 'The zip code specified {zip} is not five digits, or nine as XXXXX-XXXX' },
  lataInvalid: { code: 4008, status: 400, text: 'The LATA specified {lata} is not present as a valid entry in our system' },
  criteriaMissing: {
    code: 4010, status: 400, text: 'One of more required search parameters are null or empty, please refer to the api documentation',
  },
})
