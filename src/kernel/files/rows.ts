import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A line of a table in a text file, its cells trimmed. `line` counts from 1. */
export interface TextRow {
  readonly line: number
  readonly cells: readonly string[]
}

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
export function cellsOf(text: string, separator: ',' | '\t'): string[] | undefined {
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

/**
 * The rows of a text table as they are read, so that a file of any size takes little memory. Empty lines are passed over.
 * Tabs separate the cells where the first line has one, else commas. Throws TableError for a quote that is not closed.
 */
export async function* readRows(text: Readable): AsyncGenerator<TextRow> {
  let separator: ',' | '\t' | undefined
  let line = 0
  for await (const read of createInterface({ input: text, crlfDelay: Infinity })) {
    line += 1
    const content = line === 1 ? read.replace(/^\uFEFF/, '') : read
    if (content.trim() === '') continue
    separator ??= content.includes('\t') ? '\t' : ','
    const cells = cellsOf(content, separator)
    if (!cells) throw new TableError(`line ${line}: a quotation mark is not closed`)
    yield { line, cells }
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

/** A cell as CSV writes it. */
export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
