import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { startOfMonth, startOfNextMonth } from '../../clock/day.ts'
import type { Tx } from '../../db/database.ts'
import type { Period } from './period.ts'

/** The months that lie wholly within a period, from `first` on and before `past`; undefined where there is none. */
function wholeMonths({ from, until }: Period): Period | undefined {
  const first = from && startOfNextMonth(from)
  const past = until && startOfMonth(until)
  return first && past && first >= past ? undefined : { from: first, until: past }
}

/** Conditions on a column of instants, ready to follow others. */
function within(column: RawBuilder<unknown>, { from, until }: Period): RawBuilder<SqlBool> {
  return sql`${from ? sql`and ${column} >= ${from}` : sql``} ${until ? sql`and ${column} < ${until}` : sql``}`
}

/**
 * How many orders of an account were created in a period: exact, but read from the tallies of the months wholly within it,
 * so that only the orders of its first and last month are counted one by one.
 */
export async function countCreated(tx: Tx, accountId: number, type: string, period: Period): Promise<number> {
  const own = sql`account_id = ${accountId} and type = ${type}`
  const counted = (part: Period) => sql`(select count(*) from orders where ${own} ${within(sql.ref('created_at'), part)})`
  const months = wholeMonths(period)
  const parts = months === undefined ? [counted(period)] : [
    sql`(select coalesce(sum(count), 0) from order_tally where ${own} ${within(sql.ref('month'), months)})`,
    ...(months.from ? [counted({ from: period.from, until: months.from })] : []),
    ...(months.until ? [counted({ from: months.until, until: period.until })] : []),
  ]
  const { rows: [row] } = await sql<{ count: number }>`select ${sql.join(parts, sql` + `)} as count`.execute(tx)
  return row?.count ?? 0
}
