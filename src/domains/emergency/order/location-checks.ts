import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { isUnitedStates } from '../../accounts/index.ts'
import { locationsOf, usersOf, type StoredLocation } from '../location.ts'
import { missingProblem } from './address-form.ts'
import type { LocatedAddress, WantedOrder } from './content.ts'
import { orderErrors } from './errors.ts'

const MOST_NAMED = 20

const countryOf = (name = ''): string => isUnitedStates(name) ? 'US' : name.toUpperCase()

/** These parts of a location stay what they are, as documented; saying what they are is no change. */
function fixedPart(given: LocatedAddress, { address }: StoredLocation): string | undefined {
  if (given.plusFour !== undefined && given.plusFour !== (address.plusFour ?? '')) return 'PlusFour'
  return given.country !== undefined && countryOf(given.country) !== countryOf(address.country) ? 'Country' : undefined
}

function putProblem(given: LocatedAddress, stored: StoredLocation | undefined): Problem | undefined {
  if (!stored) return missingProblem(given)
  const field = fixedPart(given, stored)
  return field === undefined ? undefined : orderErrors.partFixed.problem({ field })
}

/** What keeps a location from going. */
export function removalProblem(id: string, stored: StoredLocation | undefined, users: readonly string[] = []): Problem | undefined {
  if (!stored) return orderErrors.locationGone.problem({ id })
  if (users.length === 0) return undefined
  const more = users.length > MOST_NAMED ? ` and ${users.length - MOST_NAMED} more` : ''
  return orderErrors.locationInUse.problem({ endpoints: users.slice(0, MOST_NAMED).join(', ') + more })
}

/** What is against each location of an order. */
export async function checkLocations(tx: Tx, accountId: number, { action, subjects, content }: WantedOrder): Promise<ReadonlyMap<string, Problem>> {
  const stored = await locationsOf(tx, accountId, subjects)
  const users = action === 'remove' ? await usersOf(tx, [...stored.values()].map(({ id }) => id)) : new Map<number, readonly string[]>()
  return new Map(content.locations.flatMap((given) => {
    const { locationId = '' } = given
    const known = stored.get(locationId.toLowerCase())
    const problem = action === 'put' ? putProblem(given, known) : removalProblem(locationId, known, users.get(known?.id ?? 0))
    return problem ? [[locationId, problem] as const] : []
  }))
}
