import { DIGITS, LOWEST_DIGIT, type SuffixRange } from './vanity-pattern.ts'

/** Seven places, each a digit or `_` for any digit. */
type Mask = string

const ANY = '_'

/**
 * Every way in which tokens (digits, `_`, `*` for any number of digits) can fill the places that are left. The same mask
 * can come more than once; what fits one mask may fit another.
 */
function fill(tokens: readonly string[], places: number): Mask[] {
  const [token, ...rest] = tokens
  if (token === undefined) return places === 0 ? [''] : []
  if (token !== '*') return places === 0 ? [] : fill(rest, places - 1).map((mask) => token + mask)
  return Array.from({ length: places + 1 }, (_, any) => fill(rest, places - any).map((mask) => ANY.repeat(any) + mask)).flat()
}

const backwards = (text: string) => [...text].reverse().join('')
/** The part of a mask that an index on these digits can look up. */
const known = (mask: Mask) => mask.replace(/_+$/, '')
const lookUpsFor = (mask: Mask) => [...known(mask)].filter((digit) => digit === ANY).length

/** Everything that the known part of a mask stands for; `first` are the digits that its first place can have. */
function expand(mask: Mask, first: readonly string[]): SuffixRange[] {
  const starts = [...known(mask)].reduce<string[]>((texts, digit, place) => {
    const digits = digit === ANY ? (place === 0 ? first : TEN_DIGITS) : [digit]
    return texts.flatMap((text) => digits.map((next) => text + next))
  }, [''])
  return starts.map((start) => ({ low: start.padEnd(DIGITS, '0'), high: start.padEnd(DIGITS, '9') }))
}

const TEN_DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))
const FIRST_DIGITS = TEN_DIGITS.slice(LOWEST_DIGIT)

/** Ranges of endings, those in `backward` of endings read from their last digit. Together they hold what matches, some of it twice. */
export interface LookUps {
  readonly forward: readonly SuffixRange[]
  readonly backward: readonly SuffixRange[]
}

/** The places that a pattern's digits can have in an ending, and what to look up for them within one area code. */
export class VanityMasks {
  readonly #forward: readonly Mask[]
  readonly #backward: readonly Mask[]

  constructor(tokens: readonly string[]) {
    const masks = [...new Set(fill(tokens, DIGITS))].filter((mask) => mask[0] === ANY || Number(mask[0]) >= LOWEST_DIGIT)
    const isForward = (mask: Mask) => lookUpsFor(mask) <= lookUpsFor(backwards(mask))
    this.#forward = masks.filter(isForward)
    this.#backward = masks.filter((mask) => !isForward(mask)).map(backwards)
  }

  /** How many ranges there are to look up, about. */
  get lookUps(): number {
    return [...this.#forward, ...this.#backward].reduce((sum, mask) => sum + 10 ** lookUpsFor(mask), 0)
  }

  /** All of them; ask only where they are not too many. */
  ranges(): LookUps {
    return { forward: this.#forward.flatMap((mask) => expand(mask, FIRST_DIGITS)), backward: this.#backward.flatMap((mask) => expand(mask, TEN_DIGITS)) }
  }
}
