import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const list = (query: string, options = {}) => world.api('GET', `/rateCenters${query}`, undefined, options)
const rowsIn = (text: string) => [...text.matchAll(/<RateCenter><Abbreviation>([^<]+)<\/Abbreviation>(?:<AvailableTelephoneNumberCount>(\d+)<\/AvailableTelephoneNumberCount>)?<Name>([^<]+)</g)]
  .map(([, abbreviation, count, name]) => ({ abbreviation, name, count: count === undefined ? undefined : Number(count) }))
const rows = async (query: string) => rowsIn((await list(query)).text)
const sql = async (text: string) => (await world.database.pool.query<{ abbreviation: string }>(text)).rows.map(({ abbreviation }) => abbreviation)

describe('200', () => {
  it('lists all rate centers of a state, by name', async () => {
    const answer = await list('?state=NE')
    const found = rowsIn(answer.text)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<RateCenterResponse><ResultCount>${found.length}</ResultCount><RateCenters><RateCenter><Abbreviation>`)
    expect(found.map(({ abbreviation }) => abbreviation).toSorted()).toEqual(await sql(`select abbreviation from rate_center where state = 'NE' order by abbreviation collate "C"`))
    expect(found.map(({ name }) => name)).toEqual(found.map(({ name }) => name).toSorted())
    expect(found.every(({ count }) => count === undefined)).toBe(true)
  })

  it('supported=true: those on our own network', async () => {
    const own = (await rows('?state=ne&supported=true')).map(({ abbreviation }) => abbreviation)
    expect(own.toSorted()).toEqual(await sql(`select abbreviation from rate_center where state = 'NE' and on_net order by abbreviation collate "C"`))
    expect(own.length).toBeLessThan((await rows('?state=NE')).length)
    expect(own.length).toBeGreaterThan(0)
  })

  it('available=true: those with available numbers, and how many', async () => {
    const found = await rows('?state=NC&available=true')
    const { rows: expected } = await world.database.pool.query<{ abbreviation: string, count: number }>(`
      select c.abbreviation, count(*) from telephone_number t join rate_center c on c.id = t.rate_center_id
      where c.state = 'NC' and t.status = 'Available' group by 1`)
    expect(Object.fromEntries(found.map(({ abbreviation, count }) => [abbreviation, count]))).toEqual(Object.fromEntries(expected.map(({ abbreviation, count }) => [abbreviation, count])))
    const own = await rows('?state=NC&available=true&supported=true')
    expect(own.every((row) => found.some(({ abbreviation, count }) => abbreviation === row.abbreviation && count === row.count))).toBe(true)
  })

  it('available=true: not what lies in tiers closed to all accounts of the caller', async () => {
    const { account, auth } = await world.newAccount()
    await world.database.pool.query(`update account set tiers = '{3}' where id = $1`, [account])
    const found = rowsIn((await list('?state=NC&available=true', { auth })).text).map(({ abbreviation }) => abbreviation)
    expect(found.toSorted()).toEqual(await sql(`select distinct c.abbreviation collate "C" as abbreviation from telephone_number t join rate_center c on c.id = t.rate_center_id
      where c.state = 'NC' and t.status = 'Available' and t.tier = 3 order by 1`))
  })

  it('without a state, the whole plan, which one of the public clients asks for', async () => {
    expect((await rows('')).length).toBeGreaterThan(9000)
  })
})

describe('400', () => {
  it.each([['?state=ZZ', 4006], ['?state=N', 4006], ['?available=true', 4010]])('%s answers %i', async (query, code) => {
    const answer = await list(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<RateCenterResponse><ResponseStatus><ErrorCode>${code}</ErrorCode>`)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await list('?state=NE', { auth: false })).status).toBe(401)
  })
})
