import type { Tx } from '../../../kernel/db/database.ts'
import { npaExists, rateCentersExist, type PlaceCriteria } from '../../numbering/index.ts'
import { searchErrors } from './errors.ts'

/** What a client looks for, in the texts that it wrote. Criteria narrow each other; an empty text is no criterion. */
export interface Criteria {
  readonly areaCode?: string | undefined
  readonly npaNxx?: string | undefined
  readonly npaNxxx?: string | undefined
  readonly rateCenter?: string | undefined
  readonly city?: string | undefined
  readonly state?: string | undefined
  readonly zip?: string | undefined
  readonly lata?: string | undefined
}

/** Criteria whose form is right: the digits that numbers start with, and what their rate centers fit. */
export interface Search {
  readonly prefix: string | undefined
  readonly place: PlaceCriteria
}

const AREA_CODE = /^[2-9]\d\d$/
const NPA_NXX = /^[2-9]\d\d[2-9](?!11)\d\d$/
const NPA_NXXX = /^[2-9]\d\d[2-9](?!11)\d\d\d$/
const ZIP = /^(\d{5})(-?\d{4})?$/

const given = (text: string | undefined): string | undefined => text?.trim() || undefined

/** At most one of area code, exchange and thousands block; each with its own form. */
function prefixOf(criteria: Criteria): string | undefined {
  const areaCode = given(criteria.areaCode)
  const npaNxx = given(criteria.npaNxx)
  const npaNxxx = given(criteria.npaNxxx)
  if ([areaCode, npaNxx, npaNxxx].filter((prefix) => prefix !== undefined).length > 1) throw searchErrors.npaNxxInvalid()
  if (areaCode !== undefined && !AREA_CODE.test(areaCode)) throw searchErrors.areaCodeUnknown({ areaCode })
  if (npaNxx !== undefined && !NPA_NXX.test(npaNxx)) throw searchErrors.npaNxxInvalid()
  if (npaNxxx !== undefined && !NPA_NXXX.test(npaNxxx)) throw searchErrors.npaNxxInvalid()
  return areaCode ?? npaNxx ?? npaNxxx
}

function zipOf(text: string | undefined): string | undefined {
  const zip = given(text)
  if (zip === undefined) return undefined
  const digits = ZIP.exec(zip)?.[1]
  if (digits === undefined) throw searchErrors.zipInvalid({ zip })
  return digits
}

function lataOf(text: string | undefined): number | undefined {
  const lata = given(text)
  if (lata === undefined) return undefined
  if (!/^\d{1,5}$/.test(lata)) throw searchErrors.lataInvalid({ lata })
  return Number(lata)
}

/** Reads criteria without asking the database. Throws the documented error of the first one that is wrong. */
export function readCriteria(criteria: Criteria): Search {
  const prefix = prefixOf(criteria)
  const state = given(criteria.state)
  if (state !== undefined && !/^[a-z]{2}$/i.test(state)) throw searchErrors.stateInvalid({ state })
  const place = { rateCenter: given(criteria.rateCenter), city: given(criteria.city), state, zip: zipOf(criteria.zip), lata: lataOf(criteria.lata) }
  const needsState = place.rateCenter !== undefined || place.city !== undefined
  const isEmpty = prefix === undefined && Object.values(place).every((value) => value === undefined)
  if (isEmpty || (needsState && state === undefined)) throw searchErrors.criteriaMissing()
  return { prefix, place }
}

/** Throws the documented error of the first criterion that names what the numbering plan does not know. */
export async function refuseUnknown(tx: Tx, { prefix, place }: Search): Promise<void> {
  const { state, rateCenter, city, lata } = place
  if (prefix !== undefined && !await npaExists(tx, prefix.slice(0, 3))) {
    throw prefix.length === 3 ? searchErrors.areaCodeUnknown({ areaCode: prefix }) : searchErrors.npaNxxInvalid()
  }
  if (state !== undefined) {
    if (!await rateCentersExist(tx, { state })) throw searchErrors.stateInvalid({ state })
    if (rateCenter !== undefined && !await rateCentersExist(tx, { state, rateCenter })) throw searchErrors.rateCenterUnknown({ rateCenter, state })
    if (city !== undefined && !await rateCentersExist(tx, { state, city })) throw searchErrors.cityUnknown({ city, state })
  }
  if (lata !== undefined && !await rateCentersExist(tx, { lata })) throw searchErrors.lataInvalid({ lata })
}

/**
 * Throws the documented error for criteria that are missing, malformed, exclude each other, lack the state that they
 * need, or name an unknown area code, rate center, city, state or LATA. An exchange or ZIP code of the right form is
 * never wrong, because the plan does not have all of them.
 */
export async function checkCriteria(tx: Tx, criteria: Criteria): Promise<void> {
  await refuseUnknown(tx, readCriteria(criteria))
}
