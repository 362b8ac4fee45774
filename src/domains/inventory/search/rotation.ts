import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { allOf } from '../ledger/conditions.ts'
import type { Common } from './statement.ts'

/** A column whose value all of the numbers share, so that its index gives them ascending. */
export interface Key {
  readonly column: 'state' | 'lata' | 'rate_center_id'
  readonly value: RawBuilder<unknown>
}

/** Leading digits that numbers share; how many they are decides the text of a statement, what they are does not. */
export interface Prefix {
  readonly digits: RawBuilder<string>
  readonly length: number
}

/** Numbers that lie together in an index: those with a key, a prefix, or both, that fit the conditions on `t`. */
export interface Stretch {
  readonly key?: Key | undefined
  readonly prefix?: Prefix | undefined
  readonly conditions: readonly RawBuilder<SqlBool>[]
}

/** The numbers from `low` on, and before `high`. */
export interface Bounds {
  readonly low: RawBuilder<string>
  readonly high: RawBuilder<string>
}

export const isAvailable = sql<SqlBool>`t.status = 'Available'`

/** What searches by place and scans for vanities find: numbers that are Available and on offer. */
export const offered = ({ onOffer }: Pick<Common, 'onOffer'>): readonly RawBuilder<SqlBool>[] => [isAvailable, ...onOffer]

/**
 * A value that the planner does not look at, as an inner select: it would make a new plan for each one, at several times
 * the cost of running the statement.
 */
export const hidden = (value: RawBuilder<number>): RawBuilder<number> => sql`(select ${value}::integer)`
export const hiddenText = (value: RawBuilder<string>): RawBuilder<string> => sql`(select ${value}::text)`
/** A list of texts without commas as one value, which is sent in a fraction of the time that an array takes. */
export const joined = (texts: readonly string[]): string => texts.join()
/** A prefix out of its slot; undefined where the search has none. */
export const prefixOf = (slot: RawBuilder<string> | undefined, length: number): Prefix | undefined => slot && { digits: hiddenText(slot), length }
/** For `unnest`, such a list: of any length it looks the same to the planner. */
export const hiddenTexts = (list: RawBuilder<string>): RawBuilder<string[]> => sql`(select string_to_array(${list}::text, ','))`

/** Everything that begins with these digits: ':' sorts after each of them, '2' before every number of ten digits. */
const within = (digits: RawBuilder<string>): Bounds => ({ low: digits, high: sql`${digits} || ':'` })
const EVERYTHING: Bounds = { low: sql`'2'`, high: sql`':'` }
export const boundsOf = (prefix: Prefix | undefined): Bounds => (prefix === undefined ? EVERYTHING : within(prefix.digits))

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

const AREA_CODE = 3
const EXCHANGE = 6
const TEN = 10

/**
 * Where the stretch is entered, as SELECT columns `at`. A random number would mostly fall between two exchanges and all
 * that do so would begin with the same one, so it is led to an area code and an exchange that have numbers first.
 */
export function entry(stretch: Stretch, { slots: { number } }: Pick<Common, 'slots'>): RawBuilder<unknown> {
  const { prefix } = stretch
  const lastDigits = (count: number) => sql`right(${number}::text, ${sql.lit(count)})`
  const length = prefix?.length ?? 0
  if (prefix && length >= EXCHANGE) return sql`(select ${prefix.digits} || ${lastDigits(TEN - length)} as at offset 0) entry`
  // NOTE: `offset 0` keeps the planner from running the inner selects once for every mention.
  const areaCode = prefix?.digits ?? firstPrefix(stretch, AREA_CODE, { from: sql`${number}::text`, bounds: EVERYTHING })
  const inArea = within(sql.ref<string>('area.code'))
  const exchange = firstPrefix(stretch, EXCHANGE, { from: sql`area.code || ${lastDigits(TEN - AREA_CODE)}`, bounds: inArea })
  return sql`(select ${areaCode} as code offset 0) area cross join lateral (
    select ${exchange} || ${lastDigits(TEN - EXCHANGE)} as at offset 0) entry`
}

/** A select of `tn`: what `part` selects of the numbers from the entry on, then of those before it. */
export function fromEntry(stretch: Stretch, common: Common, part: (range: Bounds) => RawBuilder<unknown>): RawBuilder<{ tn: string }> {
  const bounds = boundsOf(stretch.prefix)
  const at = sql.ref<string>('entry.at')
  return sql`select part.tn from ${entry(stretch, common)} cross join lateral (
      ${part({ ...bounds, low: at })} union all ${part({ ...bounds, high: at })}) part
    limit ${hidden(common.slots.limit)}`
}

/** The numbers of the stretch from its entry on, then those before it. */
export function rotated(stretch: Stretch, common: Common): RawBuilder<{ tn: string }> {
  // One select more than it needs, because a member of a union cannot lock rows itself.
  return fromEntry(stretch, common, (range) => {
    // Numbers past the end are not to be locked.
    const { bounds, cut } = common.lock ? { bounds: range, cut: sql`` } : reading(stretch, range)
    return sql`select one.tn from (select t.tn from telephone_number t
      where ${allOf([between(stretch, bounds), ...stretch.conditions])} order by ${ascending(stretch)}
      limit ${hidden(common.slots.limit)} ${common.locking}) one ${cut}`
  })
}
