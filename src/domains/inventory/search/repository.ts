import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { openTiers } from '../../accounts/index.ts'
import { isLocalTo, placeConditions } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { allOf } from '../ledger/conditions.ts'
import type { PlaceSearch } from './criteria.ts'
import { hidden, hiddenTexts, rotated, type Key } from './rotation.ts'
import type { Start } from './start.ts'

/** Whether protected numbers are left out, the only ones wanted, or treated like others. */
export type ProtectedFilter = 'NONE' | 'ONLY' | 'MIXED'

export interface SearchOptions {
  readonly accountId: number
  readonly limit: number
  readonly start: Start
  readonly protected: ProtectedFilter
  /** `all` passes over which tiers are open to the account. */
  readonly tiers: 'open' | 'all'
  /** Locks what is found until the transaction ends, passing over what others have locked. */
  readonly lock: boolean
}

/** Available to the account: conditions on a `telephone_number t`. */
export function onOffer({ accountId, protected: filter, tiers }: SearchOptions): RawBuilder<SqlBool>[] {
  return [
    sql`t.status = 'Available'`,
    sql`(t.pool_account_id is null or t.pool_account_id = ${accountId})`,
    ...(tiers === 'open' ? [sql<SqlBool>`t.tier = any(${openTiers(accountId)})`] : []),
    ...(filter === 'ONLY' ? [sql<SqlBool>`t.protected`] : []),
    ...(filter === 'NONE' ? [sql<SqlBool>`not t.protected`] : []),
  ]
}

/** How to go through a stretch of numbers. */
export const rotationOf = ({ start, limit, lock }: SearchOptions, also: readonly RawBuilder<SqlBool>[] = []) =>
  ({ start, limit, also, ...(lock ? { suffix: sql`for update of t skip locked` } : {}) })

/** Runs a select of `tn`. */
export async function run(tx: Tx, statement: RawBuilder<{ tn: string }>): Promise<string[]> {
  const { rows } = await statement.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}

/** A state or LATA alone has an index of its numbers; anything narrower is asked of its rate centers. */
function regionOf({ state, lata, rateCenter, city, zip }: PlaceSearch['place']): Key | 'anywhere' | 'by rate center' {
  const given = [state, lata, rateCenter, city, zip].filter((value) => value !== undefined).length
  if (given === 0) return 'anywhere'
  if (given === 1 && state !== undefined) return { column: 'state', value: sql`${state}::text` }
  if (given === 1 && lata !== undefined) return { column: 'lata', value: sql`${lata}::integer` }
  return 'by rate center'
}

const PLACES = 1_000_003

/** Numbers of one rate center after another, of those that fit the conditions on a `rate_center place`. */
function byCenter(
  places: readonly RawBuilder<SqlBool>[], stretch: { prefix: string, conditions: readonly RawBuilder<SqlBool>[] }, options: SearchOptions,
): RawBuilder<{ tn: string }> {
  const key: Key = { column: 'rate_center_id', value: sql.ref('center.id') }
  // NOTE: `offset 0` sorts the rate centers before any number is read, so that reading ends as soon as there are enough.
  return sql`select found.tn from (
      select place.id from rate_center place where ${allOf(places)}
      order by (place.id::bigint * 7919 + ${options.start.place}::integer) % ${sql.lit(PLACES)}, place.id offset 0) center
    cross join lateral (${rotated({ key, ...stretch }, rotationOf(options))}) found limit ${hidden(options.limit)}`
}

/** Numbers that fit exactly. */
export async function selectByPlace(tx: Tx, { prefix, place }: PlaceSearch, options: SearchOptions): Promise<string[]> {
  const conditions = onOffer(options)
  const region = regionOf(place)
  if (region === 'by rate center') return run(tx, byCenter(placeConditions(place), { prefix, conditions }, options))
  return run(tx, rotated({ ...(region === 'anywhere' ? {} : { key: region }), prefix, conditions }, rotationOf(options)))
}

/** Numbers that do not fit but are local to the place that the search names. */
export async function selectLocal(tx: Tx, { prefix, place }: PlaceSearch, options: SearchOptions): Promise<string[]> {
  const others = prefix === '' ? [] : [sql<SqlBool>`not starts_with(t.tn, ${prefix})`]
  const origin = prefix === '' ? place : { npaNxx: prefix.slice(0, 6) }
  return run(tx, byCenter(isLocalTo(origin), { prefix: '', conditions: [...onOffer(options), ...others] }, options))
}

/** Numbers of one area code after another. */
export async function selectByCodes(tx: Tx, codes: readonly string[], options: SearchOptions): Promise<string[]> {
  const stretch = { prefix: sql.ref<string>('code.digits'), conditions: onOffer(options) }
  const first = options.start.place % codes.length
  return run(tx, sql`select found.tn from unnest(${hiddenTexts([...codes.slice(first), ...codes.slice(0, first)])}) as code(digits)
    cross join lateral (${rotated(stretch, rotationOf(options))}) found limit ${hidden(options.limit)}`)
}
