import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { tiersOpenToAny } from '../../accounts/index.ts'
import { blocksOf, citiesOf, hasCode, localTo, placeConditions } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { allOf } from '../ledger/conditions.ts'
import type { CoverageFilter, Embeds } from './filter.ts'

/** What one of the accounts may order: Available, in the common pool or an account's own, in an open tier. A condition on a `telephone_number t`. */
const isOrderable = (accounts: readonly number[]): RawBuilder<SqlBool> =>
  sql`t.status = 'Available' and (t.pool_account_id is null or t.pool_account_id = any(${accounts}::integer[])) and t.tier = any(${tiersOpenToAny(accounts)})`

export interface ExchangeCount {
  readonly city: string
  readonly npa: string
  readonly nxx: string
  readonly quantity: number
  readonly state: string
}

/** How many numbers the account can order in each exchange that has so many at least, ascending. */
export async function countByExchange(
  tx: Tx, accountId: number, { areaCode, state, least }: { areaCode: string | undefined, state: string | undefined, least: number },
): Promise<ExchangeCount[]> {
  const { rows } = await sql<ExchangeCount>`
    with counted as (
      select left(t.tn, 6) as npa_nxx, min(t.rate_center_id) as rate_center_id, count(*) as quantity
      from telephone_number t where ${allOf([
        isOrderable([accountId]), sql`t.rate_center_id is not null`,
        ...(areaCode === undefined ? [] : [sql<SqlBool>`t.tn >= ${areaCode} and t.tn < ${areaCode} || ':'`]),
        ...(state === undefined ? [] : [sql<SqlBool>`t.state = ${state}`]),
      ])}
      group by 1 having count(*) >= ${least}
    )
    select center.city, left(counted.npa_nxx, 3) as npa, right(counted.npa_nxx, 3) as nxx, counted.quantity, center.state
    from counted join rate_center center on center.id = counted.rate_center_id order by counted.npa_nxx`.execute(ledger(tx))
  return rows
}

/** `onNet`: only what our own network serves. `counted`: with numbers, and only where there are any. */
export interface StateCoverage {
  readonly state: string | undefined
  readonly onNet: boolean
  readonly counted: boolean
  readonly accounts: readonly number[]
}

/** A rate center in a list; `count` is null where numbers were not counted. */
export interface ListedPlace {
  readonly abbreviation: string
  readonly name: string
  readonly count: number | null
}

/** The rate centers of a state as `center(id, abbreviation, city, count)`. */
function centersOf({ state, onNet, counted, accounts }: StateCoverage): RawBuilder<unknown> {
  const conditions = [
    sql<SqlBool>`true`, ...placeConditions({ state }), ...(onNet ? [sql<SqlBool>`place.on_net`] : []),
    ...(counted ? [sql<SqlBool>`stock.count > 0`] : []),
  ]
  const count = counted
    ? sql`cross join lateral (select count(*) as count from telephone_number t where t.rate_center_id = place.id and ${isOrderable(accounts)}) stock`
    : sql`cross join (select null::bigint as count) stock`
  return sql`(select place.id, place.abbreviation, place.city, stock.count from rate_center place ${count} where ${allOf(conditions)}) center`
}

export async function rateCentersIn(tx: Tx, coverage: StateCoverage): Promise<ListedPlace[]> {
  const { rows } = await sql<ListedPlace>`select center.abbreviation, center.city as name, center.count from ${centersOf(coverage)}
    order by center.city, center.abbreviation, center.id`.execute(ledger(tx))
  return rows
}

/** Cities with each rate center that serves them. */
export async function citiesIn(tx: Tx, coverage: StateCoverage): Promise<ListedPlace[]> {
  const { rows } = await sql<ListedPlace>`select center.abbreviation, served.city as name, center.count from ${centersOf(coverage)}
    cross join lateral (${citiesOf(sql.ref('center.id'))}) served order by served.city, center.abbreviation, center.id`.execute(ledger(tx))
  return rows
}

/** Covered rate centers as they are listed. What is not embedded is null. */
export interface CoveredRow {
  readonly id: number
  readonly name: string
  readonly abbreviation: string
  readonly state: string
  readonly lata: number | null
  readonly tier: number
  readonly available: number
  readonly limited: number
  readonly zipCodes: string[] | null
  readonly cities: string[] | null
  readonly npaNxxXs: string[] | null
  readonly localRateCenters: number[] | null
}

function filterConditions({ state, abbreviation, name, zip, city, lata, tier, codes }: CoverageFilter): RawBuilder<SqlBool>[] {
  return [
    sql`true`,
    ...placeConditions({ state, rateCenter: abbreviation, city: name, zip, lata }),
    ...(tier === undefined ? [] : [sql<SqlBool>`place.tier = ${tier}`]),
    ...(city === undefined ? [] : [sql<SqlBool>`${city} in (${citiesOf(sql.ref('place.id'))})`]),
    ...codes.map(hasCode),
  ]
}

export async function countCovered(tx: Tx, filter: CoverageFilter): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`
    select count(*) as count from rate_center place where ${allOf(filterConditions(filter))}`.execute(ledger(tx))
  return row?.count ?? 0
}

const embedded = (isWanted: boolean, select: RawBuilder<unknown>) => (isWanted ? sql`array(${select})` : sql`null`)

/** Selects rate centers with what is asked for, by conditions on a `rate_center place`, ascending by id. */
async function selectCovered(
  tx: Tx, conditions: readonly RawBuilder<SqlBool>[],
  { embeds, accounts, limit, skip }: { embeds: Embeds, accounts: readonly number[], limit: number, skip: number },
): Promise<CoveredRow[]> {
  const { rows } = await sql<CoveredRow>`
    select place.id, place.city as name, place.abbreviation, place.state, place.lata, place.tier, stock.available, stock.limited,
      ${embedded(embeds.zipCodes, sql`select zip from rate_center_zip where rate_center_id = place.id order by zip`)} as "zipCodes",
      ${embedded(embeds.cities, sql`select city from (${citiesOf(sql.ref('place.id'))}) served order by city`)} as cities,
      ${embedded(embeds.npaNxxX, blocksOf(sql.ref('place.id')))} as "npaNxxXs",
      ${embedded(embeds.localRateCenters, localTo(sql.ref('place.id')))} as "localRateCenters"
    from (select place.id, place.city, place.abbreviation, place.state, place.lata, place.tier from rate_center place where ${allOf(conditions)} order by place.id limit ${limit} offset ${skip}) place
    cross join lateral (
      select count(*) as available, count(*) filter (where t.pool_account_id is null and not t.protected) as limited
      from telephone_number t where t.rate_center_id = place.id and ${isOrderable(accounts)}) stock
    order by place.id`.execute(ledger(tx))
  return rows
}

/** One page of the list. The plan changes so rarely that pages are counted. */
export async function pageOfCovered(
  tx: Tx, filter: CoverageFilter, page: { embeds: Embeds, accounts: readonly number[], limit: number, skip: number },
): Promise<CoveredRow[]> {
  return selectCovered(tx, filterConditions(filter), page)
}

export async function findCovered(tx: Tx, id: number, { embeds, accounts }: { embeds: Embeds, accounts: readonly number[] }): Promise<CoveredRow | undefined> {
  const [row] = await selectCovered(tx, [sql`place.id = ${id}`], { embeds, accounts, limit: 1, skip: 0 })
  return row
}
