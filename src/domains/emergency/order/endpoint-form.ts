import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { Tn } from '../../numbering/index.ts'
import { checkCallerName } from './caller-name.ts'
import { checkLocationId } from './address-form.ts'
import type { Endpoint } from './content.ts'
import { orderErrors } from './errors.ts'

const MOST_ENDPOINTS = 1000
const LONGEST = 30
const SHORTEST_SIMPLE = 6

type Requested = Partial<Endpoint>

function callbackOf(text: string | undefined): string | undefined {
  if (!text) return undefined
  const number = Tn.safeParse(text)
  if (!number.success) throw orderErrors.callbackInvalid({ number: text })
  return number.data
}

function languageOf(text: string | undefined): string | undefined {
  if (!text) return undefined
  const language = text.toLowerCase()
  if (language !== 'en' && language !== 'fr') throw orderErrors.language({ language: text })
  return language
}

/**
 * What is wrong with an identifier without dynamic location; `isNew` where nothing is known of it yet. 8012, 8015, 8036, 8064.
 */
export function simpleProblem({ identifier, callbackNumber, locationId, preferredLanguage }: Endpoint, isNew: boolean): Problem | undefined {
  if (identifier.length < SHORTEST_SIMPLE) return orderErrors.identifierShort.problem({ identifier, least: SHORTEST_SIMPLE })
  if (!/[a-z]/i.test(identifier)) return orderErrors.identifierNoLetter.problem({ identifier })
  if (locationId !== undefined || preferredLanguage !== undefined) return orderErrors.dynamicOnly.problem({ identifier })
  return isNew && callbackNumber === undefined ? orderErrors.callbackMissing.problem({ identifier }) : undefined
}

function readOne({ pidfloEnabled, identifier = '', callbackNumber, callerName, preferredLanguage, locationId }: Requested): Endpoint {
  if (identifier === '') throw orderErrors.identifierShort({ identifier, least: 1 })
  if (identifier.length > LONGEST) throw orderErrors.identifierLong({ identifier, most: LONGEST })
  if (!/^[a-z0-9]+$/i.test(identifier)) throw orderErrors.identifierForm({ identifier })
  checkCallerName(callerName)
  checkLocationId(locationId || undefined)
  return {
    pidfloEnabled, identifier, callbackNumber: callbackOf(callbackNumber), callerName: callerName || undefined,
    preferredLanguage: languageOf(preferredLanguage), locationId: locationId || undefined,
  }
}

function repeatedIn(values: readonly (string | undefined)[]): string | undefined {
  const seen = new Set<string>()
  return values.find((value) => {
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value)
      return false
    }
    return true
  })
}

/** Identifiers as a client wrote them. Throws 8057 for none, 8016, and 8012 to 8018, 8023, 8035, 8045, 8001 and 8002 for what is wrong with one. */
export function readEndpoints(requested: readonly Requested[]): Endpoint[] {
  if (requested.length === 0) throw orderErrors.kindUnclear({ reason: 'AlternateEndUserIdentifiers is empty.' })
  if (requested.length > MOST_ENDPOINTS) throw orderErrors.tooManyIdentifiers({ most: MOST_ENDPOINTS })
  const endpoints = requested.map(readOne)
  const identifier = repeatedIn(endpoints.map((each) => each.identifier))
  if (identifier !== undefined) throw orderErrors.identifierTwice({ identifier })
  const number = repeatedIn(endpoints.map((each) => each.callbackNumber))
  if (number !== undefined) throw orderErrors.callbackTwice({ number })
  return endpoints
}
