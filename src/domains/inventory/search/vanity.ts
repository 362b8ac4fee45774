import type { Tx } from '../../../kernel/db/database.ts'
import { BoundedMap } from '../../../kernel/gather/bounded-map.ts'
import type { VanitySearch } from './criteria.ts'
import type { SearchOptions } from './statement.ts'
import { knownStock } from './stock.ts'
import { VanityMasks } from './vanity-masks.ts'
import { DIGITS, EndingCursor, ENDINGS, toKeypad, VanityPattern, type SuffixRange } from './vanity-pattern.ts'
import { scanVanity, selectBySuffix, selectInCodes, selectTollFree } from './vanity-repository.ts'

const LEAST_STOCK = 10_000
/** What share of the stock an area code or a state is taken to have, and how many area codes a state. */
const AREA_CODE_SHARE = 1 / 100
const STATE_SHARE = 1 / 30
const CODES_OF_STATE = 6
/**
 * What it costs to look up a range, to read a number off an index that has to be found there, and to read one in the
 * table, counted in numbers that are read off an index one after the other.
 */
const LOOK_UP_COST = 25
const ENTRY_COST = 2
const ROW_COST = 15
/** Ranges that one statement looks up. */
const MOST_LOOK_UPS = 4_000
const LEAST_LOOK_UPS = 10
const MORE_THAN_NEEDED = 1.5

/** What a search can come upon: about so many numbers in all, a share of them where it looks, in so many area codes (0: not by area codes). */
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
  return { name: 'endings', cost: lookUps * (LOOK_UP_COST + rowsPerRange * ENTRY_COST), lookUps }
}

/** Looks up everything that matches in every area code of the place: for patterns with a few places for their digits. */
function byAreaCode({ matches }: VanityPattern, masks: VanityMasks, { stock, share, codes }: Scope): Way {
  const lookUps = masks.lookUps * codes
  const cost = codes === 0 || lookUps > MOST_LOOK_UPS ? Infinity : lookUps * LOOK_UP_COST + (matches / ENDINGS) * stock * share * ROW_COST
  return { name: 'endings by area code', cost, lookUps }
}

function scopeOf({ prefix, state }: VanitySearch, stock: number): Scope {
  if (prefix !== '') return { stock, share: AREA_CODE_SHARE, codes: 1 }
  return state === undefined ? { stock, share: 1, codes: 0 } : { stock, share: STATE_SHARE, codes: CODES_OF_STATE }
}

interface Readings {
  readonly pattern: VanityPattern
  readonly masks: VanityMasks
}

/** Patterns that were searched for lately: many search for the same few, and reading one takes as long as finding numbers in an area code. */
const readings = new BoundedMap<string, Readings>(500)

function read({ pattern: text, endsIn }: VanitySearch): Readings {
  const key = `${toKeypad(text)} ${endsIn}`
  const known = readings.get(key)
  if (known) return known
  const pattern = new VanityPattern(text, endsIn)
  const reading = { pattern, masks: new VanityMasks(pattern.tokens) }
  readings.set(key, reading)
  return reading
}

/** Looks ranges up until enough is found or there are no more: each time twice as many, because too little was found. */
async function lookUp(
  cursor: EndingCursor, first: number, limit: number, select: (ranges: readonly SuffixRange[], limit: number) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = []
  for (let atOnce = first; ; atOnce = Math.min(atOnce * 2, MOST_LOOK_UPS)) {
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
  if (search.tollFree) return selectTollFree(tx, toKeypad(search.pattern), options)
  const { pattern, masks } = read(search)
  if (pattern.matches === 0) return []
  const scope = scopeOf(search, Math.max(await knownStock(tx), LEAST_STOCK))
  const ways = [scan(pattern, scope, options.limit), endings(pattern, scope, options.limit), byAreaCode(pattern, masks, scope)]
  const way = ways.reduce((best, other) => (other.cost < best.cost ? other : best))
  if (way.name === 'scan') return scanVanity(tx, search, { ...options, like: pattern.like })
  if (way.name === 'endings by area code') return selectInCodes(tx, search, { ...options, lookUps: masks.ranges() })
  const first = Math.ceil(Math.min(Math.max(way.lookUps * MORE_THAN_NEEDED, LEAST_LOOK_UPS), MOST_LOOK_UPS))
  const cursor = new EndingCursor(pattern, options.start.number.slice(-DIGITS))
  return lookUp(cursor, first, options.limit, (ranges, limit) => selectBySuffix(tx, search, { ...options, limit, ranges }))
}
