import { sql } from 'kysely'
import { z } from 'zod'
import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { defineJob } from '../../../kernel/jobs/job.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import { ledger } from '../db.ts'
import { moveNumbers, withoutHolder } from './moves.ts'

/** Ends the rest of an account's numbers that have rested long enough; those of nobody where `accountId` is null. */
export const ageOut = defineJob({
  name: 'inventory.number.age-out', attempts: 25, payload: z.object({ accountId: z.int().nullable() }),
})

const ACTOR = 'system'
const BATCH = 5000

/** How long a number rests, by the kind of number: SQL on a `telephone_number t`, of type interval. */
export const restOf = (t: 'held' | 't') => sql`(select make_interval(hours => 24 * period.days) from aging_period period where period.class = case
  when ${sql.ref(`${t}.tn`)} like '+%' then 'international'
  when exists (select from npa where npa.npa = left(${sql.ref(`${t}.tn`)}, 3) and npa.kind = 'toll-free') then 'toll-free'
  else 'local' end)`

/** Sets a timer for each instant at which one of these Aging numbers has rested enough, on the clock of their account. */
export async function scheduleAgeOut(tx: Tx, accountId: number | null, tns: readonly string[]): Promise<void> {
  const { rows } = await sql<{ until: Date }>`
    select distinct aging_until as until from telephone_number where tn = any(${tns}::text[]) and status = 'Aging'`.execute(ledger(tx))
  for (const { until } of rows) await endRestAt(tx, accountId, until)
}

/** Sets the timer for an instant at which Aging numbers of an account, or of nobody, have rested enough. */
export async function endRestAt(tx: Tx, accountId: number | null, until: Date): Promise<void> {
  await setTimer(tx, ageOut, { accountId }, { accountId, key: `age-out:${accountId ?? 'nobody'}:${until.getTime()}`, dueAt: until })
}

async function ageOutBatch(tx: Tx, accountId: number | null, at: Date): Promise<number> {
  const { rows } = await sql<{ tn: string }>`
    select tn from telephone_number
    where account_id is not distinct from ${accountId}::integer and status = 'Aging' and aging_until <= ${at}
    order by aging_until, tn limit ${BATCH}`.execute(ledger(tx))
  const rested = await moveNumbers(tx, 'ageOut', rows.map(({ tn }) => tn), {
    accountId, at, actor: ACTOR,
    // A protected number stays with the account that protected it: nobody else finds it.
    set: sql`${withoutHolder}, pool_account_id = case when held.protected then coalesce(held.account_id, held.pool_account_id) else held.pool_account_id end`,
  })
  return rested.length
}

/** Makes Available what has rested long enough on the account's clock (real time for nobody's). Answers how many. */
export async function endRest(database: Database, clock: Clock, accountId: number | null): Promise<number> {
  for (let total = 0; ;) {
    const count = await database.transaction(async (tx) => {
      const { now } = await accountClock(tx, clock, accountId)
      return ageOutBatch(tx, accountId, now())
    })
    total += count
    if (count < BATCH) return total
  }
}
