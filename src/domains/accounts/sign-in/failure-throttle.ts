import type { SystemClock } from '../../../kernel/clock/clock.ts'
import { BoundedMap } from '../../../kernel/gather/bounded-map.ts'

/** Failures within the window after which a key has to wait. */
const ALLOWED = 10
const WINDOW_MS = 60_000
const FIRST_WAIT_MS = 10_000
const LONGEST_WAIT_MS = 300_000
/** After so long without a failure a key starts afresh. */
const FORGIVEN_AFTER_MS = 600_000
const MOST_KEYS = 10_000

interface Record {
  /** When the latest failures were, oldest first; at most ALLOWED of them. */
  readonly failures: readonly number[]
  /** How often the key has had to wait. Once above 0 every further failure makes it wait, twice as long each time. */
  readonly waits: number
  readonly waitUntil: number
}

const CLEAN: Record = { failures: [], waits: 0, waitUntil: -Infinity }

/**
 * Slows down whoever fails again and again: counts failures by key (a user name, an address) in this process's memory.
 */
export class FailureThrottle {
  readonly #clock: Pick<SystemClock, 'monotonicMs'>
  readonly #records = new BoundedMap<string, Record>(MOST_KEYS)

  constructor(clock: Pick<SystemClock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Milliseconds until the key may try again; 0 where it may now. */
  waitMs(key: string): number {
    return Math.max(0, (this.#records.get(key)?.waitUntil ?? -Infinity) - this.#clock.monotonicMs())
  }

  /** Notes a failure. */
  fail(key: string): void {
    const now = this.#clock.monotonicMs()
    const known = this.#records.get(key) ?? CLEAN
    const lastFailure = known.failures.at(-1) ?? -Infinity
    const before = now - lastFailure > FORGIVEN_AFTER_MS ? CLEAN : known
    const failures = [...before.failures.filter((at) => now - at < WINDOW_MS), now].slice(-ALLOWED)
    const mustWait = before.waits > 0 || failures.length === ALLOWED
    const waits = before.waits + (mustWait ? 1 : 0)
    const waitUntil = mustWait ? now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (waits - 1)) : before.waitUntil
    this.#records.set(key, { failures, waits, waitUntil })
  }

  /** Forgets a key's failures. */
  succeed(key: string): void {
    this.#records.delete(key)
  }
}
