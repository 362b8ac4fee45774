import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { allOf } from '../ledger/conditions.ts'
import type { Start } from './start.ts'

/** A column whose value all of the numbers share, so that its index gives them ascending. */
export interface Key {
  readonly column: 'state' | 'lata' | 'rate_center_id'
  readonly value: RawBuilder<unknown>
}

/** Numbers that lie together in an index: those with a key, a prefix, or both, that fit the conditions on `t`. */
export interface Stretch {
  readonly key?: Key
  /** Leading digits; '' for every number. May be an SQL expression of an area code. */
  readonly prefix: string | RawBuilder<string>
  readonly conditions: readonly RawBuilder<SqlBool>[]
}

interface Bounds {
  readonly low: RawBuilder<string>
  readonly high: RawBuilder<string>
}

/**
 * A value that the planner does not look at, as an inner select: it would make a new plan for each one, at several times
 * the cost of running the statement.
 */
export const hidden = (value: number): RawBuilder<number> => sql`(select ${value}::integer)`
export const hiddenText = (value: string): RawBuilder<string> => sql`(select ${value}::text)`
/** For `unnest`: a list of any length looks the same to the planner. */
export const hiddenTexts = (values: readonly string[]): RawBuilder<string[]> => sql`(select ${values}::text[])`

const text = (digits: string | RawBuilder<string>): RawBuilder<string> => (typeof digits === 'string' ? hiddenText(digits) : digits)
/** Everything that begins with these digits: ':' sorts after each of them, '2' before every number of ten digits. */
const within = (digits: RawBuilder<string>): Bounds => ({ low: digits, high: sql`${digits} || ':'` })
const EVERYTHING: Bounds = { low: sql`'2'`, high: sql`':'` }

/**
 * Both ends as one comparison of rows where there is a key. `t.state = 'NC' and t.tn >= '5'` would leave the planner the
 * index on numbers alone, which it takes to be as good, not knowing that a state's numbers are no random ones.
 */
function between({ key }: Stretch, { low, high }: Bounds): RawBuilder<SqlBool> {
  if (key === undefined) return sql`t.tn >= ${low} and t.tn < ${high}`
  const row = sql`(t.${sql.ref(key.column)}, t.tn)`
  return sql`${row} >= (${key.value}, ${low}) and ${row} < (${key.value}, ${high})`
}

/**
 * What to read of a stretch to find its first numbers, and where to cut them off. PostgreSQL (15 at least) reads on to the last
 * number of the key where a row says that it may stop (a state has hundreds of thousands): numbers past the end are
 * read instead, no more than are wanted, and dropped.
 */
function reading({ key }: Stretch, range: Bounds): { bounds: Bounds, cut: RawBuilder<unknown> } {
  return key === undefined ? { bounds: range, cut: sql`` } : { bounds: { ...range, high: EVERYTHING.high }, cut: sql`where one.tn < ${range.high}` }
}

const ascending = ({ key }: Stretch) => (key === undefined ? sql`t.tn` : sql`t.${sql.ref(key.column)}, t.tn`)

/** The leading digits of the first number from `from` on, or else of the first one of all. */
function firstPrefix(stretch: Stretch, length: number, { from, bounds }: { from: RawBuilder<string>, bounds: Bounds }): RawBuilder<string> {
  const first = (range: Bounds) => {
    const { bounds: read, cut } = reading(stretch, range)
    return sql`(select left(one.tn, ${sql.lit(length)}) from (select t.tn from telephone_number t
      where ${allOf([between(stretch, read), ...stretch.conditions])} order by ${ascending(stretch)} limit 1) one ${cut})`
  }
  return sql`coalesce(${first({ ...bounds, low: from })}, ${first(bounds)})`
}

const lastDigits = ({ number }: Start, count: number) => number.slice(-count)
const AREA_CODE = 3
const EXCHANGE = 6
const TEN = 10

/**
 * Where the stretch is entered, as SELECT columns `at`. A random number would mostly fall between two exchanges and all
 * that do so would begin with the same one, so it is led to an area code and an exchange that have numbers first.
 */
function entry(stretch: Stretch, start: Start): RawBuilder<unknown> {
  const { prefix } = stretch
  const length = typeof prefix === 'string' ? prefix.length : AREA_CODE
  if (length >= EXCHANGE) return sql`(select ${`${prefix}${lastDigits(start, TEN - length)}`}::text as at offset 0) entry`
  // NOTE: `offset 0` keeps the planner from running the inner selects once for every mention.
  const areaCode = length >= AREA_CODE ? text(prefix)
    : firstPrefix(stretch, AREA_CODE, { from: sql`${start.number}::text`, bounds: EVERYTHING })
  const inArea = within(sql.ref<string>('area.code'))
  const exchange = firstPrefix(stretch, EXCHANGE, { from: sql`area.code || ${lastDigits(start, TEN - AREA_CODE)}::text`, bounds: inArea })
  return sql`(select ${areaCode} as code offset 0) area cross join lateral (
    select ${exchange} || ${lastDigits(start, TEN - EXCHANGE)}::text as at offset 0) entry`
}

interface Rotation {
  readonly start: Start
  readonly limit: number
  /** Conditions that few numbers fit; they do not decide where a stretch is entered. */
  readonly also?: readonly RawBuilder<SqlBool>[]
  /** What stands after each select, such as a lock. */
  readonly suffix?: RawBuilder<unknown>
}

/** A select of `tn`: the numbers of the stretch from its entry on, then those before it. */
export function rotated(stretch: Stretch, { start, limit, also = [], suffix }: Rotation): RawBuilder<{ tn: string }> {
  const { prefix } = stretch
  const bounds = prefix === '' ? EVERYTHING : within(text(prefix))
  // Numbers past the end are not to be locked, nor to be looked through for few that fit.
  const mayPass = suffix === undefined && also.length === 0
  // One select more than it needs, because a member of a union cannot lock rows itself.
  const part = (range: Bounds) => {
    const { bounds: read, cut } = mayPass ? reading(stretch, range) : { bounds: range, cut: sql`` }
    return sql`select one.tn from (select t.tn from telephone_number t
      where ${allOf([between(stretch, read), ...stretch.conditions, ...also])} order by ${ascending(stretch)} limit ${hidden(limit)} ${suffix ?? sql``}) one ${cut}`
  }
  const at = sql.ref<string>('entry.at')
  return sql`select part.tn from ${entry(stretch, start)} cross join lateral (
      ${part({ ...bounds, low: at })} union all ${part({ ...bounds, high: at })}) part
    limit ${hidden(limit)}`
}
