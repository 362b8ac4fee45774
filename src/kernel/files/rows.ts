import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A line of a table in a text file, its cells trimmed. `line` counts from 1. */
export interface TextRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly separator: Separator
}

/** What stands between the cells of a line. */
type Separator = ',' | '\t'

/** A file whose form is not what it should be; the message names the line. */
export class TableError extends Error {}

/** A file's text as a stream; `-` is standard input. */
export function openText(path: string): Readable {
  return path === '-' ? process.stdin : createReadStream(path)
}

/**
 * Cells of a line in CSV (RFC 4180, without line breaks inside quotes) or, with a tab, in tab-separated form. Undefined
 * where a quote is not closed.
 */
export function cellsOf(text: string, separator: Separator): string[] | undefined {
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  const cell = new RegExp(`\\s*(?:"((?:[^"]|"")*)"\\s*|([^${separator}"]*))(${separator}|$)`, 'y')
  for (;;) {
    const match = cell.exec(text)
    if (!match) return undefined
    cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
    if (match[3] === '') return cells
  }
}

/** What no text has, but compressed files, programs and texts in other encodings have. No database or XML could carry it. */
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/**
 * The rows of a text table as they are read, so that a file of any size takes little memory. Empty lines are passed over.
 * Tabs separate the cells where the first line has one, else commas. Throws TableError for a quote that is not closed, and
 * for what is no text.
 */
export async function* readRows(text: Readable): AsyncGenerator<TextRow> {
  let separator: Separator | undefined
  let line = 0
  for await (const read of createInterface({ input: text, crlfDelay: Infinity })) {
    line += 1
    const content = line === 1 ? read.replace(/^\uFEFF/, '') : read
    if (content.trim() === '') continue
    separator ??= content.includes('\t') ? '\t' : ','
    if (NO_TEXT.test(content)) throw new TableError(`line ${line} is no text; a file must be plain text in UTF-8, not compressed`)
    const cells = cellsOf(content, separator)
    if (!cells) throw new TableError(`line ${line}: a quotation mark is not closed`)
    yield { line, cells, separator }
  }
}

/** Items in groups of a size, the last one smaller. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The same items, the next one being made while the last one is used: a file is read while the database writes. */
export async function* ahead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done === true) return
      next = items.next()
      // Whoever awaits it hears of a failure; where nobody comes back for the next item it must not end the process.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await items.return(undefined)
  }
}

/** A cell as CSV writes it. */
export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
