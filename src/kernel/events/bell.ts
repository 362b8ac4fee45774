/**
 * Wakes everybody who waits for something to have happened. Nothing is told but that it is time to look; so a ring that
 * comes too often does no harm, and one that is missed is made good by the time limit.
 */
export class Bell {
  readonly #waiting = new Set<() => void>()
  #silenced = false

  /** Whether it will never ring again: whoever waits should leave. */
  get isSilenced(): boolean {
    return this.#silenced
  }

  ring(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  /** Resolves with the next ring, or after so many milliseconds; at once where it is silenced. */
  async heard(timeoutMs: number): Promise<void> {
    if (this.#silenced) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, timeoutMs)
      this.#waiting.add(wake)
    })
  }

  /** Wakes everybody for the last time. */
  silence(): void {
    this.#silenced = true
    this.ring()
  }
}
