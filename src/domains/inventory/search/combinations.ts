/** What can be looked for, by its name on the wire. */
export const CRITERIA = [
  'areaCode', 'npaNxx', 'npaNxxx', 'rateCenter', 'state', 'city', 'zip', 'lata', 'localVanity', 'tollFreeVanity', 'tollFreeWildCardPattern',
] as const
export type Criterion = typeof CRITERIA[number]
export type Given = ReadonlySet<Criterion>

/** A documented way to search. `lca`: alone, that is without anything combined, it finds numbers that are local to the place, too. */
export interface SearchWay {
  readonly name: string
  readonly required: readonly Criterion[]
  readonly combinable: readonly Criterion[]
  readonly lca: boolean
}

/** Every way to search. What fits none of them is refused by `REFUSALS`. */
export const SEARCH_WAYS: readonly SearchWay[] = [
  { name: 'Area code', required: ['areaCode'], combinable: ['rateCenter', 'city', 'state', 'lata', 'zip'], lca: false },
  { name: 'NPA-NXX', required: ['npaNxx'], combinable: ['rateCenter', 'city', 'state', 'lata', 'zip'], lca: true },
  { name: 'NPA-NXX-X', required: ['npaNxxx'], combinable: ['rateCenter', 'city', 'state', 'lata', 'zip'], lca: true },
  {
    name: 'Rate center', required: ['rateCenter', 'state'], lca: true,
    combinable: ['city', 'areaCode', 'npaNxx', 'npaNxxx', 'lata', 'zip'],
  },
  { name: 'State', required: ['state'], combinable: ['rateCenter', 'city', 'areaCode', 'npaNxx', 'npaNxxx', 'lata', 'zip'], lca: false },
  { name: 'City', required: ['city', 'state'], combinable: ['rateCenter', 'areaCode', 'npaNxx', 'npaNxxx', 'lata', 'zip'], lca: false },
  { name: 'ZIP code', required: ['zip'], combinable: ['rateCenter', 'city', 'state', 'areaCode', 'npaNxx', 'npaNxxx', 'lata'], lca: false },
  { name: 'LATA', required: ['lata'], combinable: ['rateCenter', 'city', 'state', 'areaCode', 'npaNxx', 'npaNxxx', 'zip'], lca: false },
  { name: 'Local vanity', required: ['localVanity'], combinable: ['state', 'areaCode'], lca: false },
  { name: 'Toll-free vanity', required: ['tollFreeVanity'], combinable: [], lca: false },
  { name: 'Toll-free wildcard', required: ['tollFreeWildCardPattern'], combinable: [], lca: false },
]

const PREFIXES: readonly Criterion[] = ['areaCode', 'npaNxx', 'npaNxxx']
/** `orderBy` needs one of these. */
export const ORDERABLE: readonly Criterion[] = ['npaNxx', 'npaNxxx', 'rateCenter', 'city', 'zip', 'tollFreeVanity', 'tollFreeWildCardPattern']

const lacksState = (given: Given) => (given.has('rateCenter') || given.has('city')) && !given.has('state')
const hasPrefixes = (given: Given) => PREFIXES.filter((prefix) => given.has(prefix)).length > 1

const isBesides = (given: Given, criterion: Criterion, allowed: readonly Criterion[] = []) =>
  given.has(criterion) && [...given].some((other) => other !== criterion && !allowed.includes(other))

/** Why a combination is refused. `error` is the name in `searchErrors`, `rule` completes "It is refused when ...". */
export interface Refusal {
  readonly error: 'criteriaMissing' | 'npaNxxInvalid' | 'localVanityInvalid' | 'tollFreeVanityInvalid' | 'tollFreePatternInvalid'
  readonly rule: string
  readonly applies: (given: Given) => boolean
}

/** Which combinations are refused, the first that applies counting. */
export const REFUSALS: readonly Refusal[] = [
  { error: 'criteriaMissing', rule: 'no criterion is given', applies: (given) => given.size === 0 },
  {
    error: 'tollFreeVanityInvalid', rule: '`tollFreeVanity` comes with any other criterion',
    applies: (given) => isBesides(given, 'tollFreeVanity'),
  },
  {
    error: 'tollFreePatternInvalid', rule: '`tollFreeWildCardPattern` comes with any other criterion',
    applies: (given) => isBesides(given, 'tollFreeWildCardPattern'),
  },
  {
    error: 'localVanityInvalid', rule: '`localVanity` comes with a criterion other than `state` and `areaCode`',
    applies: (given) => isBesides(given, 'localVanity', ['state', 'areaCode']),
  },
  {
    error: 'criteriaMissing', rule: '`rateCenter` or `city` comes without `state`',
    applies: lacksState,
  },
  {
    error: 'npaNxxInvalid', rule: 'more than one of `areaCode`, `npaNxx` and `npaNxxx` is given',
    applies: hasPrefixes,
  },
]

/** The ways that a combination fits; none where it is refused. */
export function waysFor(given: Given): readonly SearchWay[] {
  if (lacksState(given) || hasPrefixes(given)) return []
  return SEARCH_WAYS.filter(({ required, combinable }) =>
    required.every((criterion) => given.has(criterion))
    && [...given].every((criterion) => required.includes(criterion) || combinable.includes(criterion)))
}

/** Whether numbers of the local calling area are found as well, unless the client says otherwise. */
export const includesLocalArea = (given: Given): boolean =>
  SEARCH_WAYS.some(({ lca, required }) => lca && required.length === given.size && required.every((criterion) => given.has(criterion)))
