/** The digits of a number that a vanity pattern is sought in: the last seven. */
export const DIGITS = 7
/** What such an ending can begin with: no exchange has a lower first digit. */
export const LOWEST_DIGIT = 2
const PAST_HIGHEST = 10 ** DIGITS
/** How many different endings numbers can have. */
export const ENDINGS = (10 - LOWEST_DIGIT) * 10 ** (DIGITS - 1)
const KEYPAD = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ']

/** Letters as the digits of a telephone's keypad: `NEWCARS` is `6392277`; everything else stays. */
export function toKeypad(text: string): string {
  return text.toUpperCase().replace(/[A-Z]/g, (letter) => String(KEYPAD.findIndex((letters) => letters.includes(letter)) + 2))
}

/** Consecutive endings of numbers, both ends included: seven digits each. */
export interface SuffixRange {
  readonly low: string
  readonly high: string
}

/**
 * What may follow some digits for the whole to match. By the number of digits read so far: how many endings match, and
 * in how many ranges they lie.
 */
interface State {
  readonly next: readonly State[]
  readonly matches: number[]
  readonly ranges: number[]
}

/** Places in a pattern, a bit for each token that may come next; the one after the last token means "matched". */
type Places = number

/** Which seven-digit endings match a pattern, without going through all eight million of them. */
export class VanityPattern {
  /** For SQL's `like`, on a whole ten-digit number. */
  readonly like: string
  /** What follows the area code: digits, `_` for any one, `*` for any number of them. */
  readonly tokens: readonly string[]
  readonly #states = new Map<Places, State>()
  readonly #initial: State

  /** `pattern`: letters, digits, `_` for any one digit, `*` for any number of them. `endsIn`: nothing may come after it. */
  constructor(pattern: string, endsIn: boolean) {
    this.tokens = [...`*${toKeypad(pattern)}${endsIn ? '' : '*'}`]
    this.like = `___${this.tokens.join('').replaceAll('*', '%')}`
    const initial = this.#reach(1)
    this.#initial = this.#stateOf(initial)
    for (let depth = DIGITS; depth >= 0; depth -= 1) for (const [places, state] of this.#states) this.#count(state, places, depth)
  }

  /** How many endings match. */
  get matches(): number {
    return this.#initial.matches[0] ?? 0
  }

  /** In how many ranges they lie. */
  get rangeCount(): number {
    return this.#initial.ranges[0] ?? 0
  }

  /** The first ranges of matching endings that lie from `low` to `high` (whole numbers), ascending, at most `count`. */
  ranges({ low, high, count }: { low: number, high: number, count: number }): SuffixRange[] {
    const found: SuffixRange[] = []
    const collect = (state: State, depth: number, digits: number): void => {
      const size = 10 ** (DIGITS - depth)
      const first = Math.max(digits * size, low)
      const last = Math.min((digits + 1) * size - 1, high)
      const matches = state.matches[depth]
      if (found.length === count || first > last || matches === 0) return
      if (matches === size) found.push({ low: ending(first), high: ending(last) })
      else for (let digit = depth === 0 ? LOWEST_DIGIT : 0; digit < 10; digit += 1) {
        const next = state.next[digit]
        if (next && next.matches[depth + 1] !== 0) collect(next, depth + 1, digits * 10 + digit)
      }
    }
    collect(this.#initial, 0, 0)
    return found
  }

  #stateOf(places: Places): State {
    const known = this.#states.get(places)
    if (known) return known
    const next: State[] = []
    const state: State = { next, matches: [], ranges: [] }
    this.#states.set(places, state)
    for (let digit = 0; digit < 10; digit += 1) next.push(this.#stateOf(this.#step(places, digit)))
    return state
  }

  #count(state: State, places: Places, depth: number): void {
    const following = state.next.filter((_, digit) => isPossible(digit, depth))
    const sum = (of: 'matches' | 'ranges') => following.reduce((total, next) => total + (next[of][depth + 1] ?? 0), 0)
    const matches = depth < DIGITS ? sum('matches') : (places >> this.tokens.length) & 1
    state.matches[depth] = matches
    state.ranges[depth] = matches === 10 ** (DIGITS - depth) ? 1 : sum('ranges')
  }

  /** With the places that are reached without a digit: those behind a `*`. */
  #reach(places: Places): Places {
    let reached = places
    for (const [index, token] of this.tokens.entries()) if (token === '*' && reached & (1 << index)) reached |= 1 << (index + 1)
    return reached
  }

  #step(places: Places, digit: number): Places {
    let next = 0
    for (const [index, token] of this.tokens.entries()) {
      if (!(places & (1 << index))) continue
      if (token === '*') next |= 1 << index
      else if (token === '_' || token === String(digit)) next |= 1 << (index + 1)
    }
    return this.#reach(next)
  }
}

const isPossible = (digit: number, depth: number) => depth > 0 || digit >= LOWEST_DIGIT
const ending = (value: number) => String(value).padStart(DIGITS, '0')

/** Gives the ranges of a pattern piece by piece: ascending from a start, and on from zero after the last. */
export class EndingCursor {
  readonly #pattern: VanityPattern
  readonly #start: number
  #at: number
  #isAround = false

  /** `start`: seven digits. */
  constructor(pattern: VanityPattern, start: string) {
    this.#pattern = pattern
    this.#start = Number(start)
    this.#at = this.#start
  }

  /** The next ranges, at most `count`; none when there are no more. */
  take(count: number): SuffixRange[] {
    const ranges = this.#pattern.ranges({ low: this.#at, high: this.#isAround ? this.#start - 1 : PAST_HIGHEST - 1, count })
    this.#at = Number(ranges.at(-1)?.high ?? PAST_HIGHEST) + 1
    if (ranges.length === count || this.#isAround) return ranges
    this.#isAround = true
    this.#at = 0
    return [...ranges, ...this.take(count - ranges.length)]
  }
}
