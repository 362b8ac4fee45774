import { expect, it, describe } from 'vitest'
import { documents, otherContents } from '../../../../tests/world/documents.ts'
import { ApiError } from '../../errors/catalogue.ts'
import { MEDIA_TYPES, mediaTypeOf } from './media-type.ts'

const every = Object.entries(documents)
const typeOf = (content: Buffer | string, declaredType: string) => mediaTypeOf({ content: Buffer.from(content), declaredType })

it('there is a document of each type to test with', () => {
  expect(every.map(([type]) => type).sort()).toEqual([...MEDIA_TYPES].sort())
})

describe('a document', () => {
  it.each(every)('of %s is what it is declared to be', async (type, content) => {
    expect(await typeOf(content, type)).toBe(type)
  })

  it.each(every.filter(([type]) => type !== 'text/csv'))('of %s is recognised where nothing is declared', async (type, content) => {
    expect(await typeOf(content, '')).toBe(type)
    expect(await typeOf(content, 'application/octet-stream')).toBe(type)
  })

  it('of CSV that is not declared is plain text: nothing tells them apart', async () => {
    expect(await typeOf(documents['text/csv'] ?? '', '')).toBe('text/plain')
  })

  it.each(every)('of %s is refused under the types of others', async (type, content) => {
    const text = ['text/plain', 'text/csv', 'application/xml']
    // Every text is plain text, and the letter of authorization is a table of one column.
    const fits = (other: string) => other === type || (text.includes(type) && other === 'text/plain') || (type === 'text/plain' && other === 'text/csv')
    for (const other of MEDIA_TYPES.filter((each) => !fits(each))) await expect(typeOf(content, other), other).rejects.toThrow(`The content is not ${other}.`)
  })

  it.each([
    ['audio/wav', 'audio/x-wav'], ['audio/vnd.wave', 'audio/x-wav'], ['text/xml', 'application/xml'], ['image/jpg', 'image/jpeg'],
    ['image/tif', 'image/tiff'], ['application/x-zip-compressed', 'application/zip'], ['application/csv', 'text/csv'],
  ])('declared as %s counts as %s', async (alias, type) => {
    expect(await typeOf(documents[type] ?? '', alias)).toBe(type)
  })

  it.each(['image/png', 'application/json', 'application/x-msdownload', 'text/html', 'nonsense', 'constructor', '__proto__', 'x'.repeat(5_000)])(
    'declared as %s is refused whatever it holds', async (declared) => {
      const refused = typeOf(documents['application/pdf'] ?? '', declared)
      await expect(refused).rejects.toThrow(ApiError)
      await expect(refused).rejects.toThrow(/^400 Files of type '.{1,100}' are not accepted; send one of application\/pdf, /)
    })
})

describe('what is no document', () => {
  it.each(Object.entries(otherContents))('%s is refused, declared or not', async (_what, content) => {
    await expect(typeOf(content, '')).rejects.toThrow('The content is none of')
    for (const type of MEDIA_TYPES) await expect(typeOf(content, type), type).rejects.toThrow(`The content is not ${type}.`)
  })
})

describe('text', () => {
  it.each([
    ['UTF-8', Buffer.from('Zürich, 東京')], ['UTF-8 with a mark', Buffer.from('\ufeffZürich')], ['UTF-16, little end first', Buffer.from('\ufeffZürich', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffZürich', 'utf16le').swap16()], ['one byte per character', Buffer.from('Z\xfcrich \x96 x', 'latin1')],
  ])('may be in %s', async (_encoding, content) => {
    expect(await typeOf(content, 'text/plain')).toBe('text/plain')
  })

  it.each([['a NUL', 'a\0b'], ['an escape', 'a\u001b[31m'], ['a character that no encoding has', Buffer.from('a\x81b', 'latin1')]])('may not hold %s', async (_what, content) => {
    await expect(typeOf(content, 'text/plain')).rejects.toThrow('The content is not text/plain.')
  })
})

describe('XML', () => {
  it.each([
    ['cut off', '<Letter><Signed'], ['of two roots', '<a/><b/>'], ['a page', '<!doctype html><p>x<br>'],
    ['with entities of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'], ['no XML at all', 'Dear Sir'],
  ])('is refused where it is %s', async (_what, text) => {
    await expect(typeOf(text, 'application/xml')).rejects.toThrow('The content is not application/xml.')
  })

  it('may begin with a comment or a mark', async () => {
    for (const text of ['<!-- x --><a/>', '\ufeff<a/>', '  <a/>']) expect(await typeOf(text, 'application/xml'), text).toBe('application/xml')
  })
})

it.each([
  ['deeper than anybody writes it', '<a>'.repeat(1_000_000), 'text/plain'], ['of 750,000 elements', `<a>${'<b/>'.repeat(750_000)}</a>`, 'application/xml'],
])('XML %s holds nobody up', async (_what, text, type) => {
  let longest = 0
  let last = performance.now()
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  expect(await typeOf(text, '')).toBe(type)
  clearInterval(pulse)
  // It takes most of a second in all; a loaded machine stretches the turns.
  expect(longest).toBeLessThan(400)
})

describe('CSV', () => {
  it.each(['a', 'a,b\n1,2\n', '"a"', '"a";"b"\r\n', 'x, "y" ,z', '"line\nbreak",2', '""', 'a,""\n', '"a ""b"" c"'])('may be %j', async (text) => {
    expect(await typeOf(text, 'text/csv')).toBe('text/csv')
  })

  it.each(['"a', 'a"b', '"a"b,c', 'a,"b\n', '"""', 'a "b"'])('is not %j', async (text) => {
    await expect(typeOf(text, 'text/csv')).rejects.toThrow('The content is not text/csv.')
  })

  it('of three megabytes of quotation marks is judged at once', async () => {
    await expect(typeOf('"'.repeat(3_000_001), 'text/csv')).rejects.toThrow('The content is not text/csv.')
    expect(await typeOf('"'.repeat(3_000_000), 'text/csv')).toBe('text/csv')
  })
})
