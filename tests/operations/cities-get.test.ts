import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const list = (query: string, options = {}) => world.api('GET', `/cities${query}`, undefined, options)
const rowsIn = (text: string) => [...text.matchAll(/<City><RcAbbreviation>([^<]+)<\/RcAbbreviation>(?:<AvailableTelephoneNumberCount>(\d+)<\/AvailableTelephoneNumberCount>)?<Name>([^<]+)</g)]
  .map(([, abbreviation, count, name]) => ({ abbreviation, name, count: count === undefined ? undefined : Number(count) }))

describe('200', () => {
  it('lists the cities of a state by name, each with the rate centers that serve it', async () => {
    const answer = await list('?state=NC')
    const found = rowsIn(answer.text)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<CityResponse><ResultCount>${found.length}</ResultCount><Cities><City><RcAbbreviation>`)
    expect(found).toContainEqual({ abbreviation: 'RALEIGH', name: 'RALEIGH', count: undefined })
    expect(found.map(({ name }) => name)).toEqual(found.map(({ name }) => name).toSorted())
  })

  it('a rate center that shares a ZIP code with another serves its city as well', async () => {
    const { rows: [pair] } = await world.database.pool.query<{ state: string, abbreviation: string, city: string }>(`
      select one.state, one.abbreviation, other.city from rate_center_zip a join rate_center_zip b on b.zip = a.zip and b.rate_center_id <> a.rate_center_id
        join rate_center one on one.id = a.rate_center_id join rate_center other on other.id = b.rate_center_id and other.city <> one.city order by a.zip limit 1`)
    expect(rowsIn((await list(`?state=${pair?.state}`)).text)).toContainEqual({ abbreviation: pair?.abbreviation, name: pair?.city, count: undefined })
  })

  it('available=true counts the numbers of the rate center; supported=true leaves partners out', async () => {
    const all = rowsIn((await list('?state=NC&available=true')).text)
    const own = rowsIn((await list('?state=NC&available=true&supported=true')).text)
    const { rows: [raleigh] } = await world.database.pool.query<{ count: number }>(`
      select count(*) from telephone_number t join rate_center c on c.id = t.rate_center_id where c.abbreviation = 'RALEIGH' and c.state = 'NC' and t.status = 'Available'`)
    expect(all).toContainEqual({ abbreviation: 'RALEIGH', name: 'RALEIGH', count: raleigh?.count })
    expect(all.every(({ count = 0 }) => count > 0)).toBe(true)
    expect(own.length).toBeLessThanOrEqual(all.length)
    expect(rowsIn((await list('?state=AK&supported=true')).text)).toEqual([])
    expect((await list('?state=AK&supported=true')).text).toContain('<CityResponse><ResultCount>0</ResultCount><Cities/></CityResponse>')
  })
})

describe('400', () => {
  it.each([['?state=ZZ', 4006], ['?available=true', 4010]])('%s answers %i', async (query, code) => {
    const answer = await list(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<CityResponse><ResponseStatus><ErrorCode>${code}</ErrorCode>`)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await list('?state=NC', { auth: false })).status).toBe(401)
  })
})
