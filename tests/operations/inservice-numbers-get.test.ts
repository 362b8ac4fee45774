import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns: raleigh } = await holdNumbers(world, { ...holder, at: new Date('2026-03-01T23:59:59.999Z') }, { rateCenter: 'RALEIGH', state: 'NC' }, 4)
const { tns: jersey } = await holdNumbers(world, { ...holder, at: new Date('2026-03-02T00:00:00.000Z') }, { areaCode: '201' }, 3)
const everything = [...raleigh, ...jersey].toSorted()

const list = (query: string, { account, auth } = holder) => world.api('GET', `/accounts/${account}/inserviceNumbers${query}`, undefined, { auth })
const tnsIn = (text: string) => [...text.matchAll(/<TelephoneNumber>(\d{10})</g)].map((match) => match[1] ?? '')
const linkIn = (text: string, rel: string) => new RegExp(`<${rel}>Link=&lt;(.*?)(?:&gt;|>);rel="${rel}";</${rel}>`).exec(text)?.[1]?.replaceAll('&amp;', '&')

describe('200', () => {
  it('lists all of them ascending in the documented elements', async () => {
    const answer = await list('')
    expect(answer.status).toBe(200)
    const first = `${world.url}/accounts/${holder.account}/inserviceNumbers?page=1&size=300`
    expect(linkIn(answer.text, 'first')).toBe(first)
    expect(answer.text.replace(/<first>.*<\/first>/, '<first/>')).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      + '<TNs><TotalCount>7</TotalCount><Links><first/></Links><TelephoneNumbers><Count>7</Count>'
      + everything.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('') + '</TelephoneNumbers></TNs>')
  })

  it('next links lead through all pages, each number once, with the filters kept', async () => {
    const seen: string[] = []
    let address = linkIn((await list('?size=2&areacode=201')).text, 'first')
    while (address !== undefined) {
      const page: { text: string } = await list(new URL(address).search)
      expect(page.text).toContain('<TotalCount>3</TotalCount>')
      seen.push(...tnsIn(page.text))
      address = linkIn(page.text, 'next')
    }
    expect(seen).toEqual(jersey)
  })

  it('counted pages work as well; one beyond the end is empty', async () => {
    expect(tnsIn((await list('?page=2&size=3')).text)).toEqual(everything.slice(3, 6))
    expect(tnsIn((await list('?page=3&size=3')).text)).toEqual(everything.slice(6))
    const beyond = await list('?page=4&size=3')
    expect(beyond.status).toBe(200)
    expect(beyond.text).toContain('<TelephoneNumbers><Count>0</Count></TelephoneNumbers>')
  })

  it.each([
    ['areacode=201', jersey], ['AreaCode=201', jersey], [`npanxx=${jersey[0]?.slice(0, 6)}`, jersey.filter((tn) => tn.startsWith(jersey[0]?.slice(0, 6) ?? ''))],
    ['areacode=201&npanxx=919439', []], ['lata=426', raleigh], ['lata=42600', raleigh], ['state=nc', raleigh], ['ratecenter=raleigh&state=NC', raleigh],
    ['startdate=2026-03-01&enddate=2026-03-01', raleigh], ['startdate=2026-03-02&enddate=2026-03-05', jersey], ['startdate=2026-03-01&enddate=2026-03-02', everything],
  ])('narrows to %s', async (query, expected) => {
    const answer = await list(`?${query}`)
    expect([answer.status, tnsIn(answer.text)]).toEqual([expected.length === 0 ? 204 : 200, expected])
  })
})

describe('204', () => {
  it('an account without numbers in service, or none that fit', async () => {
    for (const answer of [await list('', await world.newAccount()), await list('?areacode=303')]) expect([answer.status, answer.text]).toEqual([204, ''])
  })
})

describe('400', () => {
  it.each([
    ['ratecenter=RALEIGH', 1003, 'state is required'], ['startdate=2026-03-01', 1003, 'enddate is required'], ['enddate=2026-03-01', 1003, 'startdate is required'],
    ['startdate=2026-02-30&enddate=2026-03-01', 1007, 'startdate is not a date of the form YYYY-MM-DD'],
    ['startdate=2026-02-01&enddate=tomorrow', 1007, 'enddate is not a date of the form YYYY-MM-DD'],
  ])('%s answers %i', async (query, code, text) => {
    const answer = await list(`?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<TNs><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${text}</Description></ResponseStatus></TNs>`)
  })

  it.each(['page=0', 'page=abc', 'size=0', 'size=10001', 'areacode=1', 'npanxx=919', 'lata=x', 'state=NCC'])('%s is refused', async (query) => {
    expect((await list(`?${query}`)).status).toBe(400)
  })
})

describe('404', () => {
  it("another account's list", async () => {
    expect((await list('', { ...holder, account: world.account })).status).toBe(404)
  })
})
