import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { placeConditions } from '../../numbering/index.ts'
import { ledger } from '../db.ts'
import { allOf, hasPrefix } from '../ledger/conditions.ts'
import type { InserviceFilter, PageStart } from './filter.ts'

function conditions(accountId: number, { siteId, prefixes = [], lata, state, tier, place, from, until }: InserviceFilter): RawBuilder<SqlBool>[] {
  return [
    sql`t.account_id = ${accountId} and t.status = 'Inservice'`,
    ...(siteId === undefined ? [] : [sql<SqlBool>`t.site_id = ${siteId}`]),
    ...prefixes.map(hasPrefix),
    ...(lata === undefined ? [] : [sql<SqlBool>`t.lata = ${lata}`]),
    ...(state === undefined ? [] : [sql<SqlBool>`t.state = ${state}`]),
    ...(tier === undefined ? [] : [sql<SqlBool>`t.tier = ${tier}`]),
    ...(place === undefined ? []
      : [sql<SqlBool>`t.rate_center_id in (select place.id from rate_center place where ${allOf(placeConditions(place))})`]),
    ...(from === undefined ? [] : [sql<SqlBool>`t.in_service_at >= ${from}`]),
    ...(until === undefined ? [] : [sql<SqlBool>`t.in_service_at < ${until}`]),
  ]
}

export async function countInservice(tx: Tx, accountId: number, filter: InserviceFilter): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`
    select count(*) as count from telephone_number t where ${allOf(conditions(accountId, filter))}`.execute(ledger(tx))
  return row?.count ?? 0
}

/**
 * In-service numbers ascending, one more than asked for so that the caller sees whether there is a next page. The order
 * is total because a number is in the ledger once. A page that begins at a number is one index range and stays put when
 * numbers come and go; `skip` is for clients that count pages, and shifts as any counted page does.
 */
export async function pageOfInservice(
  tx: Tx, accountId: number, filter: InserviceFilter, { start, size }: { start: PageStart, size: number },
): Promise<string[]> {
  const from = 'from' in start ? [sql<SqlBool>`t.tn >= ${start.from}`] : []
  const skip = 'skip' in start ? start.skip : 0
  const { rows } = await sql<{ tn: string }>`
    select t.tn from telephone_number t where ${allOf([...conditions(accountId, filter), ...from])}
    order by t.tn limit ${size + 1} offset ${skip}`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}

export async function isInservice(tx: Tx, accountId: number, tn: string): Promise<boolean> {
  const row = await ledger(tx).selectFrom('telephone_number').select('tn')
    .where('tn', '=', tn).where('account_id', '=', accountId).where('status', '=', 'Inservice').executeTakeFirst()
  return row !== undefined
}
