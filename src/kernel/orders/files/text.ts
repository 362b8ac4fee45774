import { setImmediate as letOthers } from 'node:timers/promises'
import { SaxesParser } from 'saxes'

/** Control characters that no text has; tab, line feeds, form feed and the end mark of old editors are let through. */
const CONTROL = /[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]/
/** Characters that files of the older encodings of Windows do not have. */
const UNASSIGNED = /[\x81\x8d\x8f\x90\x9d]/
const UTF_16 = { fffe: 'utf-16le', feff: 'utf-16be' } as const
/** Characters that are parsed before other requests get a turn: a few milliseconds. */
const PARSED_AT_ONCE = 16_384
const DEEPEST = 1_000
const CELL_ENDS = ',;\t\r\n'

function decode(content: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content)
  } catch {
    // Not of this encoding: that is the answer.
    return undefined
  }
}

/** What a content says that begins with the mark of UTF-16 and is that; else undefined. */
export function utf16Of(content: Buffer): string | undefined {
  const mark = content.subarray(0, 2).toString('hex')
  return mark === 'fffe' || mark === 'feff' ? decode(content, UTF_16[mark]) : undefined
}

/** What a content says where it is text, in UTF-8, in UTF-16 with its mark, or in an encoding of one byte per character; else undefined. */
export function textOf(content: Buffer): string | undefined {
  const text = utf16Of(content) ?? decode(content, 'utf-8') ?? (UNASSIGNED.test(content.toString('latin1')) ? undefined : content.toString('latin1'))
  return text === undefined || CONTROL.test(text) ? undefined : text
}

/** Whether a text is well-formed XML without entities of its own, and no deeper than anybody writes it. */
export async function isXml(text: string): Promise<boolean> {
  if (!text.trimStart().startsWith('<')) return false
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  let depth = 0
  parser.on('opentag', () => { if (++depth > DEEPEST) throw new Error('too deep') })
  parser.on('closetag', () => { depth -= 1 })
  try {
    for (let at = 0; at < text.length; at += PARSED_AT_ONCE) {
      if (at > 0) await letOthers()
      parser.write(text.slice(at, at + PARSED_AT_ONCE))
    }
    parser.close()
    return true
  } catch {
    // What is not well-formed is not XML: that is the answer.
    return false
  }
}

/** Whether nothing but spaces lies between a place and the next end of a cell (or of the text) in a direction. */
function isAtCellEnd(text: string, from: number, step: 1 | -1): boolean {
  let at = from
  while (text[at] === ' ') at += step
  const found = text[at]
  return found === undefined || CELL_ENDS.includes(found)
}

/** Where the quoted cell ends that begins at a place; -1 where it does not. A doubled quotation mark is part of the cell. */
function endOfQuoted(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  return end
}

/** Whether a text can be read as CSV: every quotation mark stands where one may, and is closed. */
export function isCsv(text: string): boolean {
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = endOfQuoted(text, start)
    if (end < 0 || !isAtCellEnd(text, start - 1, -1) || !isAtCellEnd(text, end + 1, 1)) return false
    start = text.indexOf('"', end + 1)
  }
  return true
}
