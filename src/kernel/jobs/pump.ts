import { setTimeout as pause } from 'node:timers/promises'

/**
 * Runs one piece of work again and again, never twice at a time: a kick while it runs makes it run once more. After a
 * run it may rest, so that what comes thick and fast is done together; the first kick after a rest is not held up.
 * Failures go to the given handler; the next kick tries again.
 */
export class Pump {
  readonly #work: () => Promise<void>
  readonly #failed: (error: unknown) => void
  readonly #rest: number
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined
  #again = false

  constructor(work: () => Promise<void>, failed: (error: unknown) => void, restMs = 0) {
    this.#work = work
    this.#failed = failed
    this.#rest = restMs
  }

  kick(): void {
    if (this.#stopping.signal.aborted) return
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
      if (this.#rest > 0) await this.#pause()
    } while (this.#again && !this.#stopping.signal.aborted)
    this.#running = undefined
  }

  async #pause(): Promise<void> {
    try {
      await pause(this.#rest, undefined, { signal: this.#stopping.signal })
    } catch (error) {
      if (!this.#stopping.signal.aborted) throw error
    }
  }

  /** Lets a run under way finish; no other one starts. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }
}
