import { z } from 'zod'
import type { GeocodeAnswer, Geocoder, PostalAddress } from '../../../domains/locations/ports.ts'
import { jsonAnswer } from '../../../kernel/http/json-answer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { standardise } from '../standard/standardise.ts'
import { compare } from './compare.ts'

export interface HttpGeocoderOptions {
  /** The service's address search, for example https://geocoding.geo.census.gov/geocoder/locations/address */
  readonly url: string
  readonly timeoutMs: number
  readonly log: Logger
}

const MOST_BYTES = 1_048_576

const text = z.string().optional()
const Found = z.object({
  addressComponents: z.object({
    preQualifier: text, preDirection: text, preType: text, streetName: z.string(), suffixType: text, suffixDirection: text, suffixQualifier: text,
    city: z.string(), state: z.string(), zip: text,
  }),
})
const Body = z.object({ result: z.object({ addressMatches: z.array(Found) }) })

/** The line of a house and its street, as the service takes it. */
function streetLine(address: PostalAddress): string {
  const { houseNumber, houseSuffix, street } = standardise(address)
  return [houseNumber, houseSuffix, street.preDirectional, street.name, street.suffix, street.postDirectional].filter(Boolean).join(' ')
}

function queryOf(url: string, address: PostalAddress): URL {
  const query = new URL(url)
  const fields = { street: streetLine(address), city: address.city, state: address.stateCode, zip: address.zip, benchmark: 'Public_AR_Current', format: 'json' }
  for (const [name, value] of Object.entries(fields)) if (value) query.searchParams.set(name, value)
  return query
}

function addressOf({ addressComponents: parts }: z.output<typeof Found>): PostalAddress {
  return {
    houseNumber: '1', preDirectional: parts.preDirection, streetName: [parts.preQualifier, parts.preType, parts.streetName, parts.suffixQualifier].filter(Boolean).join(' '),
    streetSuffix: parts.suffixType, postDirectional: parts.suffixDirection, city: parts.city, stateCode: parts.state, zip: parts.zip,
  }
}

/**
 * Asks a geocoding service that speaks as that of the US Census Bureau does. Whatever goes wrong on the way, or takes longer
 * than allowed, is `unavailable`; so is, marked as unreadable, an answer of another form.
 */
export function createHttpGeocoder({ url, timeoutMs, log }: HttpGeocoderOptions): Geocoder {
  const ask = async (address: PostalAddress): Promise<GeocodeAnswer> => {
    const response = await fetch(queryOf(url, address), { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) {
      await response.body?.cancel()
      log.warn({ status: response.status }, 'the geocoding service refused')
      return { kind: 'unavailable' }
    }
    const body = Body.safeParse(await jsonAnswer(response, MOST_BYTES))
    if (!body.success) {
      log.error({ issues: body.error.issues.slice(0, 3) }, 'the geocoding service answered in a form that nobody knows')
      return { kind: 'unavailable', unreadable: true }
    }
    const [best] = body.data.result.addressMatches
    return best ? compare(address, addressOf(best)) : { kind: 'unknown' }
  }
  return {
    async check(address) {
      try {
        return await ask(address)
      } catch (error) {
        log.warn({ err: error }, 'the geocoding service cannot be reached')
        return { kind: 'unavailable' }
      }
    },
  }
}
