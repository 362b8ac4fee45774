import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { allOf } from '../ledger/conditions.ts'
import type { VanitySearch } from './criteria.ts'
import { onOffer, rotationOf, run, type SearchOptions } from './repository.ts'
import { hidden, hiddenText, hiddenTexts, rotated, type Key } from './rotation.ts'
import type { SuffixRange } from './vanity-pattern.ts'

/** The area codes in which a state has available numbers, each found by one step in the index. */
export async function areaCodesIn(tx: Tx, state: string): Promise<string[]> {
  const next = (after: RawBuilder<string>) => sql`(select left(t.tn, 3) from telephone_number t
    where t.status = 'Available' and (t.state, t.tn) >= (${state}::text, ${after}) and (t.state, t.tn) < (${state}::text, ':')
    order by t.state, t.tn limit 1)`
  const { rows } = await sql<{ code: string }>`
    with recursive area(code) as (
      select ${next(sql`'2'`)}
      union all select ${next(sql`area.code || ':'`)} from area where area.code is not null
    ) select code from area where code is not null order by code`.execute(ledger(tx))
  return rows.map(({ code }) => code)
}

/** How many numbers are available to anybody, roughly: what the planner goes by. */
export async function roughStock(tx: Tx): Promise<number> {
  const { rows: [row] } = await sql<{ rows: number }>`
    select reltuples::double precision as rows from pg_class where oid = 'telephone_number_available'::regclass`.execute(ledger(tx))
  return row?.rows ?? 0
}

/** `not`: area codes that are left out. */
interface Everywhere extends SearchOptions {
  readonly not: readonly string[]
}

const notIn = (codes: readonly string[]): RawBuilder<SqlBool> => sql`left(t.tn, 3) <> all(array(select unnest(${codes}::text[])))`
const inState = (state: string | undefined): RawBuilder<SqlBool>[] => (state === undefined ? [] : [sql`t.state = ${state}`])
const inCode = (code: string): RawBuilder<SqlBool>[] => (code === '' ? [] : [sql`left(t.tn, 3) = ${code}`])

/** Reads numbers from the start on until enough match. `like` is of the whole number. */
export async function scanVanity(tx: Tx, { prefix, state }: VanitySearch, options: Everywhere & { readonly like: string }): Promise<string[]> {
  const key: Key | undefined = state === undefined ? undefined : { column: 'state', value: sql`${state}::text` }
  const also = [sql<SqlBool>`t.tn like ${hiddenText(options.like)}`, notIn(options.not)]
  return run(tx, rotated({ ...(key ? { key } : {}), prefix, conditions: onOffer(options) }, rotationOf(options, also)))
}

/** The ranges as rows `ending(low, high)`. */
const endingsOf = (ranges: readonly SuffixRange[]) =>
  sql`unnest(${hiddenTexts(ranges.map(({ low }) => low))}, ${hiddenTexts(ranges.map(({ high }) => high))}) as ending(low, high)`

/** Numbers whose last seven digits lie in one of the ranges, by the index on those. */
export async function selectBySuffix(
  tx: Tx, { prefix, state }: VanitySearch, options: Everywhere & { readonly ranges: readonly SuffixRange[] },
): Promise<string[]> {
  const { suffix = sql`` } = rotationOf(options)
  const conditions = [...onOffer(options), notIn(options.not), ...inState(state), ...inCode(prefix)]
  return run(tx, sql`select found.tn from ${endingsOf(options.ranges)} cross join lateral (
      select t.tn from telephone_number t
      where t.tn >= '2' and right(t.tn, 7) >= ending.low and right(t.tn, 7) <= ending.high and ${allOf(conditions)}
      order by right(t.tn, 7) limit ${hidden(options.limit)} ${suffix}) found limit ${hidden(options.limit)}`)
}

/** The same in the given area codes, by the index on whole numbers. */
export async function selectBySuffixIn(
  tx: Tx, { state }: VanitySearch, options: SearchOptions & { readonly codes: readonly string[], readonly ranges: readonly SuffixRange[] },
): Promise<string[]> {
  const { suffix = sql`` } = rotationOf(options)
  return run(tx, sql`select found.tn from ${endingsOf(options.ranges)} cross join unnest(${hiddenTexts(options.codes)}) as code(digits) cross join lateral (
      select t.tn from telephone_number t
      where t.tn >= code.digits || ending.low and t.tn <= code.digits || ending.high and ${allOf([...onOffer(options), ...inState(state)])}
      order by t.tn limit ${hidden(options.limit)} ${suffix}) found limit ${hidden(options.limit)}`)
}

/** Codes that are toll-free or kept for it; the conditions of the indexes on what toll-free numbers spell, word for word. */
const TOLL_FREE = sql<SqlBool>`left(t.tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888')`
/** Digits of a vanity that those indexes look up, and the places of a number where they can begin. */
const INDEXED = 4
const PLACES = [4, 5, 6, 7]

/** Toll-free numbers of these codes that spell some digits, at least four: all of them are looked up, then those from the start on taken first. */
export async function selectTollFree(tx: Tx, digits: string, options: SearchOptions & { readonly codes: readonly string[] }): Promise<string[]> {
  const { limit, start, codes } = options
  const { suffix = sql`` } = rotationOf(options)
  const first = digits.slice(0, INDEXED)
  const begins = sql.join(PLACES.map((place) => sql`substr(t.tn, ${sql.lit(place)}, ${sql.lit(INDEXED)}) = ${first}`), sql` or `)
  return run(tx, sql`select t.tn from telephone_number t
    where ${allOf([TOLL_FREE, sql`(${begins})`, sql`right(t.tn, 7) like ${`%${digits}%`}`, sql`left(t.tn, 3) = any(${codes}::text[])`, ...onOffer(options)])}
    order by right(t.tn, 7) < ${start.number.slice(-7)}, right(t.tn, 7), t.tn limit ${hidden(limit)} ${suffix}`)
}
