import { magicOf } from './magic.ts'
import { pick, type Dice } from './seeded.ts'

/** How the ten numbers of a decade (same first nine digits) are shared out; the sizes of each pattern add up to ten. */
const PATTERNS: readonly (readonly number[])[] = [
  ...Array.from({ length: 6 }, () => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
  [2, 1, 1, 2, 1, 1, 1, 1], [1, 2, 1, 1, 1, 3, 1], [4, 3, 1, 1, 1], [10],
]

const SINGLES: readonly number[] = Array.from({ length: 10 }, () => 1)
const ALL: readonly number[] = [10]

function patternOf(decade: string, dice: Dice): readonly number[] {
  const members = SINGLES.map((_one, digit) => decade + digit)
  const magic = members.filter((tn) => magicOf(tn)).length
  // Magic numbers have nobody beside them but those that are magic together.
  if (magic > 0) return magic === members.length ? ALL : SINGLES
  return pick(PATTERNS, dice(decade, 'account sizes', PATTERNS.length))
}

/** The numbers of the account that a number belongs to, ascending; the first one is the billing number. */
export function numbersOnAccount(tn: string, dice: Dice): readonly [string, ...string[]] {
  const decade = tn.slice(0, -1)
  const digit = Number(tn.slice(-1))
  let first = 0
  for (const size of patternOf(decade, dice)) {
    if (digit < first + size) {
      return [`${decade}${first}`, ...Array.from({ length: size - 1 }, (_one, index) => `${decade}${first + 1 + index}`)]
    }
    first += size
  }
  throw new Error(`no account for ${tn}`)
}
