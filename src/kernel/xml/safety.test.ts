import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeXml } from './decode.ts'
import { encodeXml } from './encode.ts'
import { list } from './lists.ts'
import { XmlError } from './xml-error.ts'

const Order = z.object({ name: z.string().optional(), names: list(z.string(), 'Name').optional() })

function refusal(xml: string | Uint8Array, elementsMax?: number): XmlError {
  try {
    decodeXml(Order, xml, { elementsMax })
  } catch (error) {
    if (error instanceof XmlError) return error
    throw error
  }
  throw new Error('The document was accepted')
}

const reasonOf = (xml: string | Uint8Array) => refusal(xml).reason

describe('a document that would do harm is refused', () => {
  it('billion laughs', () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
    expect(reasonOf(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${laughs}]><Order><Name>&l9;</Name></Order>`))
      .toBe('doctype')
  })

  it('an external entity', () => {
    expect(reasonOf('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Order><Name>&e;</Name></Order>'))
      .toBe('doctype')
    expect(reasonOf('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><Order/>')).toBe('doctype')
  })

  it('entities that nobody declared, also those that every JavaScript object inherits', () => {
    for (const name of ['nbsp', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(reasonOf(`<Order><Name>&${name};</Name></Order>`)).toBe('malformed')
      expect(reasonOf(`<Order a="&${name};"/>`)).toBe('malformed')
    }
  })

  it('the five entities and numeric references are fine, unless they name what XML cannot carry', () => {
    expect(decodeXml(Order, '<Order><Name>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F4DE;</Name></Order>').value)
      .toEqual({ name: '<>&"\'A📞' })
    for (const code of ['#0', '#x1', '#xD800', '#xFFFF', '#x110000', '#', '#xyz']) {
      expect(reasonOf(`<Order><Name>&${code};</Name></Order>`)).toBe('malformed')
    }
  })

  it('10,000 levels, where 64 are accepted', () => {
    const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels)
    expect(reasonOf(nested(10_000))).toBe('too-deep')
    expect(reasonOf(nested(65))).toBe('too-deep')
    expect(decodeXml(Order, nested(64)).ignored).toEqual(['a.a'])
  })

  it('more elements than the limit', () => {
    const many = (count: number) => `<Order>${'<a/>'.repeat(count - 1)}</Order>`
    expect(reasonOf(many(200_001))).toBe('too-large')
    expect(decodeXml(Order, many(200_000)).ignored).toEqual(['Order.a'])
    expect(refusal(many(11), 10).reason).toBe('too-large')
  })

  it('10 MB of garbage, at once', () => {
    expect(reasonOf('x'.repeat(10_000_000))).toBe('malformed')
    expect(reasonOf('<'.repeat(10_000_000))).toBe('malformed')
    expect(reasonOf(`<a>${'&'.repeat(10_000_000)}`)).toBe('malformed')
    expect(reasonOf('<a>'.repeat(3_000_000))).toBe('too-deep')
    expect(reasonOf(Buffer.alloc(10_000_000, 0xa5))).toBe('malformed')
  })

  it('more attributes than anyone needs', () => {
    const attributes = Array.from({ length: 300_000 }, (_, at) => `a${at}=""`).join(' ')
    expect(decodeXml(Order, `<Order ${attributes}/>`).value).toEqual({})
  })
})

describe('a document that is broken is refused', () => {
  const broken: Record<string, string | Uint8Array> = {
    'truncated in text': '<Order><Name>x',
    'truncated in a tag': '<Order><Na',
    'truncated before the last tag': '<Order><Name>x</Name>',
    'two roots': '<Order/><Order/>',
    'text after the root': '<Order/>x',
    'tags crossed': '<Order><Name></Order></Name>',
    'an unpaired high surrogate': '<Order><Name>a\ud83d</Name></Order>',
    'an unpaired high surrogate that saxes would join to what follows': '<Order><Name>\ud83dab</Name></Order>',
    'an unpaired low surrogate': '<Order><Name>\udcdea</Name></Order>',
    'a control character': '<Order><Name>\u0001</Name></Order>',
    'a control character that XML 1.1 would allow': '<?xml version="1.1"?><Order><Name>&#1;</Name></Order>',
    'bytes that are not UTF-8': Buffer.concat([Buffer.from('<Order><Name>'), Buffer.from([0xc3, 0x28]), Buffer.from('</Name></Order>')]),
    'UTF-16 with its mark': Buffer.from('\ufeff<Order/>', 'utf16le'),
    'UTF-16 without': Buffer.from('<Order/>', 'utf16le'),
    'another declared encoding': '<?xml version="1.0" encoding="ISO-8859-1"?><Order/>',
    'a repeated attribute without value': '<Order a/>',
    'JSON': '{"Order":{}}',
  }
  it.each(Object.entries(broken))('%s', (_, xml) => {
    expect(reasonOf(xml)).toBe('malformed')
  })

  it('nothing at all', () => {
    for (const xml of ['', ' \n', '\ufeff', Buffer.alloc(0)]) expect(reasonOf(xml)).toBe('empty')
    expect(reasonOf('<!-- only this -->')).toBe('malformed')
  })

  it('with line and column, and a message of one printable line', () => {
    const error = refusal('<Order>\n  <Name>é</Nome>\n</Order>')
    expect(error).toMatchObject({ line: 2, column: 17 })
    expect(error.message).toBe('Not well-formed XML, line 2, column 17: unexpected close tag.')
    expect(refusal(`<${'é'.repeat(5000)}>`).message).toMatch(/^[\x20-\x7e]{1,200}$/)
  })
})

describe('what is written is always well-formed', () => {
  const written = (name: string) => encodeXml(Order, { name }, { root: 'Order' })

  it('what XML cannot carry becomes U+FFFD', () => {
    expect(written('a\0b\u001fc\ufffed\ud83de\udcdef'))
      .toBe('<Order><Name>a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf</Name></Order>')
  })

  it('text cannot become markup', () => {
    const name = ']]><!DOCTYPE x><Name a="1">&amp;<![CDATA['
    expect(decodeXml(Order, written(name))).toEqual({ root: 'Order', value: { name }, ignored: [] })
  })

  it('with a declaration on request', () => {
    expect(encodeXml(Order, {}, { root: 'Order', declaration: true }))
      .toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Order/>')
  })

  it('a name from data that cannot be an element is a fault, not markup', () => {
    expect(() => encodeXml(z.record(z.string(), z.string()), { 'a b': '1' }, { root: 'R' })).toThrow(TypeError)
    expect(() => encodeXml(Order, {}, { root: 'a><b' })).toThrow(TypeError)
  })

  it('a value that is not of the schema is a fault that does not show the value', () => {
    // What a careless cast would let through.
    const wrong: z.output<typeof Order> = JSON.parse('{"name":{"secret":1}}')
    expect(() => encodeXml(Order, wrong, { root: 'Order' })).toThrow('XML: <Name> cannot hold a value of type object')
    expect(() => encodeXml(z.object({ n: z.number() }), { n: NaN }, { root: 'R' })).toThrow('XML: <N> cannot hold NaN')
  })
})
