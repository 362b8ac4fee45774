import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { ImportReport } from '../../../kernel/files/import-report.ts'
import type { TableColumns, TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import { addMissingPlaces, writeCarriers } from './missing-places.ts'

/** An exchange (six digits) or a thousands block (seven), where it lies and whose it is. */
interface Code {
  readonly digits: string
  readonly state: string
  readonly rateCenter: string
  readonly spid: string
  readonly company: string
}

/** What must stand in the heading of the reports; area code and exchange stand in one column or in two. */
export const exchangeColumns: TableColumns = { required: [['NPA-NXX', 'NPA'], ['State'], ['RateCenter', 'Rate Center Name', 'RC'], ['OCN']] }
export const blockColumns: TableColumns = {
  required: [['NPA-NXX-X', 'X', 'Block'], ['NPA-NXX', 'NXX', 'NPA-NXX-X'], ['State'], ['RateCenter', 'Rate Center Name', 'RC'], ['OCN']],
}

/** Uses and statuses of a code that somebody has: assigned, or in service. Codes in any other are passed over. */
const ASSIGNED: ReadonlySet<string> = new Set(['', 'AS', 'A', 'ASSIGNED', 'IS', 'IN SERVICE'])

const joined = (row: TableRow, names: readonly string[]) => names.map((name) => row.cell(name)).join('').replace(/\D/g, '')

function digitsOf(row: TableRow, length: 6 | 7): string {
  const whole = joined(row, [length === 7 ? 'NPA-NXX-X' : 'NPA-NXX'])
  if (whole.length === length) return whole
  const exchange = joined(row, ['NPA-NXX']) || joined(row, ['NPA', 'NXX'])
  return length === 6 ? exchange : exchange + (joined(row, ['X']) || joined(row, ['Block']))
}

function readCode(row: TableRow, length: 6 | 7): Code | string | undefined {
  if (!ASSIGNED.has((row.cell('Use') || row.cell('Status')).toUpperCase())) return undefined
  const digits = digitsOf(row, length)
  if (digits.length !== length || !/^[2-9]\d\d[2-9]/.test(digits)) return `'${digits.slice(0, 40)}' is no ${length === 6 ? 'NPA-NXX' : 'NPA-NXX-X'}`
  const state = row.cell('State').toUpperCase()
  if (!/^[A-Z]{2}$/.test(state)) return `'${state.slice(0, 40)}' is no state`
  const rateCenter = (row.cell('RateCenter') || row.cell('Rate Center Name') || row.cell('RC')).toUpperCase()
  if (rateCenter === '' || rateCenter.length > 40) return `'${rateCenter.slice(0, 40)}' is no rate center`
  const spid = row.cell('OCN').toUpperCase()
  if (spid !== '' && !/^[A-Z0-9]{4}$/.test(spid)) return `'${spid.slice(0, 40)}' is no OCN`
  return { digits, state, rateCenter, spid, company: row.cell('Company') || row.cell('CompanyName') || spid }
}

/** Reads a line of the central office code report: undefined for a code that nobody has, a text for what is wrong with it. */
export const readExchange = (row: TableRow) => readCode(row, 6)
/** Reads a line of the thousands-block report, as `readExchange`. */
export const readBlock = (row: TableRow) => readCode(row, 7)

async function writeCodes(tx: Tx, rows: readonly Code[], report: ImportReport, insert: (given: RawBuilder<unknown>) => RawBuilder<unknown>): Promise<void> {
  const codes = [...new Map(rows.map((row) => [row.digits, row])).values()]
  report.add('new rate centers', await addMissingPlaces(tx, codes.map(({ state, rateCenter, digits }) => ({ state, rateCenter, npa: digits.slice(0, 3) }))))
  await writeCarriers(tx, codes.map(({ spid, company }) => ({ spid, name: company })))
  const result = await insert(sql`
    select given.digits, center.id, nullif(given.spid, '')
    from unnest(${codes.map(({ digits }) => digits)}::text[], ${codes.map(({ state }) => state)}::text[],
        ${codes.map(({ rateCenter }) => rateCenter)}::text[], ${codes.map(({ spid }) => spid)}::text[]) as given(digits, state, name, spid)
      join rate_center center on center.state = given.state and center.abbreviation = given.name
    order by given.digits`).execute(plan(tx))
  report.add('codes', codes.length)
  report.add('changed', Number(result.numAffectedRows ?? 0))
}

/** Writes exchanges; a rate center that is not known is added. */
export const writeExchanges = (tx: Tx, rows: readonly Code[], report: ImportReport): Promise<void> => writeCodes(tx, rows, report, (given) => sql`
  insert into exchange (npa_nxx, rate_center_id, spid) ${given}
  on conflict (npa_nxx) do update set rate_center_id = excluded.rate_center_id, spid = coalesce(excluded.spid, exchange.spid)
    where (exchange.rate_center_id, exchange.spid) is distinct from (excluded.rate_center_id, coalesce(excluded.spid, exchange.spid))`)

/** Writes thousands blocks; a rate center that is not known is added. */
export const writeBlocks = (tx: Tx, rows: readonly Code[], report: ImportReport): Promise<void> => writeCodes(tx, rows, report, (given) => sql`
  insert into thousands_block (npa_nxxx, rate_center_id, spid) ${given}
  on conflict (npa_nxxx) do update set rate_center_id = excluded.rate_center_id, spid = coalesce(excluded.spid, thousands_block.spid)
    where (thousands_block.rate_center_id, thousands_block.spid) is distinct from (excluded.rate_center_id, coalesce(excluded.spid, thousands_block.spid))`)
