import type { Readable } from 'node:stream'
import { readRows, TableError, type TextRow } from './rows.ts'

/** A row of a table with a heading: `cell(name)` is the text in the column of that name, '' where there is none. */
export interface TableRow {
  readonly line: number
  cell(name: string): string
}

/** Headings match whatever their case, spaces and punctuation: `NPA-NXX`, `npa_nxx` and `NpaNxx` are one. */
const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Lines at the start of a file in which the heading is looked for: reports begin with a date or a title. */
const MOST_LINES_BEFORE = 10

function headingOf(row: TextRow, required: readonly (readonly string[])[]): ReadonlyMap<string, number> | undefined {
  const columns = new Map(row.cells.map((cell, index) => [plain(cell), index]))
  return required.every((names) => names.some((name) => columns.has(plain(name)))) ? columns : undefined
}

/**
 * Reads a table whose heading names its columns. `required`: what must be there, each under one of several names. What
 * stands before the heading is passed over. Throws TableError where no heading is found.
 */
export async function* readTable(text: Readable, required: readonly (readonly string[])[]): AsyncGenerator<TableRow> {
  let columns: ReadonlyMap<string, number> | undefined
  let before = 0
  for await (const row of readRows(text)) {
    if (columns) {
      const known = columns
      yield { line: row.line, cell: (name) => row.cells[known.get(plain(name)) ?? -1] ?? '' }
      continue
    }
    columns = headingOf(row, required)
    before += 1
    if (!columns && before === MOST_LINES_BEFORE) break
  }
  if (!columns) throw new TableError(`no line names the columns ${required.map((names) => names.join(' or ')).join(', ')}`)
}
