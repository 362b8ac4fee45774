import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const read = (id: string | number, options = {}) => world.api('GET', `/coveredRateCenters/${id}`, undefined, options)

describe('200', () => {
  it('shows one rate center with all of its lists, in the documented order', async () => {
    const { rows: [lomita] } = await world.database.pool.query<{ id: number }>("select id from rate_center where abbreviation = 'LOMITA' and state = 'CA'")
    const answer = await read(lomita?.id ?? 0)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(new RegExp('<CoveredRateCenter><Name>LOMITA</Name><Abbreviation>LOMITA</Abbreviation><State>CA</State><Lata>730</Lata>'
      + '<AvailableNumberCount>\\d+</AvailableNumberCount><LimitedAvailableNumberCount>\\d+</LimitedAvailableNumberCount>'
      + '<ZipCodes><ZipCode>90717</ZipCode></ZipCodes><Cities><City>LOMITA</City></Cities><Tiers><Tier>3</Tier></Tiers>'
      + `<NpaNxxXs>(<NpaNxxX>\\d{7}</NpaNxxX>)+</NpaNxxXs><Id>${lomita?.id}</Id><LocalRateCenters>(<RateCenterId>\\d+</RateCenterId>)+</LocalRateCenters></CoveredRateCenter>$`))
  })

  it('numbers of a private pool count only for its account; protected ones are not among the limited', async () => {
    const { rows: [cary] } = await world.database.pool.query<{ id: number, count: number }>(`
      select c.id, count(*) from telephone_number t join rate_center c on c.id = t.rate_center_id where c.abbreviation = 'CARY' and c.state = 'NC' group by 1`)
    const other = await world.newAccount()
    const some = (rank: number) => `(select tn from telephone_number where rate_center_id = ${cary?.id} order by tn offset ${rank} limit 1)`
    await world.database.pool.query(`update telephone_number set pool_account_id = ${other.account} where tn = ${some(0)}`)
    await world.database.pool.query(`update telephone_number set protected = true where tn = ${some(1)}`)
    const total = cary?.count ?? 0
    const counts = (text: string) => [/<AvailableNumberCount>(\d+)/.exec(text)?.[1], /<LimitedAvailableNumberCount>(\d+)/.exec(text)?.[1]].map(Number)
    expect(counts((await read(cary?.id ?? 0)).text)).toEqual([total - 1, total - 2])
    expect(counts((await read(cary?.id ?? 0, { auth: other.auth })).text)).toEqual([total, total - 2])
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await read(1, { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it.each(['0', '99999999', '99999999999', 'raleigh', '1.5'])('%s', async (id) => {
    expect((await read(id)).status).toBe(404)
  })
})
