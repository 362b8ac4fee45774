import type { Tx } from '../../../kernel/db/database.ts'
import { npaExists, npaIsServed, rateCentersExist, tollFreeCodes } from '../../numbering/index.ts'
import { readCriteria, type Criteria, type PlaceSearch, type Search } from './criteria.ts'
import { searchErrors } from './errors.ts'

async function refusePrefix(tx: Tx, prefix: string): Promise<void> {
  if (prefix === '' || await npaExists(tx, prefix.slice(0, 3))) return
  throw prefix.length === 3 ? searchErrors.areaCodeUnknown({ areaCode: prefix }) : searchErrors.npaNxxInvalid()
}

async function refuseState(tx: Tx, state: string | undefined): Promise<void> {
  if (state !== undefined && !await rateCentersExist(tx, { state })) throw searchErrors.stateInvalid({ state })
}

async function refusePlace(tx: Tx, { place: { state, rateCenter, city, lata } }: PlaceSearch): Promise<void> {
  await refuseState(tx, state)
  if (state !== undefined && rateCenter !== undefined && !await rateCentersExist(tx, { state, rateCenter })) {
    throw searchErrors.rateCenterUnknown({ rateCenter, state })
  }
  if (state !== undefined && city !== undefined && !await rateCentersExist(tx, { state, city })) throw searchErrors.cityUnknown({ city, state })
  if (lata !== undefined && !await rateCentersExist(tx, { lata })) throw searchErrors.lataInvalid({ lata })
}

/** The toll-free codes that fit a pattern such as `8**`. Throws 4004 where none does. */
export async function tollFreeCodesFor(tx: Tx, pattern: string): Promise<string[]> {
  const shape = new RegExp(`^${pattern.replaceAll('*', '\\d')}$`)
  const codes = (await tollFreeCodes(tx)).filter((code) => shape.test(code))
  if (codes.length === 0) throw searchErrors.tollFreePatternInvalid({ pattern })
  return codes
}

/** Throws the documented error of the first criterion that names what the numbering plan does not know. */
export async function refuseUnknown(tx: Tx, search: Search): Promise<void> {
  if (search.kind === 'toll-free') {
    await tollFreeCodesFor(tx, search.pattern)
    return
  }
  await refusePrefix(tx, search.prefix)
  if (search.kind === 'place') await refusePlace(tx, search)
  else await refuseState(tx, search.state)
}

/** Throws 4023 where the search is for an area code that the plan knows and in which it has no rate center. */
export async function refuseUnserved(tx: Tx, search: Search): Promise<void> {
  if (search.kind === 'toll-free' || search.prefix === '') return
  const areaCode = search.prefix.slice(0, 3)
  if (!await npaIsServed(tx, areaCode)) throw searchErrors.nothingSold({ areaCode })
}

/**
 * Throws the documented error for criteria that are missing, malformed, exclude each other, lack the state that they
 * need, or name an unknown area code, rate center, city, state or LATA. An exchange or ZIP code of the right form is
 * never wrong, because the plan does not have all of them.
 */
export async function checkCriteria(tx: Tx, criteria: Criteria): Promise<void> {
  await refuseUnknown(tx, readCriteria(criteria))
}
