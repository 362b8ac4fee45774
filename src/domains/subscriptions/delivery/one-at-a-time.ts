/**
 * Runs work that shares a name one after the other within this process. The job queue sees to that as a rule; but when a
 * worker gives back jobs that it had fetched and not begun, two of one queue can be fetched together.
 */
export class OneAtATime {
  readonly #last = new Map<string, Promise<void>>()

  async run(name: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name)
    // Whether the one before went wrong is told to its own caller.
    const mine = Promise.allSettled([before]).then(work)
    this.#last.set(name, mine)
    try {
      await mine
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name)
    }
  }
}
