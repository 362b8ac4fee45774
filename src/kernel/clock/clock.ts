/**
 * Where time comes from. Nothing else in the product asks the machine what time it is, so a
 * sandbox account can live days ahead of the wall clock and a test can move time without waiting.
 */
export interface Clock {
  /** The present instant on this clock. */
  now(): Date
}

/** A clock that can also measure how long something took, unmoved by changes of the wall clock. */
export interface SystemClock extends Clock {
  /** Milliseconds since an arbitrary start; never goes backwards. */
  monotonicMs(): number
}

/** The machine's own clock. */
export const systemClock: SystemClock = Object.freeze({
  now: () => new Date(),
  monotonicMs: () => performance.now(),
})

/**
 * The clock of an account: the base clock plus an offset that the account's owner moved.
 * An offset of 0 is real time.
 */
export function offsetClock(base: Clock, offsetMs: number): Clock {
  if (offsetMs === 0) return base
  return { now: () => new Date(base.now().getTime() + offsetMs) }
}
