/** A stream of whole numbers: `below(n)` gives one from 0 to n - 1. The same seed gives the same stream, everywhere. */
export type RandomStream = { below(limit: number): number }

/** Mulberry32: small, fast, and good enough to spread sample data; never for secrets. `seed` is a whole number. */
export function randomStream(seed: number): RandomStream {
  let state = seed >>> 0
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
    },
  }
}
