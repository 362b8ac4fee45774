import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'

/** What is known about a number wherever it is shown in detail. Toll-free numbers lie nowhere: null. */
export interface NumberFacts {
  readonly tn: string
  readonly rateCenter: string | null
  readonly city: string | null
  readonly state: string | null
  readonly lata: number | null
  readonly tier: number
  readonly vendorId: number
  readonly vendorName: string
}

/** Everything a `NumberFacts` holds, of a `telephone_number t` and its `rate_center center`. */
export const factColumns = sql`t.tn, center.abbreviation as "rateCenter", center.city, t.state, t.lata, t.tier,
  t.vendor_id as "vendorId", (select vendor.name from vendor where vendor.id = t.vendor_id) as "vendorName"`

/** The facts of numbers, ascending; those that the ledger does not have are left out. */
export async function tnDetails(tx: Tx, tns: readonly string[]): Promise<NumberFacts[]> {
  const { rows } = await sql<NumberFacts>`
    select ${factColumns}
    from telephone_number t left join rate_center center on center.id = t.rate_center_id
    where t.tn ${isAnyOf(tns)} order by t.tn`.execute(ledger(tx))
  return rows
}
