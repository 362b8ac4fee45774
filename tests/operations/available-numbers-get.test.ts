import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const search = (query: string, options = {}) => world.api('GET', `/accounts/${world.account}/availableNumbers${query}`, undefined, options)

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const tnsIn = (text: string) => [...text.matchAll(/<(?:TelephoneNumber|FullNumber)>(\d{10})</g)].map((match) => match[1] ?? '')

describe('200', () => {
  it('lists the numbers that fit, ascending, in the documented elements', async () => {
    const answer = await search('?areaCode=919&quantity=2')
    const tns = tnsIn(answer.text)
    expect(answer.status).toBe(200)
    expect(tns).toHaveLength(2)
    expect(tns).toEqual(tns.filter((tn) => tn.startsWith('919')).toSorted())
    expect(answer.text).toBe(`${declaration}<SearchResult><ResultCount>2</ResultCount><TelephoneNumberList>`
      + tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('') + '</TelephoneNumberList></SearchResult>')
  })

  it('a single number is a list of one', async () => {
    expect((await search('?state=NC&quantity=1')).text).toMatch(
      /<SearchResult><ResultCount>1<\/ResultCount><TelephoneNumberList><TelephoneNumber>\d{10}<\/TelephoneNumber><\/TelephoneNumberList><\/SearchResult>$/,
    )
  })

  it('nothing found is an empty root without a list', async () => {
    const answer = await search('?areaCode=919&state=NJ')
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(`${declaration}<SearchResult/>`)
    expect((await search('?zip=00000&enableTNDetail=true')).text).toBe(`${declaration}<SearchResult/>`)
  })

  it('with details, every number tells where it is', async () => {
    const answer = await search('?rateCenter=RALEIGH&state=NC&quantity=2&enableTNDetail=true')
    const tns = tnsIn(answer.text)
    expect(tns).toHaveLength(2)
    expect(answer.text).toBe(`${declaration}<SearchResult><ResultCount>2</ResultCount><TelephoneNumberDetailList>`
      + tns.map((tn) => '<TelephoneNumberDetail><City>RALEIGH</City><LATA>426</LATA><RateCenter>RALEIGH</RateCenter><State>NC</State>'
        + `<FullNumber>${tn}</FullNumber></TelephoneNumberDetail>`).join('') + '</TelephoneNumberDetailList></SearchResult>')
  })

  it('a toll-free number has no place to tell', async () => {
    const answer = await search('?areaCode=800&quantity=1&enableTNDetail=true')
    expect(answer.text).toMatch(/<TelephoneNumberDetailList><TelephoneNumberDetail><FullNumber>800\d{7}<\/FullNumber><\/TelephoneNumberDetail>/)
  })

  it.each(['zip=27606', 'zip=27606-5244', 'ZIP=27606&STATE=nc', 'city=raleigh&state=nc', 'rateCenter=raleigh&state=NC', 'lata=426', 'lata=00426&areaCode=919',
    'npaNxx=919439', 'state=NC&zip=27606&lata=426&city=RALEIGH&rateCenter=RALEIGH'])('finds by %s', async (query) => {
    const answer = await search(`?${query}&quantity=3`)
    expect([answer.status, tnsIn(answer.text).length]).toEqual([200, 3])
  })

  it('without a quantity, up to 5000', async () => {
    const answer = await search('?lata=426')
    expect(tnsIn(answer.text)).toHaveLength(Number(/<ResultCount>(\d+)</.exec(answer.text)?.[1]))
  })

  it.each(['fullNumber', 'npaNxxx', 'npaNxx', 'areaCode'])('orderBy %s', async (orderBy) => {
    const tns = tnsIn((await search(`?zip=27606&orderBy=${orderBy}&quantity=100`)).text)
    expect(tns.length).toBeGreaterThan(1)
    expect(tns).toEqual(tns.toSorted())
  })

  it('protected numbers can be left out or asked for alone; the fresh stock has none', async () => {
    expect(tnsIn((await search('?areaCode=919&quantity=5&protected=NONE')).text)).toHaveLength(5)
    expect(tnsIn((await search('?areaCode=919&quantity=5&protected=MIXED')).text)).toHaveLength(5)
    expect((await search('?areaCode=919&quantity=5&protected=ONLY')).text).toBe(`${declaration}<SearchResult/>`)
  })

  it('answers JSON to who asks for it', async () => {
    const answer = await search('?areaCode=919&quantity=1', { headers: { accept: 'application/json' } })
    expect(answer.json).toMatchObject({ resultCount: 1 })
  })
})

describe('400', () => {
  const error = (code: number, text: string) => `${declaration}<SearchResult><Error><Code>${code}</Code><Description>${text}</Description></Error></SearchResult>`
  const missing = 'One of more required search parameters are null or empty, please refer to the api documentation'
  const prefix = 'Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.'

  it.each([
    ['', 4010, missing], ['?quantity=3', 4010, missing], ['?areaCode=', 4010, missing], ['?rateCenter=RALEIGH', 4010, missing], ['?city=RALEIGH', 4010, missing],
    ['?areaCode=433', 4000, 'The area code specified 433 is not present as a valid entry in our system'],
    ['?npaNxx=12', 4002, prefix], ['?npaNxxx=433444', 4002, prefix], ['?areaCode=919&npaNxx=919439', 4002, prefix],
    ['?rateCenter=NOWHERE&state=NC', 4001, 'The rate center specified NOWHERE is not present in NC'],
    ['?city=NOWHERE&state=NC', 4005, 'The city specified NOWHERE is not present in NC'],
    ['?state=ZZ', 4006, 'The state specified ZZ is not present as a valid entry in our system'],
    ['?zip=123', 4007, 'The zip code specified 123 is not five digits, or nine as XXXXX-XXXX'],
    ['?lata=x', 4008, 'The LATA specified x is not present as a valid entry in our system'],
  ])('%s answers %i', async (query, code, text) => {
    const answer = await search(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toBe(error(code, text))
  })

  it.each(['?areaCode=919&quantity=0', '?areaCode=919&quantity=5001', '?areaCode=919&quantity=many', '?areaCode=919&protected=SOME',
    '?areaCode=919&orderBy=price', '?areaCode=919&areaCode=201'])('%s does not fit the documented parameters', async (query) => {
    const answer = await search(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<SearchResult><Error><Code>400</Code>')
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await search('?areaCode=919', { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it("another account's search", async () => {
    expect((await world.api('GET', '/accounts/99/availableNumbers?areaCode=919')).status).toBe(404)
  })
})

describe('501', () => {
  it.each(['localVanity=HOME', 'tollFreeVanity=FLOWERS', 'tollFreeWildCardPattern=8**'])('a search by %s says that it is not built', async (query) => {
    const answer = await search(`?${query}`)
    expect(answer.status).toBe(501)
    expect(answer.text).toContain(query.split('=')[0])
  })
})
