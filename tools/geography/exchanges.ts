import type { NpaFact } from './facts.ts'
import type { Gazetteer, Place } from './gazetteer.ts'
import type { PrefixText } from './sources.ts'

/** One exchange and the place that it serves. */
export type PlacedExchange = { readonly npaNxx: string; readonly place: Place }

/** Why rows of the sources were left out, and how many. */
export type Dropped = Record<
  'no such area code' | 'state differs' | 'invalid exchange' | 'no city' | 'prefix too short' | 'unknown city',
  number
>

/**
 * Area codes of one city whose exchanges are practically all assigned. The package names only the area code itself,
 * so every valid exchange is taken for that city; a younger area code (872, 332) would get exchanges it does not have.
 */
const fullCityNpas = new Set(['202', '210', '212', '213', '312', '773'])

/** An exchange code as the plan allows it: first digit 2 to 9, never N11, and not 555 (information, fiction). */
export function isValidNxx(nxx: string): boolean {
  return /^[2-9][0-9]{2}$/.test(nxx) && !nxx.endsWith('11') && nxx !== '555'
}

/** The six-digit prefixes under a shorter one, ascending: 10 for five digits, 1,000 for three. */
function* expand(prefix: string): Iterable<string> {
  const missing = 6 - prefix.length
  if (missing === 0) yield prefix
  else for (let rest = 0; rest < 10 ** missing; rest += 1) yield prefix + `${rest}`.padStart(missing, '0')
}

/** `Street, City, ST` without the street: the city and the state, or undefined for a text that names no city. */
function cityOf(text: string): { city: string; state: string } | undefined {
  if (text === 'Washington D.C.') return { city: 'Washington', state: 'DC' }
  const parts = text.split(',').map((part) => part.trim())
  const state = parts.at(-1)
  const city = parts.at(-2)
  if (state === undefined || city === undefined || !/^[A-Z]{2}$/.test(state)) return undefined
  return { city, state }
}

/**
 * Exchanges with their places, longest prefix first: an exchange named in full keeps its place, what a five-digit
 * prefix (or the area code, for the few of `fullCityNpas`) covers beside it takes the shorter prefix's place.
 */
export function placeExchanges(
  prefixes: readonly PrefixText[],
  facts: ReadonlyMap<string, NpaFact>,
  gazetteer: Gazetteer,
): { exchanges: Map<string, Place>; dropped: Dropped; unknownCities: Map<string, number> } {
  const exchanges = new Map<string, Place>()
  const unknownCities = new Map<string, number>()
  const dropped: Dropped = {
    'no such area code': 0,
    'state differs': 0,
    'invalid exchange': 0,
    'no city': 0,
    'prefix too short': 0,
    'unknown city': 0,
  }
  const longestFirst = prefixes.toSorted((a, b) => b.prefix.length - a.prefix.length)
  for (const { prefix, text } of longestFirst) {
    const outcome = placeOf(prefix, text, facts, gazetteer)
    if (typeof outcome === 'string') {
      dropped[outcome] += 1
      if (outcome === 'unknown city') unknownCities.set(text, (unknownCities.get(text) ?? 0) + 1)
      continue
    }
    for (const npaNxx of expand(prefix)) {
      if (!isValidNxx(npaNxx.slice(3))) dropped['invalid exchange'] += prefix.length === 6 ? 1 : 0
      else if (!exchanges.has(npaNxx)) exchanges.set(npaNxx, outcome)
    }
  }
  return { exchanges, dropped, unknownCities }
}

function placeOf(
  prefix: string,
  text: string,
  facts: ReadonlyMap<string, NpaFact>,
  gazetteer: Gazetteer,
): Place | keyof Dropped {
  const fact = facts.get(prefix.slice(0, 3))
  if (fact === undefined || fact.kind !== 'geographic') return 'no such area code'
  const named = cityOf(text)
  if (named === undefined) return 'no city'
  if (!fact.states.includes(named.state)) return 'state differs'
  if (prefix.length < 5 && !fullCityNpas.has(prefix)) return 'prefix too short'
  return gazetteer.find(named.city, named.state) ?? 'unknown city'
}
