import { Gather } from '../gather/gather.ts'
import type { Kysely } from 'kysely'
import type { DB } from './schema.ts'

/** Work that shares a transaction at most; what comes meanwhile shares the next one. */
const MOST_TOGETHER = 32

type Tx = Kysely<DB>
type Work = (tx: Tx) => Promise<unknown>

/** Does everybody's work, and only then says what of it failed: a transaction must not end while some of it is still under way. */
async function all(tx: Tx, works: readonly Work[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(works.map((work) => work(tx)))
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}

/**
 * Transactions that are shared by whoever comes while the last one is under way. Statements of different work leave in one packet, and
 * there is one COMMIT, with one wait for the disk, for all of it. Alone, work waits for nobody.
 */
export class SharedTransactions {
  readonly #gather: Gather<Work, unknown>

  constructor(transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>) {
    this.#gather = new Gather(MOST_TOGETHER, (works) => transact((tx) => all(tx, works)))
  }

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    // What comes back is what this very work answered.
    return await this.#gather.ask(work) as T
  }
}
