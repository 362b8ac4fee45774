import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { ImportReport } from '../../../kernel/files/import-report.ts'
import type { TableColumns, TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import { countryOf, stateOf } from './countries.ts'

/** One area code that is assigned, as the report has it. */
interface AreaCode {
  readonly npa: string
  readonly country: string | null
  readonly state: string | null
  readonly kind: 'geographic' | 'toll-free' | 'non-geographic'
}

/** What must stand in the heading of the NPA report. */
export const areaCodeColumns: TableColumns = { required: [['NPA_ID', 'NPA'], ['ASSIGNED'], ['COUNTRY']] }

const TOLL_FREE: ReadonlySet<string> = new Set(['800', '822', '833', '844', '855', '866', '877', '888'])
const isYes = (text: string) => /^y(es)?$/i.test(text)

function kindOf(npa: string, use: string): AreaCode['kind'] {
  if (TOLL_FREE.has(npa)) return 'toll-free'
  return /^g/i.test(use) ? 'geographic' : 'non-geographic'
}

/** Reads a line of the report: undefined for a code that is not assigned, a text for what is wrong with it. */
export function readAreaCode(row: TableRow): AreaCode | string | undefined {
  const npa = row.cell('NPA_ID') || row.cell('NPA')
  if (!/^[2-9]\d\d$/.test(npa)) return `'${npa.slice(0, 40)}' is no area code`
  if (!isYes(row.cell('ASSIGNED'))) return undefined
  const kind = kindOf(npa, row.cell('USE'))
  const name = row.cell('COUNTRY')
  const country = countryOf(name)
  if (kind === 'geographic' && country === undefined) return `the country '${name.slice(0, 40)}' is not one of the plan`
  const isGeographic = kind === 'geographic'
  return { npa, kind, country: isGeographic ? country ?? null : null, state: isGeographic ? stateOf(row.cell('LOCATION')) ?? null : null }
}

/** Writes area codes. What the report does not know of a known one (its LATA, a state that is left open) stays. */
export async function writeAreaCodes(tx: Tx, rows: readonly AreaCode[], report: ImportReport): Promise<void> {
  const codes = [...new Map(rows.map((row) => [row.npa, row])).values()]
  const result = await sql`
    insert into npa (npa, country, state, kind)
    select * from unnest(${codes.map(({ npa }) => npa)}::text[], ${codes.map(({ country }) => country)}::text[],
      ${codes.map(({ state }) => state)}::text[], ${codes.map(({ kind }) => kind)}::text[])
    on conflict (npa) do update set country = coalesce(excluded.country, npa.country), state = coalesce(excluded.state, npa.state), kind = excluded.kind
      where (npa.country, npa.state, npa.kind)
        is distinct from (coalesce(excluded.country, npa.country), coalesce(excluded.state, npa.state), excluded.kind)`.execute(plan(tx))
  report.add('area codes', codes.length)
  report.add('changed', Number(result.numAffectedRows ?? 0))
}
