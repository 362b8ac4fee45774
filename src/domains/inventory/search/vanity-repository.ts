import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { tollFreeArray } from '../../numbering/index.ts'
import { allOf } from '../ledger/conditions.ts'
import type { VanitySearch } from './criteria.ts'
import { fromEntry, hidden, hiddenText, hiddenTexts, isAvailable, joined, offered, prefixOf, type Bounds, type Stretch } from './rotation.ts'
import { selectTns, type Common, type SearchOptions } from './statement.ts'
import type { LookUps } from './vanity-masks.ts'
import type { SuffixRange } from './vanity-pattern.ts'

const isLocal = sql<SqlBool>`left(t.tn, 3) <> all(${tollFreeArray})`
/** The conditions of the indexes on endings, word for word. */
const hasEnding = [isAvailable, sql<SqlBool>`t.tn >= '2'`]

const shapeOf = ({ prefix }: VanitySearch) => String(prefix.length)
const valuesOf = ({ prefix, state }: VanitySearch) => ({ prefix: prefix || undefined, state })
interface VanitySlots {
  readonly prefix: RawBuilder<string> | undefined
  readonly state: RawBuilder<string> | undefined
}

/** `is true` keeps the planner from going through a whole state. */
const inState = (state: RawBuilder<string> | undefined) => (state === undefined ? [] : [sql<SqlBool>`(t.state = ${state}) is true`])
const inCode = (code: RawBuilder<string> | undefined) => (code === undefined ? [] : [sql<SqlBool>`left(t.tn, 3) = ${code}`])

/**
 * A select of `tn`: numbers that fit `conditions`, those of them that are on offer. The first are read off the index
 * alone and the last asked of what is left (`offset 0` keeps them apart): taking a row to pieces costs more than
 * anything else. Where rows are locked there is no such choice.
 */
function filtered(conditions: readonly RawBuilder<SqlBool>[], order: RawBuilder<unknown>, { onOffer, columns, lock, locking, slots: { limit } }: Common): RawBuilder<{ tn: string }> {
  if (lock) return sql`select t.tn from telephone_number t where ${allOf([...conditions, ...onOffer])} order by ${order} limit ${hidden(limit)} ${locking}`
  return sql`select t.tn from (select t.tn, ${columns} from telephone_number t where ${allOf(conditions)} order by ${order} offset 0) t
    where ${allOf(onOffer)} limit ${hidden(limit)}`
}

/** Reads numbers from the start on until enough match. `like` is of the whole number. */
export async function scanVanity(tx: Tx, search: VanitySearch, options: SearchOptions & { readonly like: string }): Promise<string[]> {
  return selectTns(tx, options, { shape: `vanity scan ${shapeOf(search)}`, values: { ...valuesOf(search), like: options.like } }, (common, slots) => {
    const { state } = slots
    const stretch: Stretch = {
      prefix: prefixOf(slots.prefix, search.prefix.length),
      key: state && { column: 'state', value: sql`${state}::text` },
      conditions: offered(common),
    }
    const part = ({ low, high }: Bounds) => sql`select one.tn from (${filtered([
      isAvailable, ...(state ? [sql<SqlBool>`t.state = ${state}`] : []), sql`t.tn >= ${low}`, sql`t.tn < ${high}`, sql`t.tn like ${hiddenText(slots.like)}`, isLocal,
    ], state ? sql`t.state, t.tn` : sql`t.tn`, common)}) one`
    return fromEntry(stretch, common, part)
  })
}

/** The ranges as two lists. */
const listsOf = (ranges: readonly SuffixRange[]) => ({ low: joined(ranges.map(({ low }) => low)), high: joined(ranges.map(({ high }) => high)) })

const suffixConditions = ({ prefix, state }: VanitySlots) => [...hasEnding, isLocal, ...inState(state), ...inCode(prefix)]
const SUFFIX = sql`right(t.tn, 7)`

/** Numbers whose last seven digits lie in one of the ranges, by the index on those. */
export async function selectBySuffix(tx: Tx, search: VanitySearch, options: SearchOptions & { readonly ranges: readonly SuffixRange[] }): Promise<string[]> {
  const { low, high } = listsOf(options.ranges)
  if (low === high) return selectByEnding(tx, search, { ...options, endings: low })
  return selectTns(tx, options, { shape: `endings ${shapeOf(search)}`, values: { ...valuesOf(search), low, high } }, (common, slots) => sql`
    select found.tn from unnest(${hiddenTexts(slots.low)}, ${hiddenTexts(slots.high)}) as ending(low, high) cross join lateral (
      ${filtered([...suffixConditions(slots), sql`${SUFFIX} >= ending.low`, sql`${SUFFIX} <= ending.high`], SUFFIX, common)}) found
    limit ${hidden(common.slots.limit)}`)
}

/** The same where each range is a single ending: one pass over the index instead of one for each. */
async function selectByEnding(tx: Tx, search: VanitySearch, options: SearchOptions & { readonly endings: string }): Promise<string[]> {
  return selectTns(tx, options, { shape: `ending ${shapeOf(search)}`, values: { ...valuesOf(search), endings: options.endings } }, (common, slots) =>
    filtered([...suffixConditions(slots), sql`${SUFFIX} = any(${hiddenTexts(slots.endings)}::text[])`], SUFFIX, common))
}

/** The area codes in which a state has available numbers, each found by one step in the index, as a select of `digits`. */
function areaCodesIn(state: RawBuilder<string>): RawBuilder<unknown> {
  const next = (after: RawBuilder<string>) => sql`(select left(t.tn, 3) from telephone_number t
    where ${isAvailable} and (t.state, t.tn) >= (${state}::text, ${after}) and (t.state, t.tn) < (${state}::text, ':')
    order by t.state, t.tn limit 1)`
  return sql`with recursive area(code) as (
      select ${next(sql`'2'`)}
      union all select ${next(sql`area.code || ':'`)} from area where area.code is not null
    ) select code as digits from area where code <> all(${tollFreeArray})`
}

/** The area codes to look in, as a select of `digits`. */
const codesOf = ({ prefix, state }: VanitySlots) => (prefix === undefined && state !== undefined
  ? sql`(${areaCodesIn(state)})`
  : sql`(select ${prefix}::text as digits where ${prefix}::text <> all(${tollFreeArray}))`)

/** The condition of an index, word for word: the area code, then the digits from the last to the first. */
const BACKWARDS = sql`(left(t.tn, 3) || reverse(right(t.tn, 7)))`

/**
 * Numbers of one area code, or of those of a state, that lie in one of the ranges: by the index on whole numbers, and
 * by the one on area code and digits from the last to the first.
 */
export async function selectInCodes(tx: Tx, search: VanitySearch, options: SearchOptions & { readonly lookUps: LookUps }): Promise<string[]> {
  const { forward, backward } = options.lookUps
  const [ahead, back] = [listsOf(forward), listsOf(backward)]
  const values = { ...valuesOf(search), low: ahead.low, high: ahead.high, backLow: back.low, backHigh: back.high }
  return selectTns(tx, options, { shape: `codes ${shapeOf(search)}`, values }, (common, slots) => {
    const limit = hidden(common.slots.limit)
    // What others have locked is passed over only after everything is looked up, so the first of each range may all be gone.
    const most = common.lock ? sql`` : sql`limit ${limit}`
    const conditions = [...hasEnding, ...common.onOffer, ...inState(slots.state)]
    const within = (key: RawBuilder<unknown>, low: RawBuilder<string>, high: RawBuilder<string>) => sql`
      select one.tn from unnest(${hiddenTexts(low)}, ${hiddenTexts(high)}) as ending(low, high) cross join lateral (
        select t.tn from telephone_number t where ${key} >= code.digits || ending.low and ${key} <= code.digits || ending.high and ${allOf(conditions)} ${most}) one`
    // A number that matches at two places is found twice.
    const found = sql`select distinct either.tn from ${codesOf(slots)} code cross join lateral (
        ${within(BACKWARDS, slots.backLow, slots.backHigh)} union all ${within(sql`t.tn`, slots.low, slots.high)}) either`
    if (!common.lock) return sql`select found.tn from (${found}) found limit ${limit}`
    return sql`select t.tn from telephone_number t where t.tn = any(array(${found})) and ${allOf(conditions)} limit ${limit} ${common.locking}`
  })
}

/** Codes that are toll-free or kept for it; the conditions of the indexes on what toll-free numbers spell, word for word. */
const TOLL_FREE = sql<SqlBool>`left(t.tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888')`
/** Digits of a vanity that those indexes look up, and the places of a number where they can begin. */
const INDEXED = 4
const PLACES = [4, 5, 6, 7]

/** Toll-free numbers that spell some digits, at least four: all of them are looked up, then those from the start on taken first. */
export async function selectTollFree(tx: Tx, digits: string, options: SearchOptions): Promise<string[]> {
  const values = { first: digits.slice(0, INDEXED), spelled: `%${digits}%` }
  return selectTns(tx, options, { shape: 'toll-free vanity', values }, (common, { first, spelled }) => {
    const begins = sql.join(PLACES.map((place) => sql`substr(t.tn, ${sql.lit(place)}, ${sql.lit(INDEXED)}) = ${first}`), sql` or `)
    return sql`select t.tn from telephone_number t
      where ${allOf([isAvailable, TOLL_FREE, sql`(${begins})`, sql`right(t.tn, 7) like ${spelled}`, sql`left(t.tn, 3) = any(${tollFreeArray})`, ...common.onOffer])}
      order by right(t.tn, 7) < right(${common.slots.number}::text, 7), right(t.tn, 7), t.tn limit ${hidden(common.slots.limit)} ${common.locking}`
  })
}
