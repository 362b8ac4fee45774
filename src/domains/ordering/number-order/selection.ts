import type { z } from 'zod'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import type { Criteria } from '../../inventory/index.ts'
import { Tn } from '../../numbering/index.ts'
import { orderingErrors } from '../errors.ts'
import { Selections } from './contract.ts'

/** Most numbers that one order can bring, listed or searched. */
export const MOST_NUMBERS = 5000

/** What an order asks for: these numbers, or so many that match. `waits`: the documentation lets it be backordered. */
export type Wanted =
  | { readonly kind: 'listed', readonly tns: readonly string[], readonly reservationIds: readonly string[], readonly waits: false }
  | { readonly kind: 'search', readonly criteria: Criteria, readonly quantity: number, readonly waits: boolean }

type Selection = z.output<typeof Selections>

/** `NpaNxx` takes seven digits as well: area code, exchange and thousands digit. */
function exchange(digits: string | undefined): Criteria {
  return digits?.length === 7 ? { npaNxxx: digits } : { npaNxx: digits }
}

/** Local vanity goes with an area code and nothing else; all other criteria narrow each other. */
function combined(s: Selection): Criteria {
  const { areaCode, rateCenter, state, npaNxx, npaNxxX: npaNxxx, lata, city, zip, localVanity, endsIn, enableLCA: lca } = s.combinedSearchAndOrderType ?? {}
  if (localVanity === undefined) return { areaCode, rateCenter, state, npaNxx, npaNxxx, lata, city, zip, lca }
  const others = [rateCenter, state, npaNxx, npaNxxx, lata, city, zip].some((value) => value !== undefined)
  if (areaCode === undefined || others) throw orderingErrors.invalid({ reason: 'LocalVanity needs AreaCode and goes with no other criterion' })
  return { areaCode, localVanity, endsIn }
}

const always = () => true
const never = () => false

/** One way of asking: its element's property, the criteria that it stands for, and whether it can be backordered. */
const searches = [
  { property: 'areaCodeSearchAndOrderType', criteria: (s: Selection) => ({ areaCode: s.areaCodeSearchAndOrderType?.areaCode }), waits: always },
  {
    property: 'rateCenterSearchAndOrderType', waits: always,
    criteria: ({ rateCenterSearchAndOrderType: s }: Selection) => ({ rateCenter: s?.rateCenter, state: s?.state, lca: s?.enableLCA }),
  },
  {
    property: 'npanxxSearchAndOrderType', waits: never,
    criteria: ({ npanxxSearchAndOrderType: s }: Selection) => ({ ...exchange(s?.npaNxx), lca: s?.enableLCA }),
  },
  {
    property: 'tollFreeVanitySearchAndOrderType', waits: never,
    criteria: (s: Selection) => ({ tollFreeVanity: s.tollFreeVanitySearchAndOrderType?.tollFreeVanity }),
  },
  {
    property: 'tollFreeWildCharSearchAndOrderType', waits: always,
    criteria: (s: Selection) => ({ tollFreeWildCardPattern: s.tollFreeWildCharSearchAndOrderType?.tollFreeWildCardPattern }),
  },
  { property: 'stateSearchAndOrderType', criteria: (s: Selection) => ({ state: s.stateSearchAndOrderType?.state }), waits: always },
  {
    property: 'citySearchAndOrderType', waits: always,
    criteria: ({ citySearchAndOrderType: s }: Selection) => ({ city: s?.city, state: s?.state }),
  },
  { property: 'zipSearchAndOrderType', criteria: (s: Selection) => ({ zip: s.zipSearchAndOrderType?.zip }), waits: always },
  { property: 'lataSearchAndOrderType', criteria: (s: Selection) => ({ lata: s.lataSearchAndOrderType?.lata }), waits: always },
  { property: 'combinedSearchAndOrderType', criteria: combined, waits: (s: Selection) => s.combinedSearchAndOrderType?.localVanity === undefined },
] as const

/** Checks the listed numbers. All problems are told at once, each with its number. */
function listed(selection: NonNullable<Selection['existingTelephoneNumberOrderType']>): Wanted {
  const texts = selection.telephoneNumberList ?? []
  if (texts.length === 0) throw orderingErrors.numberMissing()
  if (texts.length > MOST_NUMBERS) throw orderingErrors.tooMany({ most: MOST_NUMBERS, count: texts.length })
  const seen = new Set<string>()
  const problems = texts.flatMap((text) => {
    const parsed = Tn.safeParse(text)
    if (!parsed.success) return [orderingErrors.numberInvalid.problem({}, text.slice(0, 20))]
    if (seen.has(parsed.data)) return [orderingErrors.numberTwice.problem({}, parsed.data)]
    seen.add(parsed.data)
    return []
  })
  if (problems.length > 0) throw new ApiError(400, problems)
  const reservationIds = selection.reservationIdList ?? []
  const malformed = reservationIds.find((id) => !isUuid(id))
  if (malformed !== undefined) throw orderingErrors.invalid({ reason: `ReservationId ${JSON.stringify(malformed.slice(0, 60))} is not a reservation id` })
  return { kind: 'listed', tns: [...seen].sort(), reservationIds, waits: false }
}

/** EnableLCA is true unless given; where an order has no such element there is no local calling area to look in. */
const localToo = (criteria: Criteria): Criteria => 'lca' in criteria ? { ...criteria, lca: criteria.lca ?? true } : criteria

/**
 * Reads what an order asks for. Exactly one way of asking must be given; throws the documented error for none or several,
 * for a quantity outside 1 to 5000 (absent: 5000, as documented), for numbers that are malformed or listed twice.
 */
export function readSelection(selection: Selection): Wanted {
  const given = Object.keys(Selections.shape).filter((name) => Reflect.get(selection, name) !== undefined)
  const [only] = given
  if (only === undefined || given.length > 1) {
    throw orderingErrors.invalid({ reason: given.length === 0 ? 'it names no way of choosing numbers' : `it names ${given.length} ways of choosing numbers` })
  }
  if (selection.existingTelephoneNumberOrderType) return listed(selection.existingTelephoneNumberOrderType)
  const search = searches.find(({ property }) => property === only)
  if (!search) throw new Error(`no rule reads ${only}`)
  const quantity = selection[search.property]?.quantity ?? MOST_NUMBERS
  if (quantity < 1 || quantity > MOST_NUMBERS) throw orderingErrors.quantity({ quantity })
  return { kind: 'search', criteria: localToo(search.criteria(selection)), quantity, waits: search.waits(selection) }
}
