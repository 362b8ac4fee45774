import type { Readable } from 'node:stream'
import { readRows, TableError, type TextRow } from './rows.ts'

/** A row of a table with a heading: `cell(name)` is the text in the column of that name, '' where there is none. */
export interface TableRow {
  readonly line: number
  /** Why its cells cannot be trusted; undefined for a row that is as it should be. */
  readonly problem: string | undefined
  cell(name: string): string
}

/**
 * The columns of a table. `required`: what must be there, each under one of several names. `known`: all that there are, in a
 * table of our own: a misspelt one would be passed over like the columns that reports of others have and we do not need.
 */
export interface TableColumns {
  readonly required: readonly (readonly string[])[]
  readonly known?: readonly string[]
}

/** Headings match whatever their case, spaces and punctuation: `NPA-NXX`, `npa_nxx` and `NpaNxx` are one. */
const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Lines at the start of a file in which the heading is looked for: reports begin with a date or a title. */
const MOST_LINES_BEFORE = 10

function headingOf({ cells }: TextRow, { required }: TableColumns): ReadonlyMap<string, number> | undefined {
  const columns = new Map(cells.map((cell, index) => [plain(cell), index]))
  return required.every((names) => names.some((name) => columns.has(plain(name)))) ? columns : undefined
}

function refuseStrangers({ line, cells }: TextRow, { known }: TableColumns): void {
  if (known === undefined) return
  const names = new Set(known.map(plain))
  const stranger = cells.find((cell) => cell !== '' && !names.has(plain(cell)))
  if (stranger !== undefined) throw new TableError(`line ${line}: there is no column '${stranger.slice(0, 40)}', only ${known.join(', ')}`)
  const twice = cells.find((cell, index) => cell !== '' && cells.findIndex((other) => plain(other) === plain(cell)) < index)
  if (twice !== undefined) throw new TableError(`line ${line}: the column '${twice.slice(0, 40)}' is there twice`)
}

/** What is wrong with a row as a whole. Reports may have bytes in names that are not UTF-8, and tabs without a heading. */
function problemOf({ cells, separator }: TextRow, width: number, { known }: TableColumns): string | undefined {
  if (known !== undefined && cells.some((cell) => cell.includes('\uFFFD'))) return 'not all characters are UTF-8'
  const isOver = (known !== undefined || separator === ',') && cells.length > width && cells.slice(width).some((cell) => cell !== '')
  return isOver ? `there are ${cells.length} cells under a heading of ${width}; a cell with a comma needs quotation marks` : undefined
}

/**
 * Reads a table whose heading names its columns. What stands before the heading is passed over. Throws TableError where no
 * heading is found, and for a column that a table of our own does not have.
 */
export async function* readTable(text: Readable, wanted: TableColumns): AsyncGenerator<TableRow> {
  let columns: ReadonlyMap<string, number> | undefined
  let width = 0
  let before = 0
  for await (const row of readRows(text)) {
    if (columns) {
      const known = columns
      yield { line: row.line, problem: problemOf(row, width, wanted), cell: (name) => row.cells[known.get(plain(name)) ?? -1] ?? '' }
      continue
    }
    columns = headingOf(row, wanted)
    width = row.cells.length
    before += 1
    if (columns) refuseStrangers(row, wanted)
    else if (before === MOST_LINES_BEFORE) break
  }
  if (!columns) throw new TableError(`no line names the columns ${wanted.required.map((names) => names.join(' or ')).join(', ')}`)
}
