import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const list = (query: string, options = {}) => world.api('GET', `/accounts/${world.account}/availableNpaNxx${query}`, undefined, options)
const rowsIn = (text: string) => [...text.matchAll(/<Npa>(\d{3})<\/Npa><Nxx>(\d{3})<\/Nxx><Quantity>(\d+)<\/Quantity><State>(\w\w)</g)]
  .map(([, npa = '', nxx = '', quantity, state]) => ({ npaNxx: npa + nxx, quantity: Number(quantity), state }))

describe('200', () => {
  it('counts the available numbers of each exchange of an area code, ascending', async () => {
    const answer = await list('?areaCode=919')
    const { rows } = await world.database.pool.query<{ npaNxx: string, quantity: number }>(
      `select left(tn, 6) as "npaNxx", count(*) as quantity from telephone_number where tn like '919%' and status = 'Available' group by 1 order by 1`)
    expect(answer.status).toBe(200)
    expect(rowsIn(answer.text).map(({ npaNxx, quantity }) => ({ npaNxx, quantity }))).toEqual(rows)
    expect(answer.text).toMatch(new RegExp('^<\\?xml[^>]*><SearchResultForAvailableNpaNxx><AvailableNpaNxxList>'
      + '<AvailableNpaNxx><City>[A-Z ]+</City><Npa>919</Npa><Nxx>\\d{3}</Nxx><Quantity>\\d+</Quantity><State>NC</State></AvailableNpaNxx>'))
  })

  it('of a state, and of an area code within one', async () => {
    const state = rowsIn((await list('?state=nc')).text)
    expect(new Set(state.map((row) => row.state))).toEqual(new Set(['NC']))
    expect(rowsIn((await list('?state=NC&areaCode=919')).text)).toEqual(state.filter(({ npaNxx }) => npaNxx.startsWith('919')))
  })

  it('leaves out exchanges with fewer numbers than asked for, and numbers that somebody has', async () => {
    const before = rowsIn((await list('?areaCode=540')).text)
    await holdNumbers(world, await world.newAccount(), { npaNxx: '540551' }, 2)
    const after = rowsIn((await list('?areaCode=540')).text)
    const countOf = (rows: typeof before) => rows.find(({ npaNxx }) => npaNxx === '540551')?.quantity ?? 0
    expect(countOf(after)).toBe(countOf(before) - 2)
    const most = Math.max(...after.map(({ quantity }) => quantity))
    expect(rowsIn((await list(`?areaCode=540&quantity=${most}`)).text)).toEqual(after.filter(({ quantity }) => quantity === most))
  })

  it('leaves out what lies in a tier that is closed to the account', async () => {
    const { account, auth } = await world.newAccount()
    const count = async () => rowsIn((await world.api('GET', `/accounts/${account}/availableNpaNxx?state=NC`, undefined, { auth })).text).length
    const all = await count()
    await world.database.pool.query(`update account set tiers = '{3}' where id = $1`, [account])
    const { rows: [open] } = await world.database.pool.query<{ count: number }>(
      `select count(distinct left(tn, 6)) from telephone_number where state = 'NC' and status = 'Available' and tier = 3`)
    expect(await count()).toBe(open?.count)
    expect(all).toBeGreaterThan(open?.count ?? 0)
  })

  it('nothing is an empty list', async () => {
    expect((await list('?areaCode=919&state=NJ')).text).toContain('<SearchResultForAvailableNpaNxx><AvailableNpaNxxList/></SearchResultForAvailableNpaNxx>')
  })
})

describe('400', () => {
  it.each([['?areaCode=433', 4000, 'The area code specified 433 is not present as a valid entry in our system'], ['?areaCode=x', 4000, ''], ['?state=ZZ', 4006, ''], ['', 4010, '']])(
    '%s answers %i', async (query, code, text) => {
      const answer = await list(query)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain(`<SearchResultForAvailableNpaNxx><Error><Code>${code}</Code><Description>${text}`)
    })

  it('a quantity that is none', async () => {
    expect((await list('?areaCode=919&quantity=0')).status).toBe(400)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await list('?areaCode=919', { auth: false })).status).toBe(401)
  })
})
