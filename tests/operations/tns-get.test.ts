import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp, holdForeign } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const at = new Date('2026-03-01T12:00:00.000Z')
const { tns: raleigh } = await holdNumbers(world, { ...holder, at }, { rateCenter: 'RALEIGH', state: 'NC' }, 4)
const { tns: jersey } = await holdNumbers(world, { ...holder, at }, { areaCode: '201' }, 3)
await giveUp(world, holder, jersey.slice(0, 1))
const foreign = await holdForeign(world, holder)
const everything = [foreign, ...[...raleigh, ...jersey].toSorted()]
const [first = ''] = raleigh

const list = (query: string, auth = holder.auth) => world.api('GET', `/tns${query}`, undefined, { auth })
const numbersIn = (body: string) => [...body.matchAll(/<FullNumber>(\+?\d+)</g)].map((match) => match[1] ?? '')
const linkIn = (body: string, rel: string) => new RegExp(`<${rel}>Link=&lt;(.*?)(?:&gt;|>);rel="${rel}";</${rel}>`).exec(body)?.[1]?.replaceAll('&amp;', '&')

describe('200', () => {
  it('shows each number in the documented elements', async () => {
    const answer = await list(`?page=1&size=500&fullNumber=${first}`)
    expect(answer.status).toBe(200)
    const tier = text(answer.xml, 'TelephoneNumbers/TelephoneNumber/Tier')
    expect(linkIn(answer.text, 'first')).toBe(`${world.url}/tns?page=1&size=500&fullNumber=${first}`)
    expect(answer.text.replace(/<first>.*<\/first>/, '<first/>')).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      + '<TelephoneNumbersResponse><TelephoneNumberCount>1</TelephoneNumberCount><Links><first/></Links><TelephoneNumbers><TelephoneNumber>'
      + `<City>RALEIGH</City><Lata>426</Lata><State>NC</State><FullNumber>${first}</FullNumber><Tier>${tier}</Tier><VendorId>49</VendorId>`
      + '<VendorName>Numberplane</VendorName><RateCenter>RALEIGH</RateCenter><Status>Inservice</Status>'
      + `<AccountId>${holder.account}</AccountId><LastModified>2026-03-01T12:00:00.000Z</LastModified>`
      + '<InServiceDate>2026-03-01T12:00:00.000Z</InServiceDate></TelephoneNumber></TelephoneNumbers></TelephoneNumbersResponse>')
  })

  it('lists numbers in every state, those of other countries first', async () => {
    const answer = await list('')
    expect(numbersIn(answer.text)).toEqual(everything)
    expect(text(answer.xml, 'TelephoneNumberCount')).toBe(String(everything.length))
    expect(answer.text.match(/<Status>\w+</g)?.toSorted()).toEqual(['<Status>Aging<', ...Array.from({ length: 7 }, () => '<Status>Inservice<')])
  })

  it('next links lead through all pages, each number once, with the filters kept', async () => {
    const seen: string[] = []
    let address = linkIn((await list(`?size=3&account=${holder.account}`)).text, 'first')
    while (address !== undefined) {
      const page: { text: string } = await list(new URL(address).search)
      seen.push(...numbersIn(page.text))
      address = linkIn(page.text, 'next')
    }
    expect(seen).toEqual(everything)
  })

  it.each([
    ['npa=201', jersey], [`NpaNxx=${jersey[0]?.slice(0, 6)}`, jersey.filter((tn) => tn.startsWith(jersey[0]?.slice(0, 6) ?? ''))],
    [`npaNxxX=${first.slice(0, 7)}`, raleigh.filter((tn) => tn.startsWith(first.slice(0, 7)))],
    ['city=raleigh', raleigh], ['rateCenter=Raleigh', raleigh], ['ratecenter=RALEIGH&state=nc', raleigh], ['lata=426', raleigh], ['lata=00426', raleigh], [`npa=201&npaNxx=${first.slice(0, 6)}`, []], ['state=NJ', jersey],
    ['service=voice&state=NJ', jersey.slice(1)], ['city=nowhere', []], [`fullNumber=${encodeURIComponent(foreign)}`, [foreign]],
    [`accountId=${holder.account}`, everything], [`account=${holder.account}`, everything], ['accountId=1', []],
  ])('narrows to %s', async (query, expected) => {
    const answer = await list(`?${query}`)
    expect(numbersIn(answer.text)).toEqual(expected)
    expect(text(answer.xml, 'TelephoneNumberCount')).toBe(String(expected.length))
  })

  it('narrows to a tier and to the host of a SIP peer', async () => {
    const tier = text((await list(`?fullNumber=${first}`)).xml, 'TelephoneNumbers/TelephoneNumber/Tier')
    expect(numbersIn((await list(`?tier=${tier}`)).text)).toEqual(expect.arrayContaining(raleigh))
    await world.database.pool.query('update sip_peer set details = details || \'{"voiceHosts": [{"hostName": "Sip.Example.com"}]}\' where id = $1', [holder.peer])
    expect(numbersIn((await list('?host=sip.example.com')).text)).toEqual(everything.filter((tn) => tn !== jersey[0]))
    expect(numbersIn((await list('?host=other.example.com')).text)).toEqual([])
  })

  it("shows the account's own pool too, and none of what others have", async () => {
    const other = await world.newAccount()
    expect(numbersIn((await list('', other.auth)).text)).toEqual([])
    const row = await world.database.db.selectFrom('telephone_number').select('tn').where('status', '=', 'Available').orderBy('tn').executeTakeFirstOrThrow()
    await world.database.db.updateTable('telephone_number').set({ pool_account_id: other.account }).where('tn', '=', row.tn).execute()
    const own = await list('', other.auth)
    expect(numbersIn(own.text)).toEqual([row.tn])
    expect(own.text).toContain(`<Status>Available</Status><AccountId>${other.account}</AccountId>`)
    expect(numbersIn((await list('')).text)).not.toContain(row.tn)
  })
})

describe('400', () => {
  it('the documented refusal', async () => {
    const answer = await list('?npaNxx=9192384')
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<TelephoneNumbersResponse><ResponseStatus><ErrorCode>15511</ErrorCode>'
      + "<Description>The NPA_NXX '9192384' is invalid</Description></ResponseStatus></TelephoneNumbersResponse>")
  })

  it.each([
    ['npa=1', '15510'], ['npaNxxX=919', '15512'], ['rateCenter=NOWHERE', '15514'], ['page=2', '15516'], ['fullNumber=12', '12512'],
    ['service=Fax', '15621'], ['service=constructor', '15621'], ['service=__proto__', '15621'], ['service=Hosted_E911', '15623'], ['size=0', '400'], ['tier=9', '400'], ['lata=x', '400'],
  ])('%s answers %s', async (query, code) => {
    const answer = await list(`?${query}`)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })
})

describe('401', () => {
  it('nobody sees numbers without credentials', async () => {
    expect((await world.api('GET', '/tns', undefined, { auth: false })).status).toBe(401)
  })
})
