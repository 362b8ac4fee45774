import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeXml } from './decode.ts'
import { encodeXml } from './encode.ts'
import { decodeJson, encodeJson } from './json.ts'
import { list, repeated } from './lists.ts'
import { validate } from './validate.ts'

interface GoldenCase {
  readonly title: string
  readonly schema: z.ZodType
  readonly root: string
  readonly value: unknown
  readonly xml: string
  readonly json: unknown
}

const Tn = z.string().regex(/^\d{10}$/).meta({ xml: { name: 'TelephoneNumber' } })
const Instant = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })
const Host = z.object({ hostName: z.string(), port: z.int().optional() })
const created = new Date('2014-07-03T14:12:57.840Z')

const Category = z.object({
  name: z.string(),
  get parts() {
    return list(Category, 'Category').optional()
  },
})

const Step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wait'), seconds: z.int() }),
  z.object({ note: z.string(), kind: z.enum(['say', 'shout']) }),
])

/** Each is run in both directions, as XML and as JSON. */
const goldenCases: readonly GoldenCase[] = [
  {
    title: 'an order: scalars of all types in the order of the schema, one name of its own',
    schema: z.object({
      id: z.string().meta({ xml: { name: 'id' } }),
      siteId: z.int(),
      rate: z.number(),
      partialAllowed: z.boolean(),
      orderCreateDate: z.date(),
      status: z.enum(['RECEIVED', 'COMPLETE']),
      version: z.literal(2),
    }),
    root: 'Order',
    value: { id: 'a-1', siteId: 7, rate: -0.5, partialAllowed: false, orderCreateDate: created, status: 'RECEIVED', version: 2 },
    xml: '<Order><id>a-1</id><SiteId>7</SiteId><Rate>-0.5</Rate><PartialAllowed>false</PartialAllowed>'
      + '<OrderCreateDate>2014-07-03T14:12:57.840Z</OrderCreateDate><Status>RECEIVED</Status><Version>2</Version></Order>',
    json: {
      id: 'a-1', siteId: 7, rate: -0.5, partialAllowed: false, orderCreateDate: '2014-07-03T14:12:57.840Z', status: 'RECEIVED', version: 2,
    },
  },
  {
    title: 'a name on the wrapper wins over the name on the inner schema; either is found',
    schema: z.object({
      a: z.string().meta({ xml: { name: 'inner' } }).optional(),
      b: z.string().optional().meta({ xml: { name: 'outer' } }),
      c: z.string().meta({ xml: { name: 'lost' } }).default('x').meta({ xml: { name: 'won' } }),
    }),
    root: 'R',
    value: { a: '1', b: '2', c: '3' },
    xml: '<R><inner>1</inner><outer>2</outer><won>3</won></R>',
    json: { a: '1', b: '2', c: '3' },
  },
  {
    title: 'a wrapped list of many',
    schema: z.object({ telephoneNumberList: list(Tn) }),
    root: 'R',
    value: { telephoneNumberList: ['9195551212', '9195551213'] },
    xml: '<R><TelephoneNumberList><TelephoneNumber>9195551212</TelephoneNumber><TelephoneNumber>9195551213</TelephoneNumber></TelephoneNumberList></R>',
    json: { telephoneNumberList: ['9195551212', '9195551213'] },
  },
  {
    title: 'a wrapped list of one, items named by the list',
    schema: z.object({ reserved: list(Tn, 'ReservedTn').min(1) }),
    root: 'R',
    value: { reserved: ['9195551212'] },
    xml: '<R><Reserved><ReservedTn>9195551212</ReservedTn></Reserved></R>',
    json: { reserved: ['9195551212'] },
  },
  {
    title: 'a wrapped list of none',
    schema: z.object({ sites: list(Host, 'Site').optional() }),
    root: 'SitesResponse',
    value: { sites: [] },
    xml: '<SitesResponse><Sites/></SitesResponse>',
    json: { sites: [] },
  },
  {
    title: 'an absent list and an absent scalar',
    schema: z.object({ sites: list(Host, 'Site').optional(), count: z.int().optional() }),
    root: 'SitesResponse',
    value: {},
    xml: '<SitesResponse/>',
    json: {},
  },
  {
    title: 'a list of lists',
    schema: z.object({ rows: list(list(z.int(), 'Cell'), 'Row') }),
    root: 'R',
    value: { rows: [[1, 2], []] },
    xml: '<R><Rows><Row><Cell>1</Cell><Cell>2</Cell></Row><Row/></Rows></R>',
    json: { rows: [[1, 2], []] },
  },
  {
    title: 'a repeated element named as its property, beside scalars',
    schema: z.object({ telephoneNumbers: z.object({ count: z.int(), telephoneNumber: repeated(z.string()) }) }),
    root: 'R',
    value: { telephoneNumbers: { count: 59, telephoneNumber: ['9195551212', '9195551213'] } },
    xml: '<R><TelephoneNumbers><Count>59</Count><TelephoneNumber>9195551212</TelephoneNumber>'
      + '<TelephoneNumber>9195551213</TelephoneNumber></TelephoneNumbers></R>',
    json: { telephoneNumbers: { count: 59, telephoneNumber: ['9195551212', '9195551213'] } },
  },
  {
    title: 'repeated objects, named by the item, and a required list of none',
    schema: z.object({ orders: repeated(Host, 'OrderIdUserIdDate'), others: repeated(z.string()) }),
    root: 'R',
    value: { orders: [{ hostName: 'a' }, { hostName: 'b', port: 5060 }], others: [] },
    xml: '<R><OrderIdUserIdDate><HostName>a</HostName></OrderIdUserIdDate>'
      + '<OrderIdUserIdDate><HostName>b</HostName><Port>5060</Port></OrderIdUserIdDate></R>',
    json: { orders: [{ hostName: 'a' }, { hostName: 'b', port: 5060 }], others: [] },
  },
  {
    title: 'names that differ in case only',
    schema: z.object({
      reservedTn: z.string(), reservedTN: z.string().optional(), reservationID: z.string().optional(), reservationId: z.string().optional(),
    }),
    root: 'R',
    value: { reservedTn: '1', reservedTN: '2', reservationId: '3' },
    xml: '<R><ReservedTn>1</ReservedTn><ReservedTN>2</ReservedTN><ReservationId>3</ReservationId></R>',
    json: { reservedTn: '1', reservedTN: '2', reservationId: '3' },
  },
  {
    title: 'characters that need escaping, and those beyond the basic plane',
    schema: z.object({ note: z.string() }),
    root: 'R',
    value: { note: 'a < b && "c" > \'d\' ]]> é 📞\nline\rreturn\ttab' },
    xml: '<R><Note>a &lt; b &amp;&amp; "c" &gt; \'d\' ]]&gt; é 📞\nline&#xD;return\ttab</Note></R>',
    json: { note: 'a < b && "c" > \'d\' ]]> é 📞\nline\rreturn\ttab' },
  },
  {
    title: 'a codec: a Date inside, a text on the wire; and one whose wire form is a list',
    schema: z.object({
      at: Instant,
      flag: z.stringbool(),
      tags: z.codec(list(z.string(), 'Tag'), z.set(z.string()), { decode: (tags) => new Set(tags), encode: (tags) => [...tags] }),
    }),
    root: 'R',
    value: { at: created, flag: true, tags: new Set(['a', 'b']) },
    xml: '<R><At>2014-07-03T14:12:57.840Z</At><Flag>true</Flag><Tags><Tag>a</Tag><Tag>b</Tag></Tags></R>',
    json: { at: '2014-07-03T14:12:57.840Z', flag: 'true', tags: ['a', 'b'] },
  },
  {
    title: 'a schema that holds itself',
    schema: Category,
    root: 'Category',
    value: { name: 'a', parts: [{ name: 'b', parts: [] }, { name: 'c' }] },
    xml: '<Category><Name>a</Name><Parts><Category><Name>b</Name><Parts/></Category><Category><Name>c</Name></Category></Parts></Category>',
    json: { name: 'a', parts: [{ name: 'b', parts: [] }, { name: 'c' }] },
  },
  {
    title: 'a discriminated union: each member in its own order',
    schema: z.object({ steps: list(Step, 'Step') }),
    root: 'R',
    value: { steps: [{ kind: 'wait', seconds: 3 }, { note: 'hello', kind: 'shout' }] },
    xml: '<R><Steps><Step><Kind>wait</Kind><Seconds>3</Seconds></Step><Step><Note>hello</Note><Kind>shout</Kind></Step></Steps></R>',
    json: { steps: [{ kind: 'wait', seconds: 3 }, { note: 'hello', kind: 'shout' }] },
  },
  {
    title: 'a union of objects, and of a word and an object',
    schema: z.object({
      by: z.union([z.object({ areaCode: z.int(), quantity: z.int() }), z.object({ zip: z.string(), quantity: z.int() })]),
      settings: z.union([z.literal('REMOVE'), z.object({ id: z.string() })]),
      other: z.union([z.literal('REMOVE'), z.object({ id: z.string() })]),
    }),
    root: 'R',
    value: { by: { zip: '01234', quantity: 2 }, settings: 'REMOVE', other: { id: '5' } },
    xml: '<R><By><Zip>01234</Zip><Quantity>2</Quantity></By><Settings>REMOVE</Settings><Other><Id>5</Id></Other></R>',
    json: { by: { zip: '01234', quantity: 2 }, settings: 'REMOVE', other: { id: '5' } },
  },
  {
    title: 'a union of scalars: the first member that accepts the text',
    schema: list(z.union([z.int(), z.boolean(), z.string()]), 'Item'),
    root: 'Items',
    value: [1, true, 'one'],
    xml: '<Items><Item>1</Item><Item>true</Item><Item>one</Item></Items>',
    json: [1, true, 'one'],
  },
  {
    title: 'an intersection, a record, and null',
    schema: z.object({
      both: z.object({ a: z.string() }).and(z.object({ b: z.int() })),
      counts: z.record(z.string(), z.int()),
      peer: z.int().nullable(),
    }),
    root: 'R',
    value: { both: { a: 'x', b: 1 }, counts: { Sites: 3, sipPeers: 4 }, peer: null },
    xml: '<R><Both><A>x</A><B>1</B></Both><Counts><Sites>3</Sites><sipPeers>4</sipPeers></Counts></R>',
    json: { both: { a: 'x', b: 1 }, counts: { Sites: 3, sipPeers: 4 }, peer: null },
  },
  {
    title: 'null in a list, and null as a member of a union',
    schema: z.object({ rates: list(z.int().nullable(), 'Rate'), rate: z.union([z.int(), z.null()]), none: z.literal(['x', null]) }),
    root: 'R',
    value: { rates: [1, null, 2], rate: null, none: null },
    xml: '<R><Rates><Rate>1</Rate><Rate/><Rate>2</Rate></Rates></R>',
    json: { rates: [1, null, 2], rate: null, none: null },
  },
  {
    title: 'numbers that JavaScript writes with an exponent',
    schema: list(z.number(), 'N'),
    root: 'Ns',
    value: [1e21, -1.5e-7, 1.234e25, 0],
    xml: '<Ns><N>1000000000000000000000</N><N>-0.00000015</N><N>12340000000000000000000000</N><N>0</N></Ns>',
    json: [1e21, -1.5e-7, 1.234e25, 0],
  },
]

describe.each(goldenCases)('$title', ({ schema, root, value, xml, json }) => {
  it('is written as this XML', () => {
    expect(encodeXml(schema, value, { root })).toBe(xml)
  })

  it('is read back from it', () => {
    const decoded = decodeXml(schema, xml)
    expect(decoded).toMatchObject({ root, ignored: [] })
    expect(validate(schema, decoded.value)).toEqual({ ok: true, value })
  })

  it('is written as this JSON, and read back', () => {
    expect(encodeJson(schema, value)).toEqual(json)
    const decoded = decodeJson(schema, JSON.parse(JSON.stringify(json)))
    expect(decoded.ignored).toEqual([])
    expect(validate(schema, decoded.value)).toEqual({ ok: true, value })
  })
})
