import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeJson, encodeJson } from './json.ts'
import { list } from './lists.ts'
import { validate } from './validate.ts'

const Host = z.object({ hostName: z.string() })
const Order = z.object({
  id: z.string().meta({ xml: { name: 'orderID' } }).optional(),
  siteId: z.int().optional(),
  peerId: z.int().nullable().optional(),
  note: z.string().nullable(),
  created: z.date().optional(),
  hosts: list(Host, 'Host').optional(),
}).meta({ xml: { name: 'Order' } })

describe('decodeJson', () => {
  it('accepts members by property or element name, in any case', () => {
    const wanted = { id: 'a', siteId: 1, hosts: [{ hostName: 'h' }] }
    expect(decodeJson(Order, { id: 'a', siteId: 1, hosts: [{ hostName: 'h' }] }).value).toEqual(wanted)
    expect(decodeJson(Order, { orderID: 'a', SiteId: 1, Hosts: [{ HostName: 'h' }] }).value).toEqual(wanted)
    expect(decodeJson(Order, { ORDERid: 'a', siteid: 1, HOSTS: [{ hostname: 'h' }] }).value).toEqual(wanted)
  })

  it('null is absent, unless the schema knows null; required things stay null for Zod to refuse', () => {
    expect(decodeJson(Order, { siteId: null, peerId: null, note: null, hosts: null }).value)
      .toEqual({ peerId: null, note: null })
    expect(decodeJson(z.object({ a: z.string() }), { a: null }).value).toEqual({ a: null })
  })

  it('an instant becomes a Date; types are not guessed otherwise', () => {
    expect(decodeJson(Order, { created: '2014-07-03T14:12:57Z', siteId: '1' }).value)
      .toEqual({ created: new Date('2014-07-03T14:12:57Z'), siteId: '1' })
    const Either = z.object({ a: z.union([z.string(), z.date()]), b: z.union([z.literal('now'), z.date()]) })
    const text = '2014-07-03T14:12:57Z'
    expect(decodeJson(Either, { a: text, b: text }).value).toEqual({ a: text, b: new Date(text) })
  })

  it('names what it does not know, safely for a header', () => {
    expect(decodeJson(Order, { Foo: { secret: 1 }, hosts: [{ x: 1 }, { x: 2 }], 'a\r\nSet-Cookie: b,c': 1, id: 'a', ID: 'b' }))
      .toEqual({ value: { id: 'a', hosts: [{}, {}] }, ignored: ['Order.Foo', 'Order.a??Set-Cookie: b?c', 'Order.ID', 'Order.Hosts.x'] })
  })

  it('what is no object is handed to Zod', () => {
    for (const json of [[], 'x', 1, true]) expect(validate(Order, decodeJson(Order, json).value).ok).toBe(false)
    expect(validate(Order, decodeJson(Order, { note: '', hosts: { host: [] } }).value))
      .toMatchObject({ ok: false, issues: [{ path: 'Order.Hosts' }] })
  })

  it('a member called __proto__ does nothing', () => {
    const { value, ignored } = decodeJson(Order, JSON.parse('{"__proto__":{"siteId":1},"note":"x"}'))
    expect(value).toEqual({ note: 'x' })
    expect(ignored).toEqual(['Order.__proto__'])
  })

  it('refuses texts that XML could not carry, by place', () => {
    for (const note of ['a\0b', '\u001b', '\ud800', '\uffff']) {
      expect(() => decodeJson(Order, { note })).toThrow(/^The text of Order[.]Note holds/)
    }
    expect(decodeJson(Order, { note: 'tab\tand\nline \u{1F4DE}' }).value).toEqual({ note: 'tab\tand\nline \u{1F4DE}' })
  })

  it('stops at 64 levels', () => {
    const Node = z.object({ get next() { return Node.optional() } })
    let json: unknown = {}
    for (let level = 0; level < 5000; level++) json = { next: json }
    expect(() => decodeJson(Node, json)).toThrow(expect.objectContaining({ reason: 'too-deep' }))
  })
})

it('encodeJson leaves out what the schema lacks', () => {
  const value = { note: null, siteId: undefined, secret: 'x', created: new Date(0) }
  expect(JSON.stringify(encodeJson(Order, value))).toBe('{"note":null,"created":"1970-01-01T00:00:00.000Z"}')
})
