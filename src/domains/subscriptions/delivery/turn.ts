import type { SystemClock } from '../../../kernel/clock/clock.ts'

const SENDS_MAX = 500
const DURATION_MAX_MS = 5_000
/** How long attempts may stay unwritten; those are made again should the process die. */
const UNWRITTEN_MAX_MS = 50

/** How long one job may go on, so that a subscription with much to send does not keep a worker from the others. */
export class Turn {
  readonly #clock: SystemClock
  readonly #signal: AbortSignal | undefined
  readonly #startedMs: number
  #writtenMs: number
  #sends = 0

  constructor(clock: SystemClock, signal: AbortSignal | undefined) {
    this.#clock = clock
    this.#signal = signal
    this.#startedMs = clock.monotonicMs()
    this.#writtenMs = this.#startedMs
  }

  countSend(): void {
    this.#sends += 1
  }

  noteWritten(): void {
    this.#writtenMs = this.#clock.monotonicMs()
  }

  get mustWrite(): boolean {
    return this.#clock.monotonicMs() - this.#writtenMs >= UNWRITTEN_MAX_MS
  }

  /** The turn is over, or the process wants to end. */
  get isOver(): boolean {
    return this.#sends >= SENDS_MAX || this.#clock.monotonicMs() - this.#startedMs >= DURATION_MAX_MS || this.#signal?.aborted === true
  }
}
