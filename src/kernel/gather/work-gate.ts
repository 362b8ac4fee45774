interface Limits {
  readonly atOnce: number
  readonly mostWaiting: number
  /** Makes what is thrown where too much waits already. */
  readonly full: () => Error
}

/**
 * Lets so many pieces of work run at a time and so many wait, in the order in which they came; refuses the rest at
 * once.
 */
export class WorkGate {
  readonly #limits: Limits
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Runs the work when its turn comes. Rejects where too much waits already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.atOnce) await this.#turn()
    else this.#running += 1
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#limits.mostWaiting) throw this.#limits.full()
    return new Promise((resolve) => { this.#waiting.push(resolve) })
  }

  /** Hands this place to the one that has waited longest, or frees it. */
  #next(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }
}
