import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { tables, type Database } from '../../../kernel/db/database.ts'
import type { DB } from '../../../kernel/db/schema.ts'
import { readRows, TableError } from '../../../kernel/files/rows.ts'
import { standardise, type StandardAddress } from '../standard/standardise.ts'
import { loadPostalTable, type PostalTable } from './postal-table.ts'

const db = tables<Pick<DB, 'address_street'>>()

/** What an import did: rows read, those without a street, city or state, and streets (per ZIP) that were not there before. */
export interface ImportedStreets {
  readonly rows: number
  readonly skipped: number
  readonly added: number
}

const AT_ONCE = 20_000
const NEEDED = ['number', 'street', 'city', 'region', 'postcode'] as const
type Column = typeof NEEDED[number]

function columnsOf(header: readonly string[]): ReadonlyMap<Column, number> {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) throw new TableError(`the first line lacks the columns ${missing.join(', ').toUpperCase()}`)
  return new Map(NEEDED.map((name) => [name, names.indexOf(name)]))
}

/** The row's street; undefined where it cannot be told which, or where. Many files leave out the city or the state. */
function streetIn(cell: (column: Column) => string, table: PostalTable): StandardAddress | undefined {
  const zip = /^\d{5}/.exec(cell('postcode').trim())?.[0] ?? ''
  const place = table.placeOf(zip)
  const address = standardise({
    houseNumber: cell('number'), streetName: cell('street'), city: cell('city') || place?.city, stateCode: cell('region') || place?.state, zip,
  })
  return address.street.name && address.city && /^[A-Z]{2}$/.test(address.state) ? address : undefined
}

async function store(database: Database, streets: Iterable<StandardAddress>): Promise<number> {
  const all = [...streets]
  if (all.length === 0) return 0
  const column = (of: (address: StandardAddress) => string) => all.map(of)
  const result = await sql`insert into address_street (state, city, name, pre_directional, suffix, post_directional, zip)
    select * from unnest(${column(({ state }) => state)}::text[], ${column(({ city }) => city)}::text[], ${column(({ street }) => street.name)}::text[],
      ${column(({ street }) => street.preDirectional)}::text[], ${column(({ street }) => street.suffix)}::text[],
      ${column(({ street }) => street.postDirectional)}::text[], ${column(({ zip }) => zip)}::text[])
    on conflict do nothing`.execute(db(database.db))
  return Number(result.numAffectedRows ?? 0n)
}

const keyOf = ({ state, city, zip, street }: StandardAddress) =>
  [state, city, street.name, street.preDirectional, street.suffix, street.postDirectional, zip].join('\t')

/**
 * Reads a CSV with the columns of OpenAddresses (NUMBER, STREET, CITY, REGION, POSTCODE; others are passed over) into the
 * streets that the reference geocoder knows. Safe to run again. Throws TableError for another kind of file.
 */
export async function importStreets(database: Database, text: Readable): Promise<ImportedStreets> {
  const table = loadPostalTable()
  let columns: ReadonlyMap<Column, number> | undefined
  let [rows, skipped, added] = [0, 0, 0]
  const waiting = new Map<string, StandardAddress>()
  const flush = async () => {
    added += await store(database, waiting.values())
    waiting.clear()
  }
  for await (const { cells: record } of readRows(text)) {
    if (!columns) {
      columns = columnsOf(record)
      continue
    }
    const places = columns
    rows += 1
    const address = streetIn((column) => record[places.get(column) ?? -1] ?? '', table)
    if (!address) skipped += 1
    else waiting.set(keyOf(address), address)
    if (waiting.size >= AT_ONCE) await flush()
  }
  if (!columns) throw new TableError('the file is empty')
  await flush()
  return { rows, skipped, added }
}
