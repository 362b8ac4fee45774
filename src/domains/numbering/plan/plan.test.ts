import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { loadGeography, loadPlan, npaExists, rateCentersExist, rateCentersFor, type Geography, type RateCenter } from '../index.ts'

const { database, close } = await cloneTemplate()
afterAll(close)
const geography = loadGeography()

const counts = async () => {
  const tables = ['npa', 'rate_center', 'rate_center_zip', 'exchange'] as const
  return Promise.all(tables.map(async (table) =>
    (await database.db.selectFrom(table).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count))
}
const withCenters = (centers: readonly RateCenter[], exchanges: Geography['exchanges'] = []): Geography => ({
  npas: new Map(), rateCenters: centers, rateCentersById: new Map(centers.map((center) => [center.id, center])),
  exchanges, exchangesByNpaNxx: new Map(exchanges.map((exchange) => [exchange.npaNxx, exchange])),
})
const centerOf = (state: string, abbreviation: string): RateCenter => {
  const center = geography.rateCenters.find((each) => each.state === state && each.abbreviation === abbreviation)
  if (!center) throw new Error(`no ${abbreviation} in ${state}`)
  return center
}

describe('loading the plan', () => {
  it('writes all of the geography, and loading it again changes nothing', async () => {
    const expected = [
      geography.npas.size, geography.rateCenters.length, geography.rateCenters.reduce((sum, { zips }) => sum + zips.length, 0), geography.exchanges.length,
    ]
    expect(await counts()).toEqual(expected)
    const { rows: [before] } = await database.pool.query('select max(xmin::text::bigint) as last from exchange')
    await database.transaction((tx) => loadPlan(tx, geography))
    expect(await counts()).toEqual(expected)
    expect((await database.pool.query('select max(xmin::text::bigint) as last from exchange')).rows[0]).toEqual(before)
  })

  it('newer data: a known rate center keeps its id, whatever id the data gives it; a new one gets an id that is free', async () => {
    const raleigh = centerOf('NC', 'RALEIGH')
    const denver = centerOf('CO', 'DENVER')
    const moved: RateCenter = { ...raleigh, id: denver.id, tier: 5 }
    const added: RateCenter = { ...denver, id: raleigh.id, abbreviation: 'NEWTOWN', city: 'NEWTOWN', zips: ['00001'] }
    await database.transaction((tx) => loadPlan(tx, withCenters([moved, added], [{ npaNxx: '919439', rateCenterId: raleigh.id }])))
    expect(await rateCentersFor(database.db, { state: 'NC', rateCenter: 'RALEIGH' })).toMatchObject([{ id: raleigh.id, tier: 5 }])
    expect(await rateCentersFor(database.db, { state: 'CO', rateCenter: 'DENVER' })).toMatchObject([{ id: denver.id }])
    const [newtown] = await rateCentersFor(database.db, { zip: '00001' })
    expect(newtown).toMatchObject({ abbreviation: 'NEWTOWN', city: 'NEWTOWN', state: 'CO' })
    expect(newtown?.id).toBeGreaterThan(geography.rateCenters.length)
    const exchange = await database.db.selectFrom('exchange').select('rate_center_id').where('npa_nxx', '=', '919439').executeTakeFirst()
    expect(exchange?.rate_center_id).toBe(newtown?.id)
  })

  it('refuses an exchange of a rate center that the data does not have', async () => {
    const broken = withCenters([], [{ npaNxx: '919439', rateCenterId: 1 }])
    await expect(database.transaction((tx) => loadPlan(tx, broken))).rejects.toThrow('exchange 919439 belongs to rate center 1')
  })
})

describe('looking things up', () => {
  it('area codes', async () => {
    expect(await npaExists(database.db, '919')).toBe(true)
    expect(await npaExists(database.db, '433')).toBe(false)
  })

  it('rate centers by all criteria at once, without case', async () => {
    const found = await rateCentersFor(database.db, { city: 'Raleigh', state: 'nc', zip: '27606', lata: 426 })
    expect(found.map(({ abbreviation }) => abbreviation)).toEqual(['RALEIGH'])
    expect(await rateCentersExist(database.db, { city: 'Raleigh', state: 'va' })).toBe(false)
    expect((await rateCentersFor(database.db, { state: 'DE' })).length).toBeGreaterThan(1)
  })
})
