import type { Tx } from '../../../kernel/db/database.ts'
import { tollFreeCodes } from '../../numbering/index.ts'
import type { VanitySearch } from './criteria.ts'
import type { SearchOptions } from './repository.ts'
import { EndingCursor, ENDINGS, toKeypad, VanityPattern, type SuffixRange } from './vanity-pattern.ts'
import { areaCodesIn, roughStock, scanVanity, selectBySuffix, selectBySuffixIn, selectTollFree } from './vanity-repository.ts'

const DIGITS = 7
const LEAST_STOCK = 10_000
/** What share of the stock an area code or a state is taken to have. */
const AREA_CODE_SHARE = 1 / 100
const STATE_SHARE = 1 / 30
/** What it costs to look up a range, and to read a number far from the last one, counted in numbers read one after the other. */
const LOOK_UP_COST = 15
const FAR_COST = 15
/** Ranges (times area codes) that one statement looks up. */
const MOST_LOOK_UPS = 4_000
const LEAST_LOOK_UPS = 10
const MORE_THAN_NEEDED = 1.5

/** What a search can come upon: about so many numbers in all, a share of them where it looks, in so many area codes. */
interface Scope {
  readonly stock: number
  readonly share: number
  readonly codes: number
}

/** A way to find numbers: what it costs, and how many look-ups find what is wanted where it makes any. */
interface Way {
  readonly name: 'scan' | 'endings' | 'endings by area code'
  readonly cost: number
  readonly lookUps: number
}

/** Goes through the numbers of the place one after the other: for patterns that many match. */
function scan({ matches }: VanityPattern, { stock, share }: Scope, limit: number): Way {
  return { name: 'scan', cost: Math.min(limit / (matches / ENDINGS), stock * share), lookUps: 0 }
}

/** Looks up the endings that match, wherever they are, and reads those of the place: for rare patterns. */
function endings({ matches, rangeCount }: VanityPattern, { stock, share }: Scope, limit: number): Way {
  const rowsPerRange = (matches / rangeCount) * (stock / ENDINGS)
  const lookUps = Math.min(rangeCount, limit / (rowsPerRange * share))
  return { name: 'endings', cost: lookUps * (LOOK_UP_COST + rowsPerRange * FAR_COST), lookUps }
}

/** Looks up the endings that match in every area code of the place: for rare patterns in few area codes. */
function endingsByCode({ matches, rangeCount }: VanityPattern, { stock, share, codes }: Scope, limit: number): Way {
  const rowsPerRange = (matches / rangeCount) * (stock * share / codes / ENDINGS)
  const lookUps = Math.min(rangeCount * codes, limit / rowsPerRange)
  return { name: 'endings by area code', cost: lookUps * (LOOK_UP_COST + rowsPerRange * FAR_COST), lookUps }
}

function shareOf({ prefix, state }: VanitySearch): number {
  if (prefix !== '') return AREA_CODE_SHARE
  return state === undefined ? 1 : STATE_SHARE
}

/** The area codes that a search is limited to; undefined where it is not. */
async function codesFor(tx: Tx, { prefix, state }: VanitySearch, tollFreeOnes: readonly string[]): Promise<readonly string[] | undefined> {
  if (prefix !== '') return tollFreeOnes.includes(prefix) ? [] : [prefix]
  return state === undefined ? undefined : areaCodesIn(tx, state)
}

/** Looks ranges up until enough is found or there are no more: each time twice as many, because too little was found. */
async function lookUp(
  { cursor, first, most }: { cursor: EndingCursor, first: number, most: number }, limit: number,
  select: (ranges: readonly SuffixRange[], limit: number) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = []
  for (let atOnce = first; ; atOnce = Math.min(atOnce * 2, most)) {
    const ranges = found.length === limit ? [] : cursor.take(atOnce)
    if (ranges.length === 0) return found
    found.push(...await select(ranges, limit - found.length))
  }
}

/**
 * Numbers whose last seven digits match a pattern. Patterns that many numbers match are found by going through the
 * stock, rare ones by looking up the endings that match, so neither has to read all of it.
 */
export async function findVanity(tx: Tx, search: VanitySearch, options: SearchOptions): Promise<string[]> {
  const tollFree = await tollFreeCodes(tx)
  if (search.tollFree) return selectTollFree(tx, toKeypad(search.pattern), { ...options, codes: tollFree })
  const pattern = new VanityPattern(search.pattern, search.endsIn)
  const codes = await codesFor(tx, search, tollFree)
  if (codes?.length === 0) return []
  const scope = { stock: Math.max(await roughStock(tx), LEAST_STOCK), share: shareOf(search), codes: codes?.length ?? 1 }
  const ways = [
    scan(pattern, scope, options.limit), endings(pattern, scope, options.limit),
    ...(codes === undefined ? [] : [endingsByCode(pattern, scope, options.limit)]),
  ]
  const way = ways.reduce((best, other) => (other.cost < best.cost ? other : best))
  if (way.name === 'scan') return scanVanity(tx, search, { ...options, like: pattern.like, not: tollFree })
  const byCode = way.name === 'endings by area code' ? codes : undefined
  const inEachCode = (lookUps: number) => Math.ceil(lookUps / (byCode?.length ?? 1))
  const first = inEachCode(Math.min(Math.max(way.lookUps * MORE_THAN_NEEDED, LEAST_LOOK_UPS), MOST_LOOK_UPS))
  const cursor = new EndingCursor(pattern, options.start.number.slice(-DIGITS))
  return lookUp({ cursor, first, most: inEachCode(MOST_LOOK_UPS) }, options.limit, (ranges, limit) => (byCode === undefined
    ? selectBySuffix(tx, search, { ...options, limit, ranges, not: tollFree })
    : selectBySuffixIn(tx, search, { ...options, limit, ranges, codes: byCode })))
}
