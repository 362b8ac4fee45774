/** Said by a gate whose queue is full. */
export class GateFullError extends Error {}

/**
 * Lets so many pieces of work run at a time and so many wait, in the order in which they came; refuses the rest at
 * once.
 */
export class WorkGate {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limits: { readonly atOnce: number, readonly mostWaiting: number }) {
    this.#atOnce = limits.atOnce
    this.#mostWaiting = limits.mostWaiting
  }

  /** Runs the work when its turn comes. Rejects with GateFullError where too much waits already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#turn()
    else this.#running += 1
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting) throw new GateFullError('too much work waits')
    return new Promise((resolve) => { this.#waiting.push(resolve) })
  }

  /** Hands this place to the one that has waited longest, or frees it. */
  #next(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
