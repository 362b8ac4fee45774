import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'

/** A rate center as the plan's tables hold it: `state` two capitals, `city` and `abbreviation` in capitals. */
export interface PlannedRateCenter {
  readonly id: number
  readonly abbreviation: string
  readonly city: string
  readonly state: string
  readonly lata: number | null
  readonly tier: number
}

/** What a rate center must fit, all at once. Texts match without case; `zip` is five digits. */
export interface PlaceCriteria {
  readonly rateCenter?: string | undefined
  readonly city?: string | undefined
  readonly state?: string | undefined
  readonly zip?: string | undefined
  readonly lata?: number | undefined
}

/** Whether the plan knows an area code (three digits). */
export async function npaExists(tx: Tx, npa: string): Promise<boolean> {
  const row = await plan(tx).selectFrom('npa').select('npa').where('npa', '=', npa).executeTakeFirst()
  return row !== undefined
}

/** Whether any rate center fits every given criterion. */
export async function rateCentersExist(tx: Tx, criteria: PlaceCriteria): Promise<boolean> {
  let query = plan(tx).selectFrom('rate_center as place').select('id')
  for (const condition of placeConditions(criteria)) query = query.where(condition)
  return await query.limit(1).executeTakeFirst() !== undefined
}

/** The rate centers that fit every given criterion, ascending by id; every one where none is given. */
export async function rateCentersFor(tx: Tx, criteria: PlaceCriteria): Promise<PlannedRateCenter[]> {
  const conditions = placeConditions(criteria)
  let query = plan(tx).selectFrom('rate_center as place').select(['id', 'abbreviation', 'city', 'state', 'lata', 'tier'])
  for (const condition of conditions) query = query.where(condition)
  return query.orderBy('id').execute()
}

/**
 * The same criteria as SQL conditions on a rate center called `place`, for a statement that finds rate centers and
 * something that belongs to them in one round trip.
 */
export function placeConditions({ rateCenter, city, state, zip, lata }: PlaceCriteria): RawBuilder<SqlBool>[] {
  return [
    ...(state === undefined ? [] : [sql<SqlBool>`place.state = ${state.toUpperCase()}`]),
    ...(rateCenter === undefined ? [] : [sql<SqlBool>`place.abbreviation = ${rateCenter.toUpperCase()}`]),
    ...(city === undefined ? [] : [sql<SqlBool>`upper(place.city) = ${city.toUpperCase()}`]),
    ...(lata === undefined ? [] : [sql<SqlBool>`place.lata = ${lata}`]),
    ...(zip === undefined ? []
      : [sql<SqlBool>`place.id in (select rate_center_id from rate_center_zip where zip = ${zip})`]),
  ]
}
