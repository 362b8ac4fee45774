import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { placeConditions } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { allOf, hasPrefix } from '../ledger/conditions.ts'
import { factColumns, type NumberFacts } from '../ledger/facts.ts'
import type { Search } from './criteria.ts'

/** Whether protected numbers are left out, the only ones wanted, or treated like others. */
export type ProtectedFilter = 'NONE' | 'ONLY' | 'MIXED'

export interface SearchOptions {
  readonly accountId: number
  readonly limit: number
  readonly protected: ProtectedFilter
}

/** Available to the account, with the prefix: conditions on a `telephone_number t`. */
function numberConditions({ prefix }: Search, { accountId, protected: filter }: SearchOptions): RawBuilder<SqlBool>[] {
  return [
    sql`t.status = 'Available'`,
    sql`(t.pool_account_id is null or t.pool_account_id = ${accountId})`,
    ...(prefix === undefined ? [] : [hasPrefix(prefix)]),
    ...(filter === 'MIXED' ? [] : [sql<SqlBool>`t.protected = ${filter === 'ONLY'}`]),
  ]
}

/** State and LATA stand on the number itself; anything narrower is asked of its rate center. */
function isByCenter({ place }: Search): boolean {
  return place.rateCenter !== undefined || place.city !== undefined || place.zip !== undefined
}

function regionConditions({ place: { state, lata } }: Search): RawBuilder<SqlBool>[] {
  return [
    ...(state === undefined ? [] : [sql<SqlBool>`t.state = ${state.toUpperCase()}`]),
    ...(lata === undefined ? [] : [sql<SqlBool>`t.lata = ${lata}`]),
  ]
}

/**
 * The first numbers that fit, ascending. By rate center it is the first ones of each center, merged: one index range
 * per center however many numbers it has.
 */
function firstNumbers(search: Search, options: SearchOptions): RawBuilder<{ tn: string }> {
  const conditions = numberConditions(search, options)
  if (!isByCenter(search)) {
    return sql`select t.tn from telephone_number t
      where ${allOf([...conditions, ...regionConditions(search)])} order by t.tn limit ${options.limit}`
  }
  return sql`select first.tn from rate_center place cross join lateral (
      select t.tn from telephone_number t
      where ${allOf([sql`t.rate_center_id = place.id`, ...conditions])} order by t.tn limit ${options.limit}) first
    where ${allOf(placeConditions(search.place))} order by first.tn limit ${options.limit}`
}

export async function selectAvailableTns(tx: Tx, search: Search, options: SearchOptions): Promise<string[]> {
  const { rows } = await firstNumbers(search, options).execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}

export async function selectAvailable(tx: Tx, search: Search, options: SearchOptions): Promise<NumberFacts[]> {
  const { rows } = await sql<NumberFacts>`
    select ${factColumns} from (${firstNumbers(search, options)}) found
      join telephone_number t on t.tn = found.tn
      left join rate_center center on center.id = t.rate_center_id
    order by t.tn`.execute(ledger(tx))
  return rows
}

/**
 * Which rate centers, without a join that row locks could spread to. A state has one of each abbreviation, and `=` lets
 * the index of that center give the numbers in order, where `in` has to sort all of them.
 */
function centerConditions(search: Search): RawBuilder<SqlBool>[] {
  if (!isByCenter(search)) return regionConditions(search)
  const centers = sql`(select place.id from rate_center place where ${allOf(placeConditions(search.place))})`
  return [search.place.rateCenter === undefined ? sql`t.rate_center_id in ${centers}` : sql`t.rate_center_id = ${centers}`]
}

/** Locks the first numbers that fit and that nobody else has locked. */
export async function lockAvailable(tx: Tx, search: Search, options: SearchOptions): Promise<string[]> {
  const { rows } = await sql<{ tn: string }>`
    select t.tn from telephone_number t
    where ${allOf([...numberConditions(search, options), ...centerConditions(search)])}
    order by t.tn limit ${options.limit} for update of t skip locked`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}
