import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../../tests/world/world.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { loadGeography } from '../../numbering/index.ts'
import { checkCriteria, findAvailable, findAvailableTns, pickAvailable, pickNumbers, type Criteria } from '../index.ts'

const CONNECTIONS = 24
const { database, close } = await cloneTemplate({ connections: CONNECTIONS })
afterAll(close)

const centers = new Map(loadGeography().rateCentersById)
const rows = await database.db.selectFrom('telephone_number').select(['tn', 'rate_center_id', 'state', 'lata']).orderBy('tn').execute()
const numbers = rows.map((row) => ({ ...row, center: row.rate_center_id === null ? undefined : centers.get(row.rate_center_id) }))

/** What the criteria mean, number by number. */
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

describe('a search', () => {
  it('finds, ascending, exactly what a scan of every number finds, up to its limit', async () => {
    await fc.assert(fc.asyncProperty(criteria, fc.integer({ min: 1, max: 5000 }), async (chosen, limit) => {
      const expected = scan(chosen).slice(0, limit)
      expect(await found(() => findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit }))).toEqual(expected)
    }), { numRuns: 150 })
  })

  it('picks the same numbers, and gives the same with their facts', async () => {
    await fc.assert(fc.asyncProperty(criteria, fc.integer({ min: 1, max: 300 }), async (chosen, limit) => {
      const expected = scan(chosen).slice(0, limit)
      expect(await pickAvailable(database.db, SANDBOX_ACCOUNT, chosen, limit)).toEqual(expected)
      const details = await found(() => findAvailable(database.db, SANDBOX_ACCOUNT, chosen, { limit }))
      expect(details.map(({ tn }) => tn)).toEqual(expected)
      for (const { tn, rateCenter, city, state, lata } of details) {
        const center = numbers.find((number) => number.tn === tn)?.center
        expect([rateCenter, city, state, lata]).toEqual(center
          ? [center.abbreviation, center.city, center.state, Number(center.lata)] : [null, null, null, null])
      }
    }), { numRuns: 60 })
  })

  it('takes texts with spaces around them, and an empty text for no criterion', async () => {
    const options = { limit: 3 }
    expect(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: ' 919 ', zip: '' }, options))
      .toEqual(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '919' }, options))
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
  ]
  it.each(refused)('refuses %j with %i', async (chosen, code) => {
    await expect(checkCriteria(database.db, chosen)).rejects.toMatchObject({ status: 400, problems: [{ code }] })
    await expect(findAvailableTns(database.db, SANDBOX_ACCOUNT, chosen, { limit: 1 })).rejects.toMatchObject({ problems: [{ code }] })
  })

  const accepted: Criteria[] = [
    { areaCode: '919' }, { areaCode: '800' }, { npaNxx: '919439' }, { npaNxxx: '9194391' }, { rateCenter: 'raleigh', state: 'nc' },
    { city: 'Raleigh', state: 'nc' }, { zip: '27606' }, { zip: '27606-5244' }, { zip: '00000' }, { lata: '426' }, { state: 'NC' },
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
