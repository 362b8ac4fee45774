import type { SessionLocks } from './session-locks.ts'

/** How a piece of work ended: nothing is left that can be done now, it stopped on the way, or a timer will bring it up again. */
export type Progress = 'done' | 'unfinished' | 'later'

/**
 * Does work for a name in one place at a time, over all processes. Whoever finds it being done leaves at once, because
 * those who do it look again, after they have let go, whether anything has come in the meantime.
 */
export class Exclusive {
  readonly #locks: SessionLocks
  readonly #running = new Map<string, { again: boolean }>()

  constructor(locks: SessionLocks) {
    this.#locks = locks
  }

  /**
   * Answers `unfinished` where the caller has to see to it that the work goes on, `later` where somebody has done that. `isMore` says whether there is
   * something to do. Rejects with what `work` rejects with; the work is then the caller's to repeat.
   */
  async run(name: string, work: () => Promise<Progress>, isMore: () => Promise<boolean>): Promise<Progress> {
    const running = this.#running.get(name)
    if (running) {
      running.again = true
      return 'done'
    }
    const mine = { again: false }
    this.#running.set(name, mine)
    try {
      for (;;) {
        mine.again = false
        const progress = await this.#locks.run(name, work)
        if (progress === 'unfinished' || progress === 'later') return progress
        const more = progress === 'done' && await isMore()
        // Looked at last: between this and the end of the entry above nobody else gets to run.
        if (!more && !mine.again) return 'done'
      }
    } finally {
      this.#running.delete(name)
    }
  }
}
