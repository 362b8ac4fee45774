import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Geocoder } from '../ports.ts'
import { geocode } from './contract.ts'
import { geocodeAddress, type RequestedAddress } from './service.ts'

/** What was asked, without the parts that were empty; in the United States unless it says otherwise. */
function repeated(requested: RequestedAddress): object {
  const given = Object.fromEntries(Object.entries(requested).filter(([, value]) => value))
  return { country: 'US', ...given }
}

export const geocodeRoutes = (geocoder: Geocoder | undefined): readonly Route[] => [
  handle(geocode, async ({ body }) => {
    const { address, message } = await geocodeAddress(geocoder, body)
    const answer = { geocodedAddress: address, requestAddress: repeated(body) }
    return message === undefined ? reply(200, answer) : reply(409, { errorMessage: message, ...answer })
  }),
]
