import type { Kysely } from 'kysely'
import { isDatabaseUnavailable } from './failures.ts'
import type { DB } from './schema.ts'

/** Work that shares a transaction at most; what comes meanwhile shares the next one. */
const MOST_TOGETHER = 32
/** A transaction that takes longer (a lock that somebody holds, say) keeps nobody waiting any more: the next one begins beside it. */
const PATIENCE_MS = 50

type Tx = Kysely<DB>
type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

interface Piece {
  readonly work: (tx: Tx) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Does everybody's work, and only then says what of it failed: a transaction must not end while some of it is still under way. */
async function all(tx: Tx, pieces: readonly Piece[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(pieces.map(({ work }) => work(tx)))
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}

/** Work of one kind: one transaction at a time, unless that takes long. */
class Lane {
  readonly #transact: Transact
  #waiting: Piece[] = []
  #running = 0
  #patience: NodeJS.Timeout | undefined

  constructor(transact: Transact) {
    this.#transact = transact
  }

  add(piece: Piece): void {
    this.#waiting.push(piece)
    if (this.#running > 0) this.#bePatient()
    // After this turn of the event loop, so that all who come in it share the first transaction already.
    else if (this.#waiting.length === 1) queueMicrotask(() => { this.#begin() })
  }

  #begin(): void {
    clearTimeout(this.#patience)
    this.#patience = undefined
    const pieces = this.#waiting.splice(0, MOST_TOGETHER)
    if (pieces.length > 0) void this.#run(pieces)
    // More than one transaction takes: they wait for this one, but no longer than others would.
    if (this.#waiting.length > 0) this.#bePatient()
  }

  #bePatient(): void {
    this.#patience ??= setTimeout(() => { this.#begin() }, PATIENCE_MS)
  }

  async #run(pieces: readonly Piece[]): Promise<void> {
    this.#running += 1
    await this.#share(pieces)
    this.#running -= 1
    this.#begin()
  }

  /**
   * Settles every piece. Where one of several fails, each is done in a transaction of its own; but not where the database went
   * away, for then it may have committed without our hearing of it, and what was done would be done twice.
   */
  async #share(pieces: readonly Piece[]): Promise<void> {
    try {
      const values = await this.#transact((tx) => all(tx, pieces))
      pieces.forEach(({ resolve }, index) => { resolve(values[index]) })
    } catch (error) {
      if (pieces.length === 1 || isDatabaseUnavailable(error)) pieces.forEach(({ reject }) => { reject(error) })
      else await Promise.all(pieces.map((piece) => this.#share([piece])))
    }
  }
}

/**
 * Transactions that are shared by whoever comes with work of the same kind while the last one is under way. Statements of different
 * work leave in one packet, and there is one COMMIT, with one wait for the disk, for all of it. Alone, work waits for nobody.
 */
export class SharedTransactions {
  readonly #transact: Transact
  readonly #lanes = new Map<string, Lane>()

  constructor(transact: Transact) {
    this.#transact = transact
  }

  run<T>(kind: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(kind) ?? new Lane(this.#transact)
    this.#lanes.set(kind, lane)
    return new Promise<T>((resolve, reject) => {
      // What comes back is what this very work answered.
      lane.add({ work, resolve: (value) => { resolve(value as T) }, reject })
    })
  }
}
