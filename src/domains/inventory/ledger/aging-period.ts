import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** How many days the numbers of a class rest after they were given up. */
export interface AgingPeriod {
  readonly class: string
  readonly days: number
}

/** The period of every class, by name. */
export async function agingPeriods(tx: Tx): Promise<AgingPeriod[]> {
  return ledger(tx).selectFrom('aging_period').select(['class', 'days']).orderBy('class').execute()
}

/** Sets the period of a class, for numbers that are given up from now on. Answers false for a class that there is not. */
export async function setAgingPeriod(tx: Tx, { class: name, days }: AgingPeriod): Promise<boolean> {
  const row = await ledger(tx).updateTable('aging_period').set({ days }).where('class', '=', name).returning('class').executeTakeFirst()
  return row !== undefined
}
