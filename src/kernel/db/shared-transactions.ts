import { Gather } from '../gather/gather.ts'
import type { Tx } from './tx.ts'

/** Work that shares a transaction at most; what comes meanwhile shares the next one. */
const MOST_TOGETHER = 32
const PATIENCE_MS = 50

type Work = (tx: Tx) => Promise<unknown>
type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** Does everybody's work, and only then says what of it failed: a transaction must not end while some of it is still under way. */
async function all(tx: Tx, works: readonly Work[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(works.map((work) => work(tx)))
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}

/**
 * Transactions that are shared by whoever comes with work of the same kind while the last one is under way. Statements of different
 * work leave in one packet, and there is one COMMIT, with one wait for the disk, for all of it. Alone, work waits for nobody, and
 * nobody waits long for a transaction that hangs.
 */
export class SharedTransactions {
  readonly #transact: Transact
  readonly #kinds = new Map<string, Gather<Work, unknown>>()

  constructor(transact: Transact) {
    this.#transact = transact
  }

  async run<T>(kind: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const gather = this.#kinds.get(kind) ?? new Gather(MOST_TOGETHER, (works) => this.#transact((tx) => all(tx, works)), { patienceMs: PATIENCE_MS })
    this.#kinds.set(kind, gather)
    // What comes back is what this very work answered.
    return await gather.ask(work) as T
  }
}
