import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations, SITE } from '../world/locations.ts'
import { createWorld } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const calls = locations(world, holder)
const site = await calls.addSite(SITE)
const peer = await calls.addPeer(site, { PeerName: 'Raleigh' })
const { tns: raleigh } = await holdNumbers(world, { account: holder.account, site, peer, at: new Date('2026-03-01T23:59:59.999Z') }, { rateCenter: 'RALEIGH', state: 'NC' }, 4)
const { tns: jersey } = await holdNumbers(world, { account: holder.account, site, peer, at: new Date('2026-03-02T00:00:00.000Z') }, { areaCode: '201' }, 3)
await holdNumbers(world, holder, { areaCode: '201' }, 2)
const everything = [...raleigh, ...jersey].toSorted()
const list = (query = '', of: number | string = site) => calls.get(`/sites/${of}/inserviceNumbers${query}`)
const [first = ''] = jersey

describe('200', () => {
  it('the numbers in service on the site, in the documented elements', async () => {
    const answer = await list()
    expect(answer.status).toBe(200)
    expect(text(answer.xml, 'Links/first')).toBe(`Link=<${world.url}/accounts/${holder.account}/sites/${site}/inserviceNumbers?page=1&size=300>;rel="first";`)
    expect(answer.text.replace(/<first>.*<\/first>/, '<first/>')).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      + '<TNs><TotalCount>7</TotalCount><Links><first/></Links><TelephoneNumbers><Count>7</Count>'
      + everything.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('') + '</TelephoneNumbers></TNs>')
  })

  it.each([
    ['areaCode=201', jersey], ['AREACODE=201', jersey], [`npaNxx=${first.slice(0, 6)}`, jersey.filter((tn) => tn.startsWith(first.slice(0, 6)))],
    [`npaNxxx=${first.slice(0, 7)}`, jersey.filter((tn) => tn.startsWith(first.slice(0, 7)))], ['lata=426', raleigh], ['state=nj', jersey],
    ['rateCenter=raleigh&state=NC', raleigh], ['city=Raleigh&state=NC', raleigh], ['RATECENTER=raleigh', raleigh], ['city=Raleigh', raleigh], ['city=Raleigh&state=NJ', []], ['startdate=2026-03-01&enddate=2026-03-01', raleigh],
    ['tier=0&state=NC', raleigh], ['tier=5', []],
  ])('narrows to %s', async (query, expected) => {
    expect(texts((await list(`?${query}`)).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(expected)
  })

  it('next links lead through all pages', async () => {
    const answer = await list('?size=5')
    const next = /<(.*)>/.exec(text(answer.xml, 'Links/next'))?.[1] ?? ''
    expect(texts((await list(new URL(next).search)).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(everything.slice(5))
  })
})

describe('400', () => {
  it.each([['startdate=2026-03-01', '1003'], ['startdate=x&enddate=2026-03-01', '1007'], ['npaNxxx=919', '400']])(
    '%s answers %s', async (query, code) => {
      const answer = await list(`?${query}`)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
    })
})

describe('404', () => {
  it('12016 for a site that the account does not have', async () => {
    for (const of of [999_999_999, 'abc']) {
      const answer = await list('', of)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '12016'])
    }
  })
})
