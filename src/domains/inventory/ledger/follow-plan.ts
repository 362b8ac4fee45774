import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/**
 * Brings the LATA by which numbers are searched to that of their rate center, after the plan has learned another one.
 * The rate center itself, and everything that an account sees as its number's history, stays. Answers how many differed.
 */
export async function followPlan(tx: Tx): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with behind as materialized (
      select t.tn, center.lata from telephone_number t join rate_center center on center.id = t.rate_center_id
      where t.lata is distinct from center.lata order by t.tn for update of t
    )
    update telephone_number t set lata = behind.lata from behind where t.tn = behind.tn`.execute(ledger(tx))
  return Number(numAffectedRows)
}
