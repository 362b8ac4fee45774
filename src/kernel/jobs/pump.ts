/**
 * Runs one piece of work again and again, never twice at a time: a kick while it runs makes it run once more.
 * Failures go to the given handler; the next kick tries again.
 */
export class Pump {
  readonly #work: () => Promise<void>
  readonly #failed: (error: unknown) => void
  #running: Promise<void> | undefined
  #again = false
  #stopped = false

  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#work = work
    this.#failed = failed
  }

  kick(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#loop()
  }

  async #loop(): Promise<void> {
    do {
      this.#again = false
      try {
        await this.#work()
      } catch (error) {
        this.#failed(error)
      }
    } while (this.#again && !this.#stopped)
    this.#running = undefined
  }

  /** Lets a run under way finish; no other one starts. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }
}
