import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { geocodeErrors } from './errors.ts'

const part = z.string().max(200).optional()
const rest = {
  city: part, stateCode: part, zip: part, plusFour: part, county: part, country: part,
}

const RequestAddress = z.object({
  addressLine1: part, housePrefix: part, houseNumber: part, houseSuffix: part, preDirectional: part, streetName: part,
  streetSuffix: part, postDirectional: part, addressLine2: part, ...rest,
}).meta({ xml: { name: 'RequestAddress' } })
/** The same, in the order in which it is repeated: the first line last. */
const EchoedAddress = z.object({
  housePrefix: part, houseNumber: part, houseSuffix: part, preDirectional: part, streetName: part, streetSuffix: part,
  postDirectional: part, addressLine2: part, ...rest, addressLine1: part,
})
const GeocodedAddress = z.object({
  addressLine1: z.string(), houseNumber: part, houseSuffix: part, preDirectional: part, streetName: part, streetSuffix: part,
  postDirectional: part, addressLine2: part, ...rest,
})

const Geocoded = z.object({ geocodedAddress: GeocodedAddress, requestAddress: EchoedAddress })

export const geocode = operation({
  id: 'geocode-request-post',
  at: 'POST /accounts/{accountId}/geocodeRequest',
  summary: 'Check a street address and bring it into standard form.',
  group: 'geocodeRequest',
  params: z.object({ accountId: AccountId }),
  body: RequestAddress,
  replies: {
    200: answers('GeocodeRequestResponse', Geocoded),
    409: answers('GeocodeRequestResponse', z.object({ errorMessage: z.string(), ...Geocoded.shape })),
  },
  errors: responseStatus('GeocodeRequestResponse'),
  invalid: geocodeErrors.invalid,
  access: `${ROLE_API_ACCOUNT}:view`,
  audit: { none: 'it looks up' },
})
