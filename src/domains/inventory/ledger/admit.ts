import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { tellReplenished } from './events.ts'

/** A number to take in: ten digits, and the id of its rate center in the database; toll-free numbers have none. */
export interface AdmittedNumber {
  readonly tn: string
  readonly rateCenterId: number | null
}

export interface Admission {
  readonly at: Date
  /** Only this account can see the numbers; the common pool where absent. */
  readonly poolAccountId?: number
}

const CHUNK = 50_000
/** From so many new numbers on the planner's statistics are worth renewing at once, instead of waiting for autovacuum. */
const ANALYZE_FROM = 10_000

/** Renews what the planner knows of the ledger after so many numbers have come, where it is worth it. */
export async function gatherStatistics(tx: Tx, count: number): Promise<void> {
  if (count >= ANALYZE_FROM) await sql`analyze telephone_number`.execute(ledger(tx))
}

function* chunks<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = []
  for (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function admitChunk(tx: Tx, numbers: readonly AdmittedNumber[], { at, poolAccountId }: Admission): Promise<number> {
  const result = await sql`
    insert into telephone_number (tn, status, pool_account_id, rate_center_id, state, lata, tier, modified_at)
    select given.tn, 'Available', ${poolAccountId ?? null}::integer, given.rate_center_id,
      center.state, center.lata, coalesce(center.tier, 0), ${at}::timestamptz
    from unnest(${numbers.map(({ tn }) => tn)}::text[], ${numbers.map(({ rateCenterId }) => rateCenterId)}::integer[])
      as given(tn, rate_center_id)
      left join rate_center center on center.id = given.rate_center_id
    order by given.tn collate "C"
    on conflict (tn) do nothing`.execute(ledger(tx))
  return Number(result.numAffectedRows ?? 0)
}

/**
 * Takes numbers into the ledger as Available and answers how many are new; one that the ledger has already stays as it
 * is. Numbers come by the hundred thousand, so their history starts with the first change, not with admission:
 * `modifiedAt` says when that was. Throws on a number that is not 7 to 15 digits and on an unknown rate center.
 */
export async function admitNumbers(tx: Tx, numbers: Iterable<AdmittedNumber>, admission: Admission): Promise<number> {
  let admitted = 0
  for (const chunk of chunks(numbers, CHUNK)) {
    const count = await admitChunk(tx, chunk, admission)
    admitted += count
    if (count > 0) await tellReplenished(tx, chunk.map(({ tn }) => tn), admission.at)
  }
  await gatherStatistics(tx, admitted)
  return admitted
}
