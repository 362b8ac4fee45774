import { z } from 'zod'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import type { Criteria } from '../../inventory/index.ts'
import { Tn } from '../../numbering/index.ts'
import { orderingErrors } from '../errors.ts'
import { Selections } from './contract.ts'

/** Most numbers that one order can bring, listed or searched. */
export const MOST_NUMBERS = 5000

/** What an order asks for: these numbers, or so many that match. */
export type Wanted =
  | { readonly kind: 'listed', readonly tns: readonly string[], readonly reservationIds: readonly string[] }
  | { readonly kind: 'search', readonly criteria: Criteria, readonly quantity: number }

type Selection = z.output<typeof Selections>
/** One way of asking: its element's property, its element's name, and the criteria that it stands for. */
const searches = [
  { property: 'areaCodeSearchAndOrderType', criteria: (s: Selection) => ({ areaCode: s.areaCodeSearchAndOrderType?.areaCode }) },
  {
    property: 'rateCenterSearchAndOrderType',
    criteria: ({ rateCenterSearchAndOrderType: s }: Selection) => ({ rateCenter: s?.rateCenter, state: s?.state }),
  },
  { property: 'npanxxSearchAndOrderType', criteria: (s: Selection) => exchange(s.npanxxSearchAndOrderType?.npaNxx) },
  { property: 'stateSearchAndOrderType', criteria: (s: Selection) => ({ state: s.stateSearchAndOrderType?.state }) },
  {
    property: 'citySearchAndOrderType',
    criteria: ({ citySearchAndOrderType: s }: Selection) => ({ city: s?.city, state: s?.state }),
  },
  { property: 'zipSearchAndOrderType', criteria: (s: Selection) => ({ zip: s.zipSearchAndOrderType?.zip }) },
  { property: 'lataSearchAndOrderType', criteria: (s: Selection) => ({ lata: s.lataSearchAndOrderType?.lata }) },
] as const

/** Documented ways of asking that a later issue builds. */
const unbuilt = ['tollFreeVanitySearchAndOrderType', 'tollFreeWildCharSearchAndOrderType', 'combinedSearchAndOrderType'] as const

/** `NpaNxx` takes seven digits as well: area code, exchange and thousands digit. */
function exchange(digits: string | undefined): Criteria {
  return digits?.length === 7 ? { npaNxxx: digits } : { npaNxx: digits }
}

/** Checks the listed numbers. All problems are told at once, each with its number. */
function listed(selection: NonNullable<Selection['existingTelephoneNumberOrderType']>): Wanted {
  const texts = selection.telephoneNumberList ?? []
  if (texts.length === 0) throw orderingErrors.numberMissing()
  if (texts.length > MOST_NUMBERS) throw orderingErrors.tooMany({ count: texts.length })
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
  return { kind: 'listed', tns: [...seen].sort(), reservationIds }
}

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
  const missing = unbuilt.find((name) => name === only)
  if (missing) throw commonErrors.notBuilt({ operation: missing })
  const search = searches.find(({ property }) => property === only)
  if (!search) throw new Error(`no rule reads ${only}`)
  const quantity = selection[search.property]?.quantity ?? MOST_NUMBERS
  if (quantity < 1 || quantity > MOST_NUMBERS) throw orderingErrors.quantity({ quantity })
  return { kind: 'search', criteria: search.criteria(selection), quantity }
}
