import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const list = (query: string, options = {}) => world.api('GET', `/coveredRateCenters${query}`, undefined, options)
const idsIn = (text: string) => [...text.matchAll(/<Id>(\d+)<\/Id>/g)].map(([, id]) => Number(id))
const ids = async (query: string) => idsIn((await list(query)).text)
const idsWhere = async (where: string) => (await world.database.pool.query<{ id: number }>(`select id from rate_center place where ${where} order by id`)).rows.map(({ id }) => id)
const within = (text: string, tag: string) => [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, value]) => value)

describe('200', () => {
  it('lists rate centers in the documented elements, with how many numbers they have', async () => {
    const answer = await list('?page=1&size=10&state=NC&abbreviation=RALEIGH')
    const { rows: [raleigh] } = await world.database.pool.query<{ id: number, count: number }>(`
      select c.id, count(t) from rate_center c left join telephone_number t on t.rate_center_id = c.id and t.status = 'Available'
      where c.abbreviation = 'RALEIGH' and c.state = 'NC' group by 1`)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<CoveredRateCenters><TotalCount>1</TotalCount><Links><first>Link=&lt;${world.url}`)
    expect(answer.text).toContain('</Links><CoveredRateCenter><Name>RALEIGH</Name><Abbreviation>RALEIGH</Abbreviation><State>NC</State><Lata>426</Lata>'
      + `<AvailableNumberCount>${raleigh?.count}</AvailableNumberCount><LimitedAvailableNumberCount>${raleigh?.count}</LimitedAvailableNumberCount>`
      + `<Tiers><Tier>0</Tier></Tiers><Id>${raleigh?.id}</Id></CoveredRateCenter></CoveredRateCenters>`)
  })

  it.each([
    ['state=NE', "state = 'NE'"], ['name=raleigh', "city = 'RALEIGH'"], ['abbreviation=RALEIGH&state=nc', "abbreviation = 'RALEIGH' and state = 'NC'"],
    ['zip=27606', "id in (select rate_center_id from rate_center_zip where zip = '27606')"], ['lata=426', 'lata = 426'], ['lata=00426', 'lata = 426'], ['lata=42601', 'lata = 426'],
    ['tier=4&state=TX', "tier = 4 and state = 'TX'"], ['npa=919', "id in (select rate_center_id from exchange where npa_nxx like '919%')"],
    ['npaNxx=919439', "id in (select rate_center_id from exchange where npa_nxx = '919439')"],
    ['npaNxxX=9194391', "id in (select rate_center_id from exchange where npa_nxx = '919439')"], ['city=RALEIGH&state=NC', "city = 'RALEIGH' and state = 'NC'"],
    ['zip=27606-1234', "id in (select rate_center_id from rate_center_zip where zip = '27606')"], ['npaNxx=919211', 'false'], ['zip=00000', 'false'],
  ])('filters by %s', async (filter, where) => {
    const expected = await idsWhere(where)
    const answer = await list(`?page=1&size=1000&${filter}`)
    expect(idsIn(answer.text)).toEqual(expected)
    expect(within(answer.text, 'TotalCount')).toEqual([String(expected.length)])
  })

  it('a city that a rate center shares a ZIP code with finds it, too', async () => {
    const { rows: [pair] } = await world.database.pool.query<{ id: number, city: string }>(`
      select a.rate_center_id as id, other.city from rate_center_zip a join rate_center_zip b on b.zip = a.zip and b.rate_center_id <> a.rate_center_id
        join rate_center other on other.id = b.rate_center_id order by a.zip limit 1`)
    expect(await ids(`?size=1000&city=${encodeURIComponent(pair?.city ?? '')}`)).toContain(pair?.id)
  })

  it('embeds what is asked for, in any case of the names, and nothing else', async () => {
    const { text } = await list('?page=1&size=10&npaNxx=310257&embed=zipcodes&embed=Cities&embed=NpaNxxX&embed=AvailableNumberCount&embed=LimitedAvailableNumberCount&embed=Vendors')
    expect(text).toContain('<Name>LOMITA</Name>')
    expect(text).toContain('<ZipCodes><ZipCode>90717</ZipCode></ZipCodes><Cities><City>LOMITA</City></Cities><Tiers><Tier>')
    expect(within(text, 'NpaNxxX').filter((block) => block?.startsWith('310257'))).toEqual(Array.from({ length: 10 }, (_, block) => `310257${block}`))
    expect(text).not.toContain('LocalRateCenters')
    expect((await list('?npaNxx=310257')).text).not.toMatch(/ZipCodes|Cities|NpaNxxXs|LocalRateCenters/)
  })

  it('a thousands block that the plan has stands above its exchange, as filter and as embedded', async () => {
    const [raleigh = 0, cary = 0] = [...await idsWhere("state = 'NC' and abbreviation = 'RALEIGH'"), ...await idsWhere("state = 'NC' and abbreviation = 'CARY'")]
    await world.database.pool.query('insert into thousands_block (npa_nxxx, rate_center_id) values ($1, $2), ($3, $2)', ['9194395', cary, '9192117'])
    const blocks = async (id: number) => within((await list(`/${id}`)).text, 'NpaNxxX').filter((block) => block?.startsWith('919439') || block === '9192117')
    expect(await blocks(cary)).toEqual(['9192117', '9194395'])
    expect(await blocks(raleigh)).toEqual(['0', '1', '2', '3', '4', '6', '7', '8', '9'].map((digit) => `919439${digit}`))
    expect([await ids('?npaNxxX=9194395'), await ids('?npaNxxX=9194394'), await ids('?npaNxxX=9192117')]).toEqual([[cary], [raleigh], [cary]])
    expect(await ids('?npaNxx=919439')).toEqual([cary, raleigh].toSorted((a, b) => a - b))
    await world.database.pool.query('delete from thousands_block')
  })

  it('embeds local rate centers in the unfiltered list', async () => {
    const { text } = await list('?page=1&size=40&embed=LocalRateCenters')
    const [id] = idsIn(text)
    const { rows } = await world.database.pool.query<{ id: string }>(
      'select to_rate_center_id::text as id from local_calling_area where from_rate_center_id = $1 and to_rate_center_id <> $1 order by to_rate_center_id', [id])
    expect(text).toContain(`<Id>${id}</Id>${rows.length === 0 ? '<LocalRateCenters/>'
      : `<LocalRateCenters>${rows.map((row) => `<RateCenterId>${row.id}</RateCenterId>`).join('')}</LocalRateCenters>`}`)
    expect(within(text, 'RateCenterId').length).toBeGreaterThan(0)
  })

  it('gives page after page, with links that keep the filters', async () => {
    const all = await idsWhere("state = 'DE'")
    const found: number[] = []
    let query: string | undefined = '?page=1&size=7&state=DE&embed=Cities&embed=ZipCodes'
    while (query !== undefined) {
      const { text } = await list(query)
      found.push(...idsIn(text))
      query = /<next>Link=&lt;[^?]*(\?[^>]*)&gt;;rel="next";<\/next>/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      if (query !== undefined) expect(query).toMatch(/^\?page=\d&size=7&state=DE&embed=Cities&embed=ZipCodes$/)
    }
    expect(found).toEqual(all)
    expect(all.length).toBeGreaterThan(14)
  })

  it('a page behind the last one is empty', async () => {
    const { text } = await list('?page=9999&size=10&state=DE')
    expect(idsIn(text)).toEqual([])
    expect(text).not.toContain('<next>')
  })

  it('without page and size, the first 500', async () => {
    expect(await ids('')).toHaveLength(500)
  })
})

describe('400', () => {
  it.each([
    ['npa=12', 4002], ['npaNxx=919', 4002], ['npaNxxX=919439', 4002], ['embed=Colors', 4015], ['tier=6', 4016], ['tier=x', 4016], ['page=0', 4018], ['page=x', 4018],
    ['embed=LocalRateCenters&state=NC', 4019], ['embed=Npa&embed=NpaNxxX', 4025], ['embed=Npa', 4026], ['state=North', 4006], ['zip=2760', 4007], ['lata=42', 4008],
  ])('%s answers %i', async (query, code) => {
    const answer = await list(`?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<CoveredRateCenters><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>`)
  })

  it('in the documented words', async () => {
    expect((await list('?page=1&size=10&npa=12')).text).toContain('<CoveredRateCenters><ResponseStatus><ErrorCode>4002</ErrorCode>'
      + '<Description>Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.</Description></ResponseStatus></CoveredRateCenters>')
  })

  it.each(['size=0', 'size=1001'])('%s does not fit', async (query) => {
    expect((await list(`?${query}`)).status).toBe(400)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await list('', { auth: false })).status).toBe(401)
  })
})
