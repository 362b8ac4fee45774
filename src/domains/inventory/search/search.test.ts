import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../main/seed.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { loadGeography } from '../../numbering/index.ts'
import { localCalls } from '../../numbering/geography/local-calling.ts'
import { checkCriteria, findAvailable, findAvailableTns, pickAvailable, pickNumbers, SearchStarts, type Criteria } from '../index.ts'
import { toKeypad } from './vanity-pattern.ts'

const CONNECTIONS = 24
const { database, close } = await cloneTemplate({ connections: CONNECTIONS })
afterAll(close)

const centers = new Map(loadGeography().rateCentersById)
const rows = await database.db.selectFrom('telephone_number').select(['tn', 'rate_center_id', 'state', 'lata']).orderBy('tn').execute()
const numbers = rows.map((row) => ({ ...row, center: row.rate_center_id === null ? undefined : centers.get(row.rate_center_id) }))

/** Runs work in a transaction that is undone afterwards. */
async function inside<Result>(work: (tx: typeof database.db) => Promise<Result>): Promise<Result> {
  const results: Result[] = []
  const undone = new Error('undone')
  await database.transaction(async (tx) => {
    results.push(await work(tx))
    throw undone
  }).catch((error: unknown) => { if (error !== undone) throw error })
  const [result] = results
  if (result === undefined) throw new Error('the work gave no result')
  return result
}

/** What criteria of a place mean, number by number. */
function scan(criteria: Criteria): string[] {
  const prefix = criteria.areaCode ?? criteria.npaNxx ?? criteria.npaNxxx ?? ''
  return numbers.filter(({ tn, center }) =>
    tn.startsWith(prefix)
    && (criteria.state === undefined || center?.state === criteria.state.toUpperCase())
    && (criteria.rateCenter === undefined || center?.abbreviation === criteria.rateCenter.toUpperCase())
    && (criteria.city === undefined || center?.city === criteria.city.toUpperCase())
    && (criteria.zip === undefined || (center?.zips ?? []).includes(criteria.zip.slice(0, 5)))
    && (criteria.lata === undefined || (center !== undefined && Number(center.lata) === Number(criteria.lata))))
    .map(({ tn }) => tn)
}

const TOLL_FREE = /^8(00|33|44|55|66|77|88)/

/** What vanity criteria mean, number by number. */
function scanVanity({ localVanity = '', tollFreeVanity = '', endsIn, areaCode = '', state }: Criteria): string[] {
  const digits = toKeypad(localVanity || tollFreeVanity).replaceAll('_', '[0-9]').replaceAll('*', '[0-9]*')
  const shape = new RegExp(`^...[0-9]*${digits}${endsIn ? '' : '[0-9]*'}$`)
  return numbers.filter(({ tn, center }) => shape.test(tn) && TOLL_FREE.test(tn) === (tollFreeVanity !== '')
    && tn.startsWith(areaCode) && (state === undefined || center?.state === state.toUpperCase())).map(({ tn }) => tn)
}

/** Criteria taken from a number that is there, in any combination, sometimes with one from another number. */
const someNumber = fc.constantFrom(...numbers)
const facts = fc.tuple(someNumber, someNumber, fc.integer({ min: 0, max: 7 })).map(([own, other, mix]) => {
  const source = (bit: number) => (mix === bit ? other : own)
  const zips = source(3).center?.zips ?? []
  return {
    areaCode: source(1).tn.slice(0, 3), npaNxx: own.tn.slice(0, 6), npaNxxx: own.tn.slice(0, 7),
    state: own.center?.state ?? 'NC', rateCenter: source(2).center?.abbreviation.toLowerCase(), city: source(4).center?.city,
    zip: zips[zips.length - 1] ?? '27606', lata: source(5).center?.lata ?? '426',
  }
})
const criteria = fc.tuple(
  facts, fc.constantFrom('areaCode', 'npaNxx', 'npaNxxx', 'none'), fc.constantFrom('state', 'rateCenter', 'city', 'both', 'none'), fc.boolean(), fc.boolean(),
).map(([all, prefix, place, zip, lata]): Criteria => ({
  ...(prefix === 'areaCode' ? { areaCode: all.areaCode } : {}),
  ...(prefix === 'npaNxx' ? { npaNxx: all.npaNxx } : {}),
  ...(prefix === 'npaNxxx' ? { npaNxxx: all.npaNxxx } : {}),
  ...(place === 'none' ? {} : { state: all.state }),
  ...(place === 'rateCenter' || place === 'both' ? { rateCenter: all.rateCenter } : {}),
  ...(place === 'city' || place === 'both' ? { city: all.city } : {}),
  ...(zip ? { zip: all.zip } : {}),
  ...(lata ? { lata: all.lata } : {}),
})).filter((chosen) => Object.values(chosen).some((value) => value !== undefined))

/** What the search finds; unknown criteria are refused, which is right exactly where a scan finds nothing. */
async function found<Result>(find: () => Promise<Result[]>): Promise<Result[]> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) return []
    throw error
  }
}

const start = fc.integer().map((seed) => new SearchStarts(seed).next(1))

/** Expects some of the numbers, each once: all of them, or as many as the limit allows. */
function expectSome(found: readonly string[], all: readonly string[], limit: number): void {
  const known = new Set(all)
  expect(found.filter((tn) => !known.has(tn))).toEqual([])
  expect(new Set(found).size).toBe(found.length)
  expect(found.length).toBe(Math.min(limit, all.length))
}

describe('a search', () => {
  it('finds, wherever it begins, what a scan of every number finds, each once, up to its limit', async () => {
    await fc.assert(fc.asyncProperty(criteria, fc.integer({ min: 1, max: 5000 }), start, async (chosen, limit, at) => {
      expectSome(await found(() => findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit, start: at })), scan(chosen), limit)
    }), { numRuns: 150 })
  })

  it('picks such numbers ascending, and gives them with their facts', async () => {
    await fc.assert(fc.asyncProperty(criteria, fc.integer({ min: 1, max: 300 }), async (chosen, limit) => {
      const picked = await pickAvailable(database.db, SANDBOX_ACCOUNT, chosen, limit)
      expectSome(picked, scan(chosen), limit)
      expect(picked).toEqual(picked.toSorted())
      const details = await found(() => findAvailable(database.db, SANDBOX_ACCOUNT, chosen, { limit }))
      expectSome(details.map(({ tn }) => tn), scan(chosen), limit)
      for (const { tn, rateCenter, city, state, lata } of details) {
        const center = numbers.find((number) => number.tn === tn)?.center
        expect([rateCenter, city, state, lata]).toEqual(center
          ? [center.abbreviation, center.city, center.state, Number(center.lata)] : [null, null, null, null])
      }
    }), { numRuns: 60 })
  })

  it('by vanity finds what a scan finds, whether many numbers match or few', async () => {
    const letters = fc.array(fc.constantFrom(...'0123456789AHMR__**'), { minLength: 3, maxLength: 7 }).map((each) => each.join(''))
    const own = fc.tuple(someNumber, fc.integer({ min: 3, max: 9 }), fc.integer({ min: 1, max: 7 }))
      .map(([{ tn }, from, length]) => tn.slice(from, from + length).padEnd(3, '*').slice(0, 7))
    const where = fc.constantFrom({}, { areaCode: '919' }, { state: 'nc' }, { areaCode: '212', state: 'NY' }, { state: 'NJ', areaCode: '303' })
    await fc.assert(fc.asyncProperty(fc.oneof(letters, own), fc.boolean(), where, fc.constantFrom(1, 50, 500, 501, 5000), start, async (localVanity, endsIn, place, limit, at) => {
      const chosen = { localVanity, endsIn, ...place }
      expectSome(await found(() => findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit, start: at })), scanVanity(chosen), limit)
    }), { numRuns: 120 })
  })

  it('by toll-free vanity and wildcard finds toll-free numbers alone', async () => {
    const tollFree = numbers.filter(({ tn }) => TOLL_FREE.test(tn)).map(({ tn }) => tn)
    await fc.assert(fc.asyncProperty(fc.constantFrom(...tollFree), fc.integer({ min: 3, max: 6 }), start, async (tn, from, at) => {
      const chosen = { tollFreeVanity: tn.slice(from) }
      expectSome(await findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit: 5000, start: at }), scanVanity(chosen), 5000)
    }), { numRuns: 30 })
    for (const [pattern, shape] of [['8**', /^8/], ['87*', /^877/], ['88*', /^888/], ['855', /^855/]] as const) {
      const expected = tollFree.filter((tn) => shape.test(tn))
      expectSome(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { tollFreeWildCardPattern: pattern }, { limit: 5000 }), expected, 5000)
    }
  })

  it('takes texts with spaces around them, and an empty text for no criterion', async () => {
    const options = { limit: 3 }
    expect(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: ' 919 ', zip: '' }, options))
      .toEqual(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '919' }, options))
  })
})

describe('the local calling area', () => {
  const local = new Map<number, Set<number>>()
  for (const { from, to } of localCalls(loadGeography().rateCenters)) local.set(from, (local.get(from) ?? new Set()).add(to))
  const limit = 5000
  const some = fc.constantFrom(...numbers.filter(({ center }) => center !== undefined))

  it.each(['npaNxx', 'npaNxxx', 'rateCenter'])('by %s: numbers that fit come first, then those of the area, and no others', async (by) => {
    await fc.assert(fc.asyncProperty(some, start, async ({ tn, center, rate_center_id: id }, at) => {
      const chosen: Criteria = by === 'rateCenter' ? { rateCenter: center?.abbreviation, state: center?.state }
        : { [by]: tn.slice(0, by === 'npaNxx' ? 6 : 7) }
      const exact = scan(chosen)
      const near = numbers.filter((number) => local.get(id ?? 0)?.has(number.rate_center_id ?? -1) && !exact.includes(number.tn)).map((number) => number.tn)
      const all = await findAvailableTns(database.db, SANDBOX_ACCOUNT, { ...chosen, lca: true }, { limit, start: at })
      expectSome(all.slice(0, exact.length), exact, limit)
      expectSome(all.slice(exact.length), near, limit - exact.length)
      expect((await findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit })).length).toBe(exact.length)
    }), { numRuns: 25 })
  })

  it('is left out with any other criterion', async () => {
    const chosen = { npaNxx: '919439', state: 'NC' }
    expectSome(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { ...chosen, lca: true }, { limit }), scan(chosen), limit)
  })
})

describe('where searches begin', () => {
  it('the same searches in the same order get the same answers, and each of them others than the one before', async () => {
    const sequence = async (starts: SearchStarts) => {
      const answers: string[][] = []
      for (let turn = 0; turn < 10; turn += 1) {
        answers.push(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '919' }, { limit: 5, start: starts.next(SANDBOX_ACCOUNT) }))
      }
      return answers
    }
    const starts = new SearchStarts(0)
    const first = await sequence(starts)
    expect(await sequence(new SearchStarts(0))).toEqual(first)
    expect(await sequence(starts)).not.toEqual(first)
    starts.restart(SANDBOX_ACCOUNT)
    expect(await sequence(starts)).toEqual(first)
    expect(await sequence(new SearchStarts(1))).not.toEqual(first)
    expect(new Set(first.map(([tn]) => tn)).size).toBe(10)
  })

  it.each<Criteria>([{ areaCode: '919' }, { state: 'NC' }, { lata: '426' }, { state: 'CA', zip: '90012' }, { localVanity: '4*6' }, { tollFreeWildCardPattern: '8**' }])(
    'accounts that search at the same time are offered different numbers first: %j', async (chosen) => {
      const pool = chosen.zip ? scan(chosen).length : Infinity
      const firsts = await Promise.all(Array.from({ length: 50 }, async (_, client) => {
        const [first] = await findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit: 50, start: new SearchStarts(0).next(client + 1) })
        return first
      }))
      expect(new Set(firsts).size).toBeGreaterThanOrEqual(Math.min(45, pool / 20))
    })
})

describe('tiers and attributes', () => {
  it('numbers in a tier that is closed to the account are not offered, and 4024 says so where nothing else fits', async () => {
    const { account, of } = await inside(async (tx) => {
      await sql`update account set tiers = '{0,1}' where id = ${SANDBOX_ACCOUNT}`.execute(tx)
      const all = await findAvailable(tx, SANDBOX_ACCOUNT, { state: 'NC' }, { limit: 5000 })
      const remote = await sql<{ tn: string }>`select tn from telephone_number where tier = 3 and status = 'Available' order by tn limit 1`.execute(tx)
      const [{ tn } = { tn: '' }] = remote.rows
      return { account: new Set(all.map(({ tier }) => tier)), of: await findAvailableTns(tx, SANDBOX_ACCOUNT, { npaNxxx: tn.slice(0, 7) }, { limit: 1 }).catch((error: unknown) => error) }
    })
    expect([...account].toSorted()).toEqual([0, 1])
    expect(of).toMatchObject({ status: 400, problems: [{ code: 4024 }] })
  })

  it('protected numbers are left out, the only ones, or like others', async () => {
    const chosen = { npaNxx: '919439' }
    const [some = '', ...others] = scan(chosen)
    const by = await inside(async (tx) => {
      await sql`update telephone_number set protected = true where tn = ${some}`.execute(tx)
      const find = (filter: 'NONE' | 'ONLY' | 'MIXED') => findAvailableTns(tx, SANDBOX_ACCOUNT, chosen, { limit: 5000, protected: filter })
      return { NONE: await find('NONE'), ONLY: await find('ONLY'), MIXED: await find('MIXED') }
    })
    expect(by.ONLY).toEqual([some])
    expect(by.NONE.toSorted()).toEqual(others)
    expect(by.MIXED.toSorted()).toEqual([some, ...others])
  })

  it('4023: an area code that the plan knows and in which nothing is sold', async () => {
    await expect(findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '876' }, { limit: 1 })).rejects.toMatchObject({ problems: [{ code: 4023 }] })
    await expect(findAvailableTns(database.db, SANDBOX_ACCOUNT, { npaNxx: '900234' }, { limit: 1 })).rejects.toMatchObject({ problems: [{ code: 4023 }] })
  })
})

describe('checking criteria', () => {
  const refused: [Criteria, number][] = [
    [{}, 4010], [{ areaCode: ' ' }, 4010], [{ rateCenter: 'RALEIGH' }, 4010], [{ city: 'RALEIGH' }, 4010],
    [{ areaCode: '112' }, 4000], [{ areaCode: '9194' }, 4000], [{ areaCode: '433' }, 4000],
    [{ rateCenter: 'NOWHERE', state: 'NC' }, 4001],
    [{ npaNxx: '91943' }, 4002], [{ npaNxx: '919911' }, 4002], [{ npaNxx: '433234' }, 4002], [{ npaNxxx: '919439' }, 4002],
    [{ areaCode: '919', npaNxx: '919439' }, 4002], [{ npaNxx: '919439', npaNxxx: '9194391' }, 4002],
    [{ city: 'NOWHERE', state: 'NC' }, 4005],
    [{ state: 'N' }, 4006], [{ state: 'ZZ' }, 4006],
    [{ zip: '2760' }, 4007], [{ zip: '27606-12' }, 4007],
    [{ lata: '1234567' }, 4008], [{ lata: 'abc' }, 4008], [{ lata: '1' }, 4008],
    [{ tollFreeVanity: 'abc' }, 4003], [{ tollFreeVanity: 'flowers1' }, 4003], [{ tollFreeVanity: 'flo*' }, 4003], [{ tollFreeVanity: 'cars', state: 'NC' }, 4003],
    [{ tollFreeWildCardPattern: '8' }, 4004], [{ tollFreeWildCardPattern: '9**' }, 4004], [{ tollFreeWildCardPattern: '8*8' }, 4004],
    [{ tollFreeWildCardPattern: '81*' }, 4004], [{ tollFreeWildCardPattern: '8**', areaCode: '800' }, 4004],
    [{ localVanity: 'ab' }, 4011], [{ localVanity: 'flowers1' }, 4011], [{ localVanity: 'a-b' }, 4011], [{ localVanity: 'cars', zip: '27606' }, 4011],
    [{ localVanity: 'cars', npaNxx: '919439' }, 4011], [{ localVanity: 'cars', areaCode: '433' }, 4000], [{ localVanity: 'cars', state: 'ZZ' }, 4006],
  ]
  it.each(refused)('refuses %j with %i', async (chosen, code) => {
    await expect(checkCriteria(database.db, chosen)).rejects.toMatchObject({ status: 400, problems: [{ code }] })
    await expect(findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit: 1 })).rejects.toMatchObject({ problems: [{ code }] })
  })

  const accepted: Criteria[] = [
    { areaCode: '919' }, { areaCode: '800' }, { npaNxx: '919439' }, { npaNxxx: '9194391' }, { rateCenter: 'raleigh', state: 'nc' },
    { city: 'Raleigh', state: 'nc' }, { city: 'St. Louis', state: 'MO' }, { city: 'Saint Louis', state: 'MO' }, { zip: '27606' }, { zip: '27606-5244' }, { zip: '00000' }, { lata: '426' }, { lata: '42600' }, { state: 'NC' }, { localVanity: 'ca_*' },
    { localVanity: 'cars', areaCode: '919', state: 'NC' }, { tollFreeVanity: 'newcars' }, { tollFreeWildCardPattern: '8**' }, { tollFreeWildCardPattern: '877' },
    { areaCode: '919', rateCenter: 'RALEIGH', city: 'RALEIGH', state: 'NC', zip: '27606', lata: '426' },
  ]
  it.each(accepted)('accepts %j', async (chosen) => {
    await expect(checkCriteria(database.db, chosen)).resolves.toBeUndefined()
  })
})

describe('picking at the same time', () => {
  const RACERS = 20
  /** Runs the picks in one transaction each and holds all of them open until the last one has picked. */
  async function race(pick: (tx: typeof database.db) => Promise<string[]>): Promise<string[][]> {
    let waiting = RACERS
    const { promise: all, resolve } = Promise.withResolvers<void>()
    return Promise.all(Array.from({ length: RACERS }, () => database.transaction(async (tx) => {
      const picked = await pick(tx)
      waiting -= 1
      if (waiting === 0) resolve()
      await all
      return picked
    })))
  }

  it.each<Criteria>([{ areaCode: '919' }, { state: 'NC' }, { rateCenter: 'RALEIGH', state: 'NC' }, { zip: '27606' }])(
    'never gives a number twice, and gives everybody enough: %j', async (chosen) => {
      const each = Math.min(25, Math.floor(scan(chosen).length / RACERS))
      expect(each).toBeGreaterThan(0)
      const picks = await race((tx) => pickAvailable(tx, SANDBOX_ACCOUNT, chosen, each))
      expect(picks.map((picked) => picked.length)).toEqual(Array.from({ length: RACERS }, () => each))
      expect(new Set(picks.flat()).size).toBe(RACERS * each)
    })

  it('of the same given numbers, each goes to one taker', async () => {
    const wanted = numbers.slice(0, 50).map(({ tn }) => tn)
    const picks = await race((tx) => pickNumbers(tx, SANDBOX_ACCOUNT, wanted))
    expect(picks.flat().toSorted()).toEqual(wanted)
  })
})
