import { AnyTn, Tn } from '../../numbering/index.ts'

/** A run of numbers: the first one, and how many there are. */
export interface Span {
  readonly first: string
  readonly count: number
}

const BLOCK = /^([2-9]\d{2})[-.\s]?([2-9]\d{2})[-.\s]?(\d)(?:x{3})?$/i
const RANGE = /^(\S+?)\s*(?:-|\.\.|to)\s*(\S+)$/i
const MOST = 1_000_000

/**
 * What a cell means: a number (`9195550100`, `+33140289562`), a range with both its ends (`9195550000-9195550999`), or a
 * thousands block (`919555-0`, `9195550XXX`). Answers a text that says what is wrong for anything else.
 */
export function spanOf(text: string): Span | string {
  const single = AnyTn.safeParse(text)
  if (single.success) return { first: single.data, count: 1 }
  const [, npa, nxx, digit] = BLOCK.exec(text) ?? []
  if (npa !== undefined) return { first: `${npa}${nxx}${digit}000`, count: 1000 }
  const [, from = '', to = ''] = RANGE.exec(text) ?? []
  const [first, last] = [Tn.safeParse(from), Tn.safeParse(to)]
  if (!first.success || !last.success) return `'${text.slice(0, 40)}' is no number, range or thousands block`
  const count = Number(last.data) - Number(first.data) + 1
  if (count < 1) return `the range '${text}' ends before it begins`
  return count > MOST ? `the range '${text}' has more than ${MOST} numbers` : { first: first.data, count }
}

/** The numbers of a span, ascending. A foreign number stands alone. */
export function* numbersOf({ first, count }: Span): Generator<string> {
  if (count === 1) {
    yield first
    return
  }
  for (let number = Number(first), end = number + count; number < end; number += 1) yield String(number)
}
