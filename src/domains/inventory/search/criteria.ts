import { lataIn, type PlaceCriteria } from '../../numbering/index.ts'
import { CRITERIA, includesLocalArea, REFUSALS, type Criterion, type Given } from './combinations.ts'
import { searchErrors } from './errors.ts'

/**
 * What a client looks for, in the texts that it wrote. Criteria narrow each other; an empty text is no criterion.
 * `lca`: whether numbers of the local calling area may be added where the criteria allow that. `endsIn`: nothing follows
 * what `localVanity` matches.
 */
export interface Criteria extends Partial<Readonly<Record<Criterion, string | undefined>>> {
  readonly lca?: boolean | undefined
  readonly endsIn?: boolean | undefined
}

/** By place and leading digits. `local`: numbers of the local calling area follow those that fit. */
export interface PlaceSearch {
  readonly kind: 'place'
  readonly prefix: string
  readonly place: PlaceCriteria
  readonly local: boolean
}

/** By what the last seven digits spell; in an area code or state where one is given. */
export interface VanitySearch {
  readonly kind: 'vanity'
  readonly pattern: string
  readonly endsIn: boolean
  readonly tollFree: boolean
  readonly prefix: string
  readonly state: string | undefined
}

/** In the toll-free codes that fit three places such as `87*`. */
export interface TollFreeSearch {
  readonly kind: 'toll-free'
  readonly pattern: string
}

/** Criteria whose form is right. */
export type Search = PlaceSearch | VanitySearch | TollFreeSearch

const AREA_CODE = /^[2-9]\d\d$/
const NPA_NXX = /^[2-9]\d\d[2-9](?!11)\d\d$/
const NPA_NXXX = /^[2-9]\d\d[2-9](?!11)\d\d\d$/
const ZIP = /^(\d{5})(-?\d{4})?$/
const LOCAL_VANITY = /^[a-z0-9*_]{3,7}$/i
const TOLL_FREE_VANITY = /^[a-z0-9]{4,7}$/i
const TOLL_FREE_PATTERN = /^8(\*\*|\d\*|\d\d)$/

type Texts = Readonly<Partial<Record<Criterion, string>>>

function textsOf(criteria: Criteria): Texts {
  return Object.fromEntries(CRITERIA.flatMap((name) => {
    const text = criteria[name]?.trim()
    return text ? [[name, text]] : []
  }))
}

export const givenIn = (criteria: Criteria): Given => {
  const texts = textsOf(criteria)
  return new Set(CRITERIA.filter((name) => texts[name] !== undefined))
}

function refuseCombination(texts: Texts, given: Given): void {
  const refusal = REFUSALS.find(({ applies }) => applies(given))
  if (refusal) throw searchErrors[refusal.error]({ vanity: texts.localVanity ?? texts.tollFreeVanity ?? '', pattern: texts.tollFreeWildCardPattern ?? '' })
}

function prefixOf({ areaCode, npaNxx, npaNxxx }: Texts): string {
  if (areaCode !== undefined && !AREA_CODE.test(areaCode)) throw searchErrors.areaCodeUnknown({ areaCode })
  if (npaNxx !== undefined && !NPA_NXX.test(npaNxx)) throw searchErrors.npaNxxInvalid()
  if (npaNxxx !== undefined && !NPA_NXXX.test(npaNxxx)) throw searchErrors.npaNxxInvalid()
  return areaCode ?? npaNxx ?? npaNxxx ?? ''
}

function stateOf({ state }: Texts): string | undefined {
  if (state !== undefined && !/^[a-z]{2}$/i.test(state)) throw searchErrors.stateInvalid({ state })
  return state?.toUpperCase()
}

function zipOf({ zip }: Texts): string | undefined {
  if (zip === undefined) return undefined
  const digits = ZIP.exec(zip)?.[1]
  if (digits === undefined) throw searchErrors.zipInvalid({ zip })
  return digits
}

function lataOf({ lata }: Texts): number | undefined {
  if (lata === undefined) return undefined
  const known = lataIn(lata)
  if (known === undefined) throw searchErrors.lataInvalid({ lata })
  return known
}

function vanityOf(texts: Texts, endsIn: boolean): VanitySearch | undefined {
  const { localVanity, tollFreeVanity } = texts
  const vanity = localVanity ?? tollFreeVanity
  if (vanity === undefined) return undefined
  const tollFree = localVanity === undefined
  if (!tollFree && !LOCAL_VANITY.test(vanity)) throw searchErrors.localVanityInvalid({ vanity })
  if (tollFree && !TOLL_FREE_VANITY.test(vanity)) throw searchErrors.tollFreeVanityInvalid({ vanity })
  return { kind: 'vanity', pattern: vanity, endsIn: endsIn && !tollFree, tollFree, prefix: prefixOf(texts), state: stateOf(texts) }
}

/** Reads criteria without asking the database. Throws the documented error of the first one that is wrong. */
export function readCriteria(criteria: Criteria): Search {
  const texts = textsOf(criteria)
  const given = givenIn(criteria)
  refuseCombination(texts, given)
  const vanity = vanityOf(texts, criteria.endsIn === true)
  if (vanity) return vanity
  const { tollFreeWildCardPattern: pattern, rateCenter, city } = texts
  if (pattern !== undefined) {
    if (!TOLL_FREE_PATTERN.test(pattern)) throw searchErrors.tollFreePatternInvalid({ pattern })
    return { kind: 'toll-free', pattern }
  }
  const prefix = prefixOf(texts)
  const place = { rateCenter, city, state: stateOf(texts), zip: zipOf(texts), lata: lataOf(texts) }
  return { kind: 'place', prefix, place, local: criteria.lca === true && includesLocalArea(given) }
}
