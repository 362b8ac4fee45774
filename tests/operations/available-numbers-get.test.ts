import { afterAll, describe, expect, it } from 'vitest'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const search = (query: string, options = {}) => world.api('GET', `/accounts/${world.account}/availableNumbers${query}`, undefined, options)

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const tnsIn = (text: string) => [...text.matchAll(/<(?:TelephoneNumber|FullNumber)>(\d{10})</g)].map((match) => match[1] ?? '')

describe('200', () => {
  it('lists the numbers that fit in the documented elements', async () => {
    const answer = await search('?areaCode=919&quantity=2')
    const tns = tnsIn(answer.text)
    expect(answer.status).toBe(200)
    expect(tns).toHaveLength(2)
    expect(tns.every((tn) => tn.startsWith('919'))).toBe(true)
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

  it.each(['zip=27606', 'npaNxx=919439', 'rateCenter=RALEIGH&state=NC', 'city=RALEIGH&state=NC', 'tollFreeVanity=2222', 'tollFreeWildCardPattern=8**'])(
    'orderBy sorts the answer: %s', async (query) => {
      for (const orderBy of ['fullNumber', 'npaNxxx', 'npaNxx', 'areaCode']) {
        const tns = tnsIn((await search(`?${query}&orderBy=${orderBy}&quantity=100`)).text)
        expect(tns).toEqual(tns.toSorted())
      }
    })

  it('orderBy sorts details, too', async () => {
    const tns = tnsIn((await search('?npaNxx=919439&orderBy=fullNumber&quantity=100&enableTNDetail=true')).text)
    expect(tns.length).toBeGreaterThan(10)
    expect(tns).toEqual(tns.toSorted())
  })

  it('protected numbers can be left out or asked for alone; the fresh stock has none', async () => {
    expect(tnsIn((await search('?areaCode=919&quantity=5&protected=NONE')).text)).toHaveLength(5)
    expect(tnsIn((await search('?areaCode=919&quantity=5&protected=MIXED')).text)).toHaveLength(5)
    expect((await search('?areaCode=919&quantity=5&protected=ONLY')).text).toBe(`${declaration}<SearchResult/>`)
  })

  it('local vanity: letters as digits, anywhere in the last seven or at the end, in an area code or state', async () => {
    for (const [query, shape] of [
      ['localVanity=abc&quantity=3', /222/], ['localVanity=A_c&endsIn=true&quantity=3', /2\d2$/], ['localVanity=4*6&areaCode=919&quantity=3', /^919\d*4\d*6/],
      ['localVanity=4*6&state=NC&enableTNDetail=true&quantity=3', /^\d{3}\d*4\d*6/],
    ] as const) {
      const tns = tnsIn((await search(`?${query}`)).text)
      expect(tns).toHaveLength(3)
      for (const tn of tns) expect(tn).toMatch(shape)
    }
  })

  it('toll-free by vanity and by wildcard', async () => {
    for (const tn of tnsIn((await search('?tollFreeVanity=22_2'.replace('_', '2'))).text)) expect(tn).toMatch(/^8\d\d\d*2222/)
    for (const [pattern, shape] of [['8**', /^8/], ['87*', /^877/], ['833', /^833/]] as const) {
      const tns = tnsIn((await search(`?tollFreeWildCardPattern=${pattern}&quantity=4`)).text)
      expect(tns).toHaveLength(4)
      for (const tn of tns) expect(tn).toMatch(shape)
    }
  })

  it('the local calling area is included unless LCA=false: what fits first, then what is local', async () => {
    const exact = tnsIn((await search('?npaNxx=919439&LCA=false')).text)
    const all = tnsIn((await search('?npaNxx=919439')).text)
    expect(exact.every((tn) => tn.startsWith('919439'))).toBe(true)
    expect(all.slice(0, exact.length).toSorted()).toEqual(exact.toSorted())
    expect(all.length).toBeGreaterThan(exact.length)
    expect(tnsIn((await search('?npaNxx=919439&state=NC')).text).toSorted()).toEqual(exact.toSorted())
  })

  it('offers other numbers at the next search, and in a fresh account the same ones as in any sandbox', async () => {
    const one = await world.newAccount()
    const find = async () => tnsIn((await world.api('GET', `/accounts/${one.account}/availableNumbers?areaCode=303&quantity=5`, undefined, { auth: one.auth })).text)
    const answers = [await find(), await find(), await find()]
    expect(new Set(answers.map((tns) => tns[0])).size).toBe(3)
    expect((await sandboxOf(world, one).reset()).status).toBe(200)
    expect([await find(), await find(), await find()]).toEqual(answers)
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
    ['?tollFreeVanity=abc', 4003, 'The toll-free vanity specified abc is not 4 to 7 letters or digits, or comes with other criteria'],
    ['?tollFreeVanity=flowers&state=NC', 4003, 'The toll-free vanity specified flowers is not 4 to 7 letters or digits, or comes with other criteria'],
    ['?tollFreeWildCardPattern=9**', 4004, 'The toll-free wildcard pattern specified 9** is not 8 followed by **, a digit and * or two digits of a toll-free code, '
      + 'or comes with other criteria'],
    ['?localVanity=ab', 4011, 'The local vanity specified ab is not 3 to 7 letters, digits, * or _, or comes with criteria other than state and areaCode'],
    ['?areaCode=919&orderBy=fullNumber', 4021, 'Results can be ordered only with one of these criteria: npaNxx, npaNxxx, rateCenter, city, zip, '
      + 'tollFreeVanity, tollFreeWildCardPattern'],
    ['?zip=27606&orderBy=price', 4020, 'The orderBy value price is not one of fullNumber, npaNxxx, npaNxx, areaCode'],
    ['?areaCode=919&protected=SOME', 4022, 'The protected value SOME is not NONE, ONLY or MIXED'],
    ['?areaCode=876', 4023, 'No new numbers are sold in the area code 876'],
    ['?lata=x', 4008, 'The LATA specified x is not present as a valid entry in our system'],
  ])('%s answers %i', async (query, code, text) => {
    const answer = await search(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toBe(error(code, text))
  })

  it.each(['?areaCode=919&quantity=0', '?areaCode=919&quantity=5001', '?areaCode=919&quantity=many', '?areaCode=919&LCA=perhaps',
    '?areaCode=919&areaCode=201'])('%s does not fit the documented parameters', async (query) => {
    const answer = await search(query)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<SearchResult><Error><Code>400</Code>')
  })

  it('a criterion given twice is told as that, whatever its case', async () => {
    expect((await search('?areaCode=919&AREACODE=303')).text).toContain('<Description>AreaCode: has several values where one is wanted</Description>')
  })
})

describe('400 for tiers', () => {
  it('4024 where what fits lies only in tiers that are closed to the account', async () => {
    const { account, auth } = await world.newAccount()
    const find = () => world.api('GET', `/accounts/${account}/availableNumbers?rateCenter=RALEIGH&state=NC&LCA=false`, undefined, { auth })
    expect((await find()).status).toBe(200)
    await world.database.pool.query(`update account set tiers = '{3}' where id = $1`, [account])
    const answer = await find()
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<Code>4024</Code>')
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
