import type { SystemClock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { Gather } from '../../../kernel/gather/gather.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import { retryTimer, runDeliveries, tellOfPause } from './jobs.ts'
import { areDeliveriesDue, pendingDeliveries, writeAttempts, type PendingDelivery, type Report, type Written } from './repository.ts'

/** Subscriptions that are read, and written, with one statement. */
const READ_TOGETHER = 25
const WRITTEN_TOGETHER = 50

interface Entry {
  readonly accountId: number
  readonly subscriptionId: string
  /** What was attempted; undefined where nothing was. */
  readonly report: Report | undefined
  /** When the first delivery that is left is due; null where there is nothing to wait for. */
  readonly nextDue: Date | null
}

/**
 * What waits, and what became of it. Reads and writes of all subscriptions that a process sends to at a time go together, so a
 * hundred callbacks to a hundred subscriptions take a few statements and commits, not hundreds.
 */
export class Ledger {
  readonly #reads: Gather<string, PendingDelivery[]>
  readonly #looks: Gather<string, boolean>
  readonly #writes: Gather<Entry, Written>

  constructor(database: Database, clock: SystemClock) {
    this.#reads = new Gather(READ_TOGETHER, (ids) => pendingDeliveries(database.db, ids))
    this.#looks = new Gather(WRITTEN_TOGETHER, (ids) => areDeliveriesDue(database.db, ids, clock.now()))
    this.#writes = new Gather(WRITTEN_TOGETHER, (entries) => writeEntries(database, entries))
  }

  /** The next deliveries of a subscription in their order, due or not. */
  pending(subscriptionId: string): Promise<PendingDelivery[]> {
    return this.#reads.ask(subscriptionId)
  }

  /** Whether the next delivery of a subscription is due by now. */
  isDue(subscriptionId: string): Promise<boolean> {
    return this.#looks.ask(subscriptionId)
  }

  /** Writes an entry with the timer for what comes next. It is on record when this resolves. */
  write(entry: Entry): Promise<Written> {
    return this.#writes.ask(entry)
  }
}

async function writeEntries(database: Database, entries: readonly Entry[]): Promise<Written[]> {
  return database.transaction(async (tx) => {
    const reports = entries.flatMap(({ report }) => report ?? [])
    const written = reports.length === 0 ? [] : await writeAttempts(tx, reports)
    const states = new Map(reports.map(({ subscriptionId }, index) => [subscriptionId, written[index] ?? 'gone']))
    for (const { accountId, subscriptionId, nextDue } of entries) {
      const state = states.get(subscriptionId) ?? 'written'
      if (state === 'paused') await enqueue(tx, tellOfPause, { subscriptionId }, { accountId })
      else if (state === 'written' && nextDue !== null) {
        await setTimer(tx, runDeliveries, { subscriptionId }, { accountId, key: retryTimer(subscriptionId), dueAt: nextDue })
      }
    }
    return entries.map(({ subscriptionId }) => states.get(subscriptionId) ?? 'written')
  })
}
