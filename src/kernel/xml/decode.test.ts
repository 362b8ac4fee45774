import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeXml } from './decode.ts'
import { list, repeated } from './lists.ts'
import { readXml } from './parse.ts'
import { validate } from './validate.ts'

const Tn = z.string().regex(/^\d{10}$/)
const Host = z.object({ hostName: z.string(), port: z.int().optional() })
const Order = z.object({
  customerOrderId: z.string().optional(),
  siteId: z.int().optional(),
  isDefaultPeer: z.boolean().optional(),
  billingName: z.string().optional().meta({ emptyMeansClear: true }),
  address: z.object({ city: z.string().optional() }).optional(),
  telephoneNumberList: list(Tn, 'TelephoneNumber').optional(),
  voiceHosts: list(Host, 'Host').optional(),
})

const read = (xml: string) => decodeXml(Order, xml).value
const ignoredIn = (xml: string) => decodeXml(Order, xml).ignored

describe('what clients send', () => {
  it('element names match without case, in any order', () => {
    expect(read('<order><SITEID>1</SITEID><customerorderid>x</customerorderid></order>'))
      .toEqual({ customerOrderId: 'x', siteId: 1 })
  })

  it('names that differ in case only go to their own property, others to the first declared', () => {
    const schema = z.object({ reservedTn: z.string().optional(), reservedTN: z.string().optional() })
    expect(decodeXml(schema, '<R><ReservedTN>2</ReservedTN><ReservedTn>1</ReservedTn></R>').value)
      .toEqual({ reservedTn: '1', reservedTN: '2' })
    expect(decodeXml(schema, '<R><reservedtn>1</reservedtn></R>').value).toEqual({ reservedTn: '1' })
  })

  it('a wrapper per item is one list', () => {
    const one = (tn: string) => `<TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList>`
    expect(read(`<Order>${one('1')}<SiteId>3</SiteId>${one('2')}</Order>`))
      .toEqual({ siteId: 3, telephoneNumberList: ['1', '2'] })
  })

  it('text directly in the wrapper is one item, also with a wrapper per item', () => {
    const list = '<TelephoneNumberList> 9195551212 </TelephoneNumberList>'
    expect(read(`<Order>${list}</Order>`)).toEqual({ telephoneNumberList: ['9195551212'] })
    expect(read(`<Order>${list}${list}</Order>`)).toEqual({ telephoneNumberList: ['9195551212', '9195551212'] })
  })

  it('text directly in a wrapper that is an object with one repeated property is one item', () => {
    const schema = z.object({ telephoneNumbers: z.object({ count: z.int().optional(), telephoneNumber: repeated(Tn) }) })
    expect(decodeXml(schema, '<R><TelephoneNumbers>9195551212</TelephoneNumbers></R>').value)
      .toEqual({ telephoneNumbers: { telephoneNumber: ['9195551212'] } })
  })

  it('an absent list, an empty one and a list of one differ', () => {
    expect(read('<Order/>')).toEqual({})
    expect(read('<Order><TelephoneNumberList/></Order>')).toEqual({ telephoneNumberList: [] })
    expect(read('<Order><TelephoneNumberList>\n</TelephoneNumberList></Order>')).toEqual({ telephoneNumberList: [] })
    expect(read('<Order><VoiceHosts><Host/></VoiceHosts></Order>')).toEqual({ voiceHosts: [{}] })
  })

  it('no element of a repeated list is none where it is required, absent where it is optional', () => {
    expect(decodeXml(z.object({ a: repeated(Tn), b: repeated(Tn).optional() }), '<R/>').value).toEqual({ a: [] })
  })

  it('an empty boolean is false', () => {
    expect(read('<Order><IsDefaultPeer></IsDefaultPeer></Order>')).toEqual({ isDefaultPeer: false })
  })

  it('booleans are true, false, 1, 0 in any case; other texts are left for Zod to refuse', () => {
    const isDefault = (text: string) => decodeXml(Order, `<Order><IsDefaultPeer>${text}</IsDefaultPeer></Order>`).value
    for (const text of ['true', 'TRUE', ' True ', '1']) expect(isDefault(text)).toEqual({ isDefaultPeer: true })
    for (const text of ['false', 'False', '0']) expect(isDefault(text)).toEqual({ isDefaultPeer: false })
    expect(isDefault('yes')).toEqual({ isDefaultPeer: 'yes' })
  })

  it('other empty optional scalars are absent, unless empty clears', () => {
    expect(read('<Order><CustomerOrderId/><SiteId> </SiteId><BillingName/></Order>')).toEqual({ billingName: '' })
  })

  it('an empty required scalar is the empty text, or absent where text is of no use', () => {
    const schema = z.object({ name: z.string(), count: z.int(), on: z.boolean(), due: z.date(), at: z.int().nullable() })
    expect(decodeXml(schema, '<R><Name/><Count/><On/><Due/><At/></R>').value).toEqual({ name: '', on: false, at: null })
  })

  it('an empty element where an object is expected is an empty object', () => {
    expect(read('<Order><Address/></Order>')).toEqual({ address: {} })
  })

  it('an object in several elements is merged', () => {
    const schema = z.object({ a: z.object({ b: z.string(), c: z.string() }) })
    expect(decodeXml(schema, '<R><A><B>1</B></A><A><C>2</C></A></R>').value).toEqual({ a: { b: '1', c: '2' } })
  })

  it('white space around scalars goes, inside it stays', () => {
    expect(read('<Order>\n  <CustomerOrderId>\n a  b\t</CustomerOrderId>\n</Order>'))
      .toEqual({ customerOrderId: 'a  b' })
  })

  it('prefixes, attributes, comments, CDATA, processing instructions and a byte order mark are no obstacle', () => {
    const xml = '\ufeff<?xml version="1.0" encoding="utf-8"?><!-- a --><?b c?><n:Order xmlns:n="urn:x" a="1">'
      + '<m:SiteId m:b="2">1<!-- no -->2</m:SiteId><CustomerOrderId>a<![CDATA[<b>&]]>c</CustomerOrderId></n:Order><!-- z -->'
    expect(decodeXml(Order, xml))
      .toEqual({ root: 'Order', value: { customerOrderId: 'a<b>&c', siteId: 12 }, ignored: [] })
  })

  it('bytes are read as UTF-8, with or without a byte order mark', () => {
    const xml = '<Order><CustomerOrderId>é📞</CustomerOrderId></Order>'
    expect(decodeXml(Order, Buffer.from(xml)).value).toEqual({ customerOrderId: 'é📞' })
    expect(decodeXml(Order, Buffer.from(`\ufeff${xml}`)).value).toEqual({ customerOrderId: 'é📞' })
  })

  it('only plain decimals become numbers, only instants with a zone become Dates', () => {
    const schema = z.object({ n: z.number(), d: z.date() })
    const value = (n: string, d: string) => decodeXml(schema, `<R><N>${n}</N><D>${d}</D></R>`).value
    expect(value('-007.50', '2014-07-03T14:12:57.840+03:00'))
      .toEqual({ n: -7.5, d: new Date('2014-07-03T11:12:57.840Z') })
    for (const n of ['1e3', '0x10', '1,000', '.5', 'Infinity', '9'.repeat(400)]) expect(value(n, 'x')).toEqual({ n, d: 'x' })
    for (const d of ['2014-07-03', '2014-07-03T14:12:57', '2014-02-30T00:00:00Z']) expect(value('1', d)).toEqual({ n: 1, d })
  })

  it('the same scalar twice is refused, not guessed', () => {
    const { value } = decodeXml(Order, '<Order><SiteId>1</SiteId><SiteId>2</SiteId></Order>')
    expect(validate(Order, value, { root: 'Order' })).toMatchObject({ ok: false, issues: [{ path: 'Order.SiteId' }] })
  })

  it('elements where a text belongs, and text where elements belong, are refused', () => {
    const issuesOf = (xml: string) => validate(Order, read(xml), { root: 'Order' })
    expect(issuesOf('<Order><SiteId><Id>1</Id></SiteId></Order>'))
      .toMatchObject({ ok: false, issues: [{ path: 'Order.SiteId' }] })
    expect(issuesOf('<Order><Address>here</Address></Order>'))
      .toMatchObject({ ok: false, issues: [{ path: 'Order.Address' }] })
    expect(issuesOf('<Order>here</Order>')).toMatchObject({ ok: false, issues: [{ path: 'Order' }] })
  })

  it('a record cannot reach a prototype', () => {
    const { value } = decodeXml(z.record(z.string(), z.string()), '<R><__proto__>x</__proto__><a>1</a></R>')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'a'])
  })
})

describe('what the schema does not know', () => {
  it('is named by path, once, without what is in it', () => {
    const xml = '<Order><FooBar>secret</FooBar><FooBar/><Client><Password>secret</Password></Client>'
      + '<Address><Planet>x</Planet></Address><VoiceHosts><Host><Weight>1</Weight></Host><Host><Weight>1</Weight></Host><Gost/></VoiceHosts></Order>'
    const paths = ['Order.Address.Planet', 'Order.Client', 'Order.FooBar', 'Order.VoiceHosts.Gost', 'Order.VoiceHosts.Host.Weight']
    expect(ignoredIn(xml).toSorted()).toEqual(paths)
  })

  it('includes text beside elements', () => {
    expect(ignoredIn('<Order>hello<SiteId>1</SiteId></Order>')).toEqual(['Order.text()'])
    expect(ignoredIn('<Order><TelephoneNumberList>1<TelephoneNumber>2</TelephoneNumber></TelephoneNumberList></Order>'))
      .toEqual(['Order.TelephoneNumberList.text()'])
  })

  it('is capped at 20 paths of 200 printable characters', () => {
    const xml = Array.from({ length: 50 }, (_, at) => `<X${at}${'é'.repeat(300)}/>`).join('')
    const ignored = ignoredIn(`<Order>${xml}</Order>`)
    expect(ignored).toHaveLength(20)
    for (const path of ignored) expect(path).toMatch(/^Order\.X\d+\?+\.\.\.$/)
    expect(Math.max(...ignored.map(({ length }) => length))).toBe(200)
  })
})

describe('the root', () => {
  it('is reported, without prefix', () => {
    expect(decodeXml(Order, '<x:LnpOrder/>').root).toBe('LnpOrder')
  })

  it('is refused when it is not among those wanted, in any case', () => {
    expect(decodeXml(Order, '<ORDER/>', { roots: ['Lnp', 'Order'] }).root).toBe('ORDER')
    expect(() => decodeXml(Order, '<Other/>', { roots: ['Lnp', 'Order'] }))
      .toThrow(expect.objectContaining({ reason: 'wrong-root', message: 'The root element is Other; expected Lnp or Order.' }))
  })
})

it('in an intersection a property that either side requires is required', () => {
  const schema = z.object({ a: z.string().optional(), b: z.int() }).and(z.object({ a: z.string() }))
  expect(decodeXml(schema, '<R><A/><B>1</B></R>').value).toEqual({ a: '', b: 1 })
})

it('readXml gives the light tree', () => {
  expect(readXml('<a>x<b/>y<c>1</c></a>')).toEqual({
    name: 'a', text: 'xy', children: [{ name: 'b', text: '', children: [] }, { name: 'c', text: '1', children: [] }],
  })
})

describe('a union of objects', () => {
  const schema = z.object({
    by: z.union([
      z.object({ areaCode: z.string(), near: z.string().nullable() }),
      z.object({ zip: z.string(), tag: repeated(z.string()) }),
    ]),
  })

  it('is read as the one member whose elements are there', () => {
    expect(decodeXml(schema, '<R><By><AreaCode/></By></R>').value).toEqual({ by: { areaCode: '', near: null } })
    expect(decodeXml(schema, '<R><By><Zip>01234</Zip></By></R>').value).toEqual({ by: { zip: '01234', tag: [] } })
  })

  it('a member that misses something it needs is not meant', () => {
    const places = z.union([z.object({ zip: z.string(), city: z.string(), tag: repeated(z.string()) }), z.object({ zip: z.string(), near: z.string().nullable() })])
    expect(decodeXml(places, '<R><Zip>01234</Zip></R>').value).toEqual({ zip: '01234', near: null })
  })

  it('is read as all of them where it is not plain which is meant; empty elements do not count', () => {
    const { value } = decodeXml(schema, '<R><By><AreaCode/><Zip>01234</Zip><Tag>a</Tag></By></R>')
    expect(value).toEqual({ by: { zip: '01234', tag: ['a'] } })
  })

  it('converts a text as the member that accepts it', () => {
    const either = z.union([z.object({ v: z.string().regex(/^[a-z]+$/) }), z.object({ v: z.int() })])
    expect(decodeXml(either, '<R><V>12</V></R>').value).toEqual({ v: 12 })
    expect(decodeXml(either, '<R><V>ab</V></R>').value).toEqual({ v: 'ab' })
  })
})
