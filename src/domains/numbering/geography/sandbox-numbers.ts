import type { Exchange, Npa } from './geography.ts'
import { randomStream } from './random.ts'
import type { RandomStream } from './random.ts'
import { planExchanges } from './sandbox-plan.ts'

/** One available number: ten digits, its first six, and its rate center (null for a toll-free number). */
export type SandboxNumber = {
  readonly tn: string
  readonly npaNxx: string
  readonly rateCenterId: number | null
}

const defaultCount = 100_000
const perExchangeMin = 125
const linesPerExchange = 10_000
const consecutiveLines = 50
const tollFreeMax = 300
const tollFreeShare = 0.003

/**
 * Line numbers of one exchange: a consecutive run of up to 50 first (for orders that want numbers in sequence), then
 * single ones without repetition. At most 10,000.
 */
function* lines(count: number, random: RandomStream): Iterable<number> {
  const used = new Set<number>()
  const run = Math.min(count, consecutiveLines)
  const start = random.below(linesPerExchange - run + 1)
  for (let line = start; line < start + run; line += 1) used.add(line)
  yield* used
  while (used.size < count) {
    const line = random.below(linesPerExchange)
    if (used.has(line)) continue
    used.add(line)
    yield line
  }
}

const digits = (value: number, length: number) => `${value}`.padStart(length, '0')

function* tollFreeNumbers(npa: string, count: number, random: RandomStream): Iterable<SandboxNumber> {
  const used = new Set<string>()
  while (used.size < count) {
    const nxx = digits(200 + random.below(800), 3)
    if (nxx.endsWith('11') || nxx === '555') continue
    const tn = npa + nxx + digits(random.below(linesPerExchange), 4)
    if (used.has(tn)) continue
    used.add(tn)
    yield { tn, npaNxx: tn.slice(0, 6), rateCenterId: null }
  }
}

/**
 * The numbers that a sandbox starts with: `count` (100,000 unless told) different available numbers, decided by `seed`
 * alone. About 2% are toll-free, 300 per toll-free code at most; the others fill the exchanges of some 90 area codes,
 * 125 numbers each (the last one its remainder too; more only when the exchanges run out), documented exchanges first.
 * Throws a RangeError when `count` is no whole number or more than the exchanges hold.
 */
export function* sandboxNumbers(input: {
  readonly seed: number
  readonly count?: number
  readonly exchanges: readonly Exchange[]
  readonly npas: ReadonlyMap<string, Npa>
}): Generator<SandboxNumber, void, undefined> {
  const { seed, count = defaultCount, exchanges, npas } = input
  const plan = planExchanges(exchanges, seed)
  const random = randomStream(seed ^ 0x5eed)
  const tollFreeNpas = [...npas.values()].filter((npa) => npa.kind === 'toll-free').map((npa) => npa.npa)
  const perTollFree = Math.min(tollFreeMax, Math.floor(count * tollFreeShare))
  let left = count - tollFreeNpas.length * perTollFree
  const perExchange = Math.max(perExchangeMin, Math.ceil(left / Math.max(plan.length, 1)))
  if (!Number.isInteger(count) || count < 0 || perExchange > linesPerExchange || (plan.length === 0 && left > 0)) {
    throw new RangeError(`A sandbox cannot have ${count} numbers: ${plan.length} exchanges hold 10,000 each`)
  }
  for (const npa of tollFreeNpas) yield* tollFreeNumbers(npa, perTollFree, random)
  for (const { npaNxx, rateCenterId } of plan) {
    const isLast = left <= linesPerExchange && left - perExchange < perExchangeMin
    for (const line of lines(isLast ? left : perExchange, random)) {
      yield { tn: npaNxx + digits(line, 4), npaNxx, rateCenterId }
      left -= 1
    }
    if (left === 0) return
  }
}
