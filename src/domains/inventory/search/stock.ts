import { sql } from 'kysely'
import { systemClock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

const REMEMBERED_MS = 10_000

let known: { readonly numbers: number, readonly atMs: number } | undefined

/** How many numbers are available to anybody, roughly: what the planner goes by. */
async function roughStock(tx: Tx): Promise<number> {
  const { rows: [row] } = await sql<{ rows: number }>`
    select reltuples::double precision as rows from pg_class where oid = 'telephone_number_available'::regclass`.execute(ledger(tx))
  return row?.rows ?? 0
}

/** How many numbers are available, as it was some seconds ago: good enough to choose a way of searching by. */
export async function knownStock(tx: Tx): Promise<number> {
  const nowMs = systemClock.monotonicMs()
  if (known === undefined || nowMs - known.atMs > REMEMBERED_MS) known = { numbers: await roughStock(tx), atMs: nowMs }
  return known.numbers
}
