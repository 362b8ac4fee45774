import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/kernel/contract/operation.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { firstSite } from '../world/orders.ts'
import { exactHeader, rawRequest, type RawAnswer } from '../world/raw-http.ts'
import { addressOf, builtOperations, storedRows } from '../world/requests.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Bodies that nobody should send, to every operation that takes one. Nothing may be stored, nothing may end in a 500. */

const AUTH = 'sandbox:sandbox'
const XML = { 'Content-Type': 'application/xml; charset=utf-8' }
const JSON_TYPE = { 'Content-Type': 'application/json' }

let world: World
let site: number
let before: Readonly<Record<string, number>>
let operations: readonly Operation[]

beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
  operations = builtOperations(world).filter(({ body }) => body !== undefined)
})
afterAll(() => world.close())
beforeEach(async () => { before = await storedRows(world) })
afterEach(async () => {
  await world.settle()
  expect(await storedRows(world)).toEqual(before)
})

const send = (operation: Operation, body: string | Uint8Array, headers: Readonly<Record<string, string>>): Promise<RawAnswer> => {
  const known: Readonly<Record<string, string | number>> = { accountid: world.account, siteid: site, account: world.account, feature: 'Origination' }
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toLowerCase())
  // Whatever else is named does not exist; the body is looked at before that is found out.
  const path = addressOf(operation, Object.fromEntries(names.map((name) => [name, known[name] ?? '999999'])))
  return rawRequest(world.origin, { method: operation.method, path: path.startsWith('/sandbox') ? path : `/api${path}`, auth: AUTH, body, headers })
}

function expectXmlRefusal({ status, body }: RawAnswer, operation: Operation, wanted: number): void {
  expect(status, `${operation.id} answered ${body}`).toBe(wanted)
  expect(readXml(body).name).toBe(operation.errors.root)
  expect(body).toMatch(/<(Error)?Code>\d+<.*<Description>[^<]{5,}</)
}

function expectJsonRefusal(answer: RawAnswer, operation: Operation, wanted: number): void {
  expect(answer.status, `${operation.id} answered ${answer.body}`).toBe(wanted)
  expect(exactHeader(answer, 'content-type')).toBe('application/problem+json; charset=utf-8')
  expect(JSON.parse(answer.body)).toMatchObject({ status: wanted, detail: expect.any(String), requestId: expect.any(String) })
}

const utf16 = (xml: string) => Buffer.from(`\ufeff${xml}`, 'utf16le')
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')

const unreadable: readonly (readonly [string, string | Uint8Array])[] = [
  ['nothing', ''],
  ['white space', ' \r\n\t '],
  ['text', 'hello'],
  ['a cut-off document', '<Order><SiteId>1</SiteId'],
  ['crossed elements', '<Order><a><b></a></b></Order>'],
  ['two roots', '<Order/><Order/>'],
  ['a name that is none', '<Order><1/></Order>'],
  ['an attribute without quotes', '<Order a=1/>'],
  ['an ampersand', '<Order><Name>a & b</Name></Order>'],
  ['an entity that nobody declared', '<Order><Name>&nbsp;</Name></Order>'],
  ['a document type', '<!DOCTYPE Order><Order/>'],
  ['a billion laughs', `<!DOCTYPE Order [<!ENTITY l0 "lol">${laughs}]><Order><Name>&l9;</Name></Order>`],
  ['an external entity', '<!DOCTYPE Order [<!ENTITY e SYSTEM "file:///etc/passwd">]><Order><Name>&e;</Name></Order>'],
  ['an external parameter entity', '<!DOCTYPE Order [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x">%e;]><Order/>'],
  ['an external document type', '<!DOCTYPE Order SYSTEM "http://127.0.0.1:9/x.dtd"><Order/>'],
  ['a NUL', '<Order><Name>a\0b</Name></Order>'],
  ['a reference to NUL', '<Order><Name>&#0;</Name></Order>'],
  ['a control character', '<Order><Name>\u001b[2J</Name></Order>'],
  ['a reference to a control character', '<Order><Name>&#x1b;</Name></Order>'],
  ['a reference to half a surrogate pair', '<Order><Name>&#xD800;</Name></Order>'],
  ['bytes that are not UTF-8', Buffer.from('<Order><Name>M\xfcnchen</Name></Order>', 'latin1')],
  ['an overlong NUL', Buffer.from('3c4f726465723e c080 3c2f4f726465723e'.replaceAll(' ', ''), 'hex')],
  ['UTF-16', utf16('<Order/>')],
  ['another declared encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><Order/>'],
  ['10,000 levels', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`],
  ['300,000 elements', `<Order>${'<a/>'.repeat(300_000)}</Order>`],
  ['JSON', '{"siteId":1}'],
]

describe('XML that cannot be read is refused with 400 in the form of the operation', () => {
  it.each(unreadable)('%s', async (_what, body) => {
    for (const operation of operations) expectXmlRefusal(await send(operation, body, XML), operation, 400)
  })

  it('and says where, without repeating what was sent', async () => {
    const [order] = operations.filter(({ id }) => id === 'orders-post')
    if (!order) throw new Error('there is no orders-post')
    const { body } = await send(order, '<Order>\n  <Secret>hunter2</Wrong>\n</Order>', XML)
    expect(text(readXml(body), 'ErrorList/Error/Description')).toMatch(/line 2/)
    expect(body).not.toContain('hunter2')
  })
})

const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
const unreadableJson: readonly (readonly [string, string | Uint8Array])[] = [
  ['nothing', ''],
  ['XML', '<Order><SiteId>1</SiteId></Order>'],
  ['a cut-off document', '{"siteId":'],
  ['a comma too many', '{"siteId":1,}'],
  ['NaN', '{"siteId":NaN}'],
  ['bytes that are not UTF-8', Buffer.from('{"name":"M\xfcnchen"}', 'latin1')],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"order"'],
  ['a number', '1'],
]

describe('JSON that cannot be read is refused with 400 as problem details', () => {
  it.each(unreadableJson)('%s', async (what, body) => {
    // One operation takes a text, which is JSON too.
    for (const operation of operations.filter(({ id }) => id !== 'users-id-password-put' || what !== 'a text')) {
      expectJsonRefusal(await send(operation, body, JSON_TYPE), operation, 400)
    }
  })

  it('20,000 levels of what nobody knows do no harm', async () => {
    for (const operation of operations) {
      const { status } = await send(operation, deep, JSON_TYPE)
      // Where nothing is needed in the body, what it is about is found missing, or nothing is what is wanted.
      expect(operation.id === 'admin-accounts-id-limits-put' ? [200] : [400, 404], operation.id).toContain(status)
    }
  })
})

describe('the body as a whole', () => {
  const large = Buffer.alloc(10_000_000, '<Order>')

  it('of 10 MB is refused with 413 in the format of the client', async () => {
    for (const operation of operations) expectXmlRefusal(await send(operation, large, XML), operation, 413)
    for (const operation of operations) expectJsonRefusal(await send(operation, large, JSON_TYPE), operation, 413)
  })

  it('of 10 MB in chunks, whose length nobody said, as well', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let n = 0; n < 10; n += 1) controller.enqueue(new Uint8Array(1_000_000).fill(32))
        controller.close()
      },
    })
    const answer = await fetch(`${world.url}/accounts/${world.account}/orders`, {
      method: 'POST', body: stream, duplex: 'half', headers: { ...XML, Authorization: `Basic ${btoa(AUTH)}` },
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'image/png', ';;;', 'x y z', 'application/xmlx'])(
    'of Content-Type %s is refused with 415', async (type) => {
      for (const operation of operations) {
        const expectRefusal = operation.prefers === 'json' ? expectJsonRefusal : expectXmlRefusal
        expectRefusal(await send(operation, '<Order/>', { 'Content-Type': type }), operation, 415)
      }
    })

  it.each(['gzip', 'deflate', 'br', 'nonsense'])('of Content-Encoding %s is refused with 415', async (encoding) => {
    for (const operation of operations) {
      expectXmlRefusal(await send(operation, gzipSync('<Order/>'), { ...XML, 'Content-Encoding': encoding }), operation, 415)
    }
  })
})
