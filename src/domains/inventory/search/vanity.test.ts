import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../main/seed.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { pickAvailable } from './service.ts'
import { startOfPicks } from './start.ts'
import type { SearchOptions } from './statement.ts'
import { VanityMasks } from './vanity-masks.ts'
import { DIGITS, EndingCursor, VanityPattern } from './vanity-pattern.ts'
import { scanVanity, selectBySuffix, selectInCodes } from './vanity-repository.ts'

const RACERS = 8
const OTHER_ACCOUNT = 1
const { database, close } = await cloneTemplate({ connections: RACERS })
afterAll(close)
const numbers = await database.db.selectFrom('telephone_number').select(['tn', 'state']).orderBy('tn').execute()

interface Wanted {
  readonly pattern: string
  readonly endsIn: boolean
  readonly prefix: string
  readonly state: string | undefined
}

const TOLL_FREE = /^8(00|33|44|55|66|77|88)/

/** What a search means, number by number. */
function matching({ pattern, endsIn, prefix, state }: Wanted): string[] {
  const digits = pattern.replaceAll('_', '[0-9]').replaceAll('*', '[0-9]*')
  const shape = new RegExp(`^...[0-9]*${digits}${endsIn ? '' : '[0-9]*'}$`)
  return numbers.filter((number) => shape.test(number.tn) && !TOLL_FREE.test(number.tn) && number.tn.startsWith(prefix)
    && (state === undefined || number.state === state)).map(({ tn }) => tn)
}

const optionsOf = (limit: number, lock: boolean): SearchOptions =>
  ({ accountId: SANDBOX_ACCOUNT, limit, start: startOfPicks(SANDBOX_ACCOUNT), protected: 'MIXED', tiers: 'open', lock })

/** Enough for one statement to look up everything that the patterns below match. */
const MOST_RANGES = 100_000
const MOST_LOOK_UPS = 4_000

/** The ways to search, each of which has to find the same. */
const ways = {
  scan: (tx: Tx, wanted: Wanted, options: SearchOptions) =>
    scanVanity(tx, { kind: 'vanity', tollFree: false, ...wanted }, { ...options, like: new VanityPattern(wanted.pattern, wanted.endsIn).like }),
  endings: (tx: Tx, wanted: Wanted, options: SearchOptions) => {
    const ranges = new EndingCursor(new VanityPattern(wanted.pattern, wanted.endsIn), options.start.number.slice(-DIGITS)).take(MOST_RANGES)
    return selectBySuffix(tx, { kind: 'vanity', tollFree: false, ...wanted }, { ...options, ranges })
  },
  'area codes': (tx: Tx, wanted: Wanted, options: SearchOptions) => {
    const lookUps = new VanityMasks(new VanityPattern(wanted.pattern, wanted.endsIn).tokens).ranges()
    return selectInCodes(tx, { kind: 'vanity', tollFree: false, ...wanted }, { ...options, lookUps })
  },
} as const

const somewhere = [{ prefix: '919', state: undefined }, { prefix: '', state: 'NC' }, { prefix: '919', state: 'NC' }, { prefix: '919', state: 'NY' }] as const
const sought = fc.record({
  pattern: fc.oneof(
    fc.array(fc.constantFrom(...'0123456789_*'), { minLength: 3, maxLength: 4 }).map((each) => each.join('')),
    fc.tuple(fc.constantFrom(...numbers), fc.integer({ min: 3, max: 7 }), fc.integer({ min: 3, max: 7 })).map(([{ tn }, from, length]) => tn.slice(from, from + length)),
  ),
  endsIn: fc.boolean(), place: fc.constantFrom(...somewhere),
}).map(({ place, ...rest }): Wanted => ({ ...rest, ...place })).filter(({ pattern: text, endsIn }) => {
  const pattern = new VanityPattern(text, endsIn)
  return pattern.rangeCount < MOST_RANGES && new VanityMasks(pattern.tokens).lookUps < MOST_LOOK_UPS
})
const undone = new Error('undone')

describe.each(['scan', 'endings', 'area codes'] as const)('vanities by %s', (way) => {
  it.each([false, true])('are what a scan of every number finds, each once, locked: %s', async (lock) => {
    await fc.assert(fc.asyncProperty(sought, fc.constantFrom(1, 30, 500, 501), async (search, limit) => {
      const all = matching(search)
      const found: string[] = []
      await expect(database.transaction(async (tx) => {
        found.push(...await ways[way](tx, search, optionsOf(limit, lock)))
        throw undone
      })).rejects.toBe(undone)
      expect(found.filter((tn) => !all.includes(tn))).toEqual([])
      expect(new Set(found).size).toBe(found.length)
      expect(found.length).toBe(Math.min(limit, all.length))
    }), { numRuns: 40 })
  })

  it.each([false, true])('are on offer to the account, and protected or not as wanted, locked: %s', async (lock) => {
    const search = { pattern: '___3__3', endsIn: true, prefix: '919', state: undefined }
    const all = matching(search)
    const [isProtected = '', inClosedTier = '', ofOthers = '', ...others] = all
    const found: string[][] = []
    await expect(database.transaction(async (tx) => {
      await sql`insert into account (id, company_name, created_at) values (${OTHER_ACCOUNT}, 'Other', ${systemClock.now()})`.execute(tx)
      await sql`update account set tiers = '{0,1,2,4,5}' where id = ${SANDBOX_ACCOUNT}`.execute(tx)
      await sql`update telephone_number set protected = tn = ${isProtected}, tier = case when tn = ${inClosedTier} then 3 else 0 end,
        pool_account_id = case when tn = ${ofOthers} then ${OTHER_ACCOUNT}::integer end where tn = any(${all}::text[])`.execute(tx)
      for (const more of [{}, { protected: 'ONLY' }, { protected: 'NONE' }, { tiers: 'all' }] as const) {
        found.push((await ways[way](tx, search, { ...optionsOf(all.length, lock), ...more })).toSorted())
      }
      throw undone
    })).rejects.toBe(undone)
    expect(found).toEqual([[isProtected, ...others], [isProtected], others, [isProtected, inClosedTier, ...others]])
  })

  it.each(somewhere.slice(0, 3))('are enough for everybody who picks at the same time: %j', async (place) => {
    const search = { pattern: '___3__3', endsIn: true, ...place }
    const each = Math.floor(matching(search).length / RACERS)
    expect(each).toBeGreaterThan(1)
    let waiting = RACERS
    const { promise: all, resolve } = Promise.withResolvers<void>()
    const picks = await Promise.all(Array.from({ length: RACERS }, () => database.transaction(async (tx) => {
      const picked = await ways[way](tx, search, optionsOf(each, true))
      waiting -= 1
      if (waiting === 0) resolve()
      await all
      return picked
    })))
    expect(picks.map((picked) => picked.length)).toEqual(Array.from({ length: RACERS }, () => each))
    expect(new Set(picks.flat()).size).toBe(RACERS * each)
  })
})

describe('a vanity that no number can have', () => {
  it.each(['0345678', '1______', '123456_'])('asks the database nothing: %s', async (localVanity) => {
    const answers: string[][] = []
    await expect(database.transaction(async (tx) => {
      await expect(sql`select 1 / 0`.execute(tx)).rejects.toThrow('division by zero')
      // Whatever is asked from here on fails.
      for (const place of [{}, { areaCode: '919' }, { state: 'NC' }]) answers.push(await pickAvailable(tx, SANDBOX_ACCOUNT, { localVanity, ...place }, 1))
      throw undone
    })).rejects.toBe(undone)
    expect(answers).toEqual([[], [], []])
  })
})
