import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { placeConditions } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { allOf, hasPrefix } from '../ledger/conditions.ts'
import { isOf, numberColumns, type LedgerNumber } from '../ledger/number.ts'
import type { NumberFilter } from './filter.ts'

function conditions({ tn, prefixes, lata, state, tier, place, peerIds, serviceType, among }: NumberFilter): RawBuilder<SqlBool>[] {
  return [
    ...(tn === undefined ? [] : [sql<SqlBool>`t.tn = ${tn}`]),
    ...prefixes.map(hasPrefix),
    ...(lata === undefined ? [] : [sql<SqlBool>`t.lata = ${lata}`]),
    ...(state === undefined ? [] : [sql<SqlBool>`t.state = ${state}`]),
    ...(tier === undefined ? [] : [sql<SqlBool>`t.tier = ${tier}`]),
    ...(place === undefined ? []
      : [sql<SqlBool>`t.rate_center_id in (select place.id from rate_center place where ${allOf(placeConditions(place))})`]),
    ...(peerIds === undefined ? [] : [sql<SqlBool>`t.peer_id = any(${peerIds}::integer[])`]),
    ...(serviceType === undefined ? [] : [sql<SqlBool>`(t.status = 'Inservice' and ${serviceType} = any(t.service_types))`]),
    ...(among === undefined ? [] : [sql<SqlBool>`t.tn in (${among})`]),
  ]
}

/**
 * Numbers of each account by the index on its numbers, once those it holds and once those it keeps in a pool of its own:
 * `part` is a query on `telephone_number t`, given the condition that narrows it to one of the two.
 */
const ofEachAccount = (accounts: readonly number[], part: (whose: RawBuilder<SqlBool>) => RawBuilder<unknown>) => sql`
  unnest(${accounts}::integer[]) as account(id) cross join lateral (
    (${part(sql`t.account_id = account.id`)}) union all (${part(sql`t.pool_account_id = account.id and t.account_id is null`)})) n`

export async function countNumbers(tx: Tx, filter: NumberFilter): Promise<number> {
  const where = conditions(filter)
  const counted = ofEachAccount(filter.accounts, (whose) => sql`select count(*) as count from telephone_number t where ${allOf([whose, ...where])}`)
  const { rows: [row] } = await sql<{ count: number | null }>`select sum(n.count) as count from ${counted}`.execute(ledger(tx))
  return row?.count ?? 0
}

/** Numbers ascending from `first` on (inclusive), one more than asked for so that the caller sees whether there is a next page. */
export async function pageOfNumbers(tx: Tx, filter: NumberFilter, { first, size }: { first: string | undefined, size: number }): Promise<LedgerNumber[]> {
  const where = [...conditions(filter), ...(first === undefined ? [] : [sql<SqlBool>`t.tn >= ${first}`])]
  const found = ofEachAccount(filter.accounts, (whose) => sql`
    select t.tn from telephone_number t where ${allOf([whose, ...where])} order by t.tn limit ${size + 1}`)
  const { rows } = await sql<LedgerNumber>`
    select ${numberColumns} from (select n.tn from ${found} order by n.tn limit ${size + 1}) page
      join telephone_number t on t.tn = page.tn left join rate_center center on center.id = t.rate_center_id
    order by t.tn`.execute(ledger(tx))
  return rows
}

/** Those of the numbers that are the accounts' to see, ascending. */
export async function findNumbers(tx: Tx, accounts: ReadonlySet<number>, tns: readonly string[]): Promise<LedgerNumber[]> {
  const { rows } = await sql<LedgerNumber>`
    select ${numberColumns} from telephone_number t left join rate_center center on center.id = t.rate_center_id
    where t.tn ${isAnyOf(tns)} and ${isOf([...accounts])} order by t.tn`.execute(ledger(tx))
  return rows
}
