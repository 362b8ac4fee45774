import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'
import { placeName } from '../geography/place-name.ts'

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

/** The same as SQL expressions; `spelledCity` is the city's `placeName`. */
export type PlaceExpressions = { readonly [Name in keyof PlaceCriteria]: RawBuilder<NonNullable<PlaceCriteria[Name]>> | undefined } & {
  readonly spelledCity: RawBuilder<string> | undefined
}

/** The values of those expressions, by their names. */
export const placeValues = (criteria: PlaceCriteria) => ({ ...criteria, spelledCity: criteria.city === undefined ? undefined : placeName(criteria.city) })

/** Whether the plan knows an area code (three digits). */
export async function npaExists(tx: Tx, npa: string): Promise<boolean> {
  const row = await plan(tx).selectFrom('npa').select('npa').where('npa', '=', npa).executeTakeFirst()
  return row !== undefined
}

/** Every area code that the plan knows. */
export async function knownAreaCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await plan(tx).selectFrom('npa').select('npa').orderBy('npa').execute()
  return new Set(rows.map(({ npa }) => npa))
}

/** The toll-free area codes, ascending. */
export async function tollFreeCodes(tx: Tx): Promise<string[]> {
  const rows = await plan(tx).selectFrom('npa').select('npa').where('kind', '=', 'toll-free').orderBy('npa').execute()
  return rows.map(({ npa }) => npa)
}

/** The same as an SQL array, for statements of others. */
export const tollFreeArray: RawBuilder<string[]> = sql`array(select npa.npa from npa where npa.kind = 'toll-free')`

/** Whether an area code is toll-free or has exchanges in the plan; one that has neither is not sold in. */
export async function npaIsServed(tx: Tx, npa: string): Promise<boolean> {
  const { rows } = await sql<{ served: boolean }>`
    select exists (select from npa where npa = ${npa} and kind = 'toll-free')
      or exists (select from exchange where npa_nxx >= ${npa} and npa_nxx < ${npa} || ':') as served`.execute(plan(tx))
  return rows[0]?.served ?? false
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

const given = <T>(value: T | undefined) => (value === undefined ? undefined : sql<NonNullable<T>>`${value}`)

/**
 * The same criteria as SQL conditions on a rate center called `place`, for a statement that finds rate centers and
 * something that belongs to them in one round trip. A city is found by its name as the plan has it and as `placeName`
 * writes it: `St. Louis`, and `SAINT LOUIS`.
 */
export function placeConditions(criteria: PlaceCriteria): RawBuilder<SqlBool>[] {
  const { rateCenter, city, state, zip, lata, spelledCity } = placeValues(criteria)
  return expressedConditions({ rateCenter: given(rateCenter), city: given(city), state: given(state), zip: given(zip), lata: given(lata), spelledCity: given(spelledCity) })
}

/** As `placeConditions`, of values that are put into the statement later. */
export function expressedConditions({ rateCenter, city, state, zip, lata, spelledCity }: PlaceExpressions): RawBuilder<SqlBool>[] {
  return [
    ...(state === undefined ? [] : [sql<SqlBool>`place.state = upper(${state})`]),
    ...(rateCenter === undefined ? [] : [sql<SqlBool>`place.abbreviation = upper(${rateCenter})`]),
    ...(city === undefined ? [] : [sql<SqlBool>`upper(place.city) in (upper(${city}::text), ${spelledCity}::text)`]),
    ...(lata === undefined ? [] : [sql<SqlBool>`place.lata = ${lata}`]),
    ...(zip === undefined ? []
      : [sql<SqlBool>`place.id in (select rate_center_id from rate_center_zip where zip = ${zip})`]),
  ]
}

/**
 * Conditions on a rate center called `place`: that it is local to an exchange (six digits; its own rate center is), or to
 * other rate centers than itself, those that fit the criteria.
 */
export function isLocalTo(origin: { readonly npaNxx: RawBuilder<string> } | PlaceExpressions): RawBuilder<SqlBool>[] {
  const ids = 'npaNxx' in origin
    ? sql`select rate_center_id from exchange where npa_nxx = ${origin.npaNxx}`
    : sql`select place.id from rate_center place where ${sql.join(expressedConditions(origin), sql` and `)}`
  const local = sql<SqlBool>`place.id in (select to_rate_center_id from local_calling_area where from_rate_center_id in (${ids}))`
  return 'npaNxx' in origin ? [local] : [local, sql`place.id not in (${ids})`]
}

/** A select of `city`: the cities that a rate center serves, its own and those with which it shares a ZIP code. */
export const citiesOf = (rateCenterId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select own.city from rate_center own where own.id = ${rateCenterId}
  union select other.city from rate_center_zip mine
    join rate_center_zip theirs on theirs.zip = mine.zip join rate_center other on other.id = theirs.rate_center_id
  where mine.rate_center_id = ${rateCenterId}`

/** A select of ids: the rate centers that are local to one, itself left out, ascending. */
export const localTo = (rateCenterId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select to_rate_center_id from local_calling_area
  where from_rate_center_id = ${rateCenterId} and to_rate_center_id <> ${rateCenterId} order by 1`
