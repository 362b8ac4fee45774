import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'

/** Whose network a number of the ledger is on, and who has it. */
export interface NumberOrigin {
  readonly tn: string
  readonly status: string
  /** The account that has it, or had it last. */
  readonly accountId: number | null
  /** Brought by an account as its own. */
  readonly external: boolean
  /** Brought by an account for its messages alone. */
  readonly hosted: boolean
  /** On our network: neither brought nor ported out. */
  readonly ours: boolean
}

/** Those of the numbers that the ledger has, by number. */
export async function originsOf(tx: Tx, tns: readonly string[]): Promise<ReadonlyMap<string, NumberOrigin>> {
  const { rows } = await sql<NumberOrigin>`
    select t.tn, t.status, t.account_id as "accountId", t.external, t.hosted,
      not (t.status = 'PortOut' or t.external or t.imported or t.hosted) as ours
    from telephone_number t where t.tn ${isAnyOf(tns)} order by t.tn`.execute(ledger(tx))
  return new Map(rows.map((row) => [row.tn, row]))
}
