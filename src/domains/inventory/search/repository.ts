import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { expressedConditions, isLocalTo, placeValues, type PlaceExpressions } from '../../numbering/index.ts'
import { allOf } from '../ledger/conditions.ts'
import type { PlaceSearch } from './criteria.ts'
import { hidden, hiddenTexts, joined, offered, prefixOf, rotated, type Key, type Stretch } from './rotation.ts'
import { selectTns, type Common, type SearchOptions } from './statement.ts'

const EXCHANGE = 6

/** The values of a search by place, none of them '', and what decides the text of its statement beside them. */
function valuesOf({ prefix, place }: PlaceSearch) {
  return { shape: String(prefix.length), values: { prefix: prefix || undefined, ...placeValues(place) } }
}

/** A state or LATA alone has an index of its numbers; anything narrower is asked of its rate centers. */
function regionOf({ state, lata, rateCenter, city, zip }: PlaceExpressions): Key | 'anywhere' | 'by rate center' {
  const given = [state, lata, rateCenter, city, zip].filter((value) => value !== undefined).length
  if (given === 0) return 'anywhere'
  if (given === 1 && state !== undefined) return { column: 'state', value: sql`${state}::text` }
  if (given === 1 && lata !== undefined) return { column: 'lata', value: sql`${lata}::integer` }
  return 'by rate center'
}

const PLACES = 1_000_003

/** Numbers of one rate center after another, of those that fit the conditions on a `rate_center place`. */
function byCenter(places: readonly RawBuilder<SqlBool>[], stretch: Stretch, common: Common): RawBuilder<{ tn: string }> {
  const key: Key = { column: 'rate_center_id', value: sql.ref('center.id') }
  // NOTE: `offset 0` sorts the rate centers before any number is read, so that reading ends as soon as there are enough.
  return sql`select found.tn from (
      select place.id from rate_center place where ${allOf(places)}
      order by (place.id::bigint * 7919 + ${common.slots.place}::integer) % ${sql.lit(PLACES)}, place.id offset 0) center
    cross join lateral (${rotated({ ...stretch, key }, common)}) found limit ${hidden(common.slots.limit)}`
}

/** Numbers that fit exactly. */
export async function selectByPlace(tx: Tx, search: PlaceSearch, options: SearchOptions): Promise<string[]> {
  const { shape, values } = valuesOf(search)
  return selectTns(tx, options, { shape: `place ${shape}`, values }, (common, slots) => {
    const stretch = { prefix: prefixOf(slots.prefix, search.prefix.length), conditions: offered(common) }
    const region = regionOf(slots)
    if (region === 'by rate center') return byCenter(expressedConditions(slots), stretch, common)
    return rotated({ ...stretch, key: region === 'anywhere' ? undefined : region }, common)
  })
}

/** Numbers that do not fit but are local to the place that the search names. */
export async function selectLocal(tx: Tx, search: PlaceSearch, options: SearchOptions): Promise<string[]> {
  const { shape, values } = valuesOf(search)
  return selectTns(tx, options, { shape: `local ${shape}`, values }, (common, slots) => {
    const { prefix } = slots
    const others = prefix ? [sql<SqlBool>`not starts_with(t.tn, ${prefix})`] : []
    const origin = prefix ? { npaNxx: sql<string>`left(${prefix}, ${sql.lit(EXCHANGE)})` } : slots
    return byCenter(isLocalTo(origin), { conditions: [...offered(common), ...others] }, common)
  })
}

/** Numbers of one area code after another. */
export async function selectByCodes(tx: Tx, codes: readonly string[], options: SearchOptions): Promise<string[]> {
  const first = options.start.place % codes.length
  const values = { codes: joined([...codes.slice(first), ...codes.slice(0, first)]) }
  return selectTns(tx, options, { shape: 'codes', values }, (common, slots) => {
    const stretch = { prefix: { digits: sql.ref<string>('code.digits'), length: 3 }, conditions: offered(common) }
    return sql`select found.tn from unnest(${hiddenTexts(slots.codes)}) as code(digits)
      cross join lateral (${rotated(stretch, common)}) found limit ${hidden(common.slots.limit)}`
  })
}
