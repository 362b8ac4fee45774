import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** Texts of 12109, 12110 and 12111 are the documented ones; the others those that other addresses are refused with. */
export const geocodeErrors = defineErrors('geocoding', {
  invalid: { code: 400, status: 400, text: '{reason}' },
  unavailable: { code: 12109, status: 503, text: 'E911 Geocoding Service is temporary unavailable' },
  unknown: { code: 12110, status: 400, text: 'This address could not be validated / geocoded' },
  unreadable: { code: 12111, status: 500, text: 'Error during E911 Geocoding API response handling' },
  cityMissing: { code: 12540, status: 400, text: 'City is required in an address' },
  stateMissing: { code: 12542, status: 400, text: 'StateCode is required in an address' },
})
