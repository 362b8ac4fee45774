import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { ImportReport } from '../../../kernel/files/import-report.ts'
import type { TableColumns, TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import type { NnRoute } from '../nn-route/repository.ts'

export const nnRouteColumns: TableColumns = { required: [['nnid'], ['name']], known: ['nnid', 'name', 'espid'] }

const HIGHEST = 2_147_483_647
const LONGEST_NAME = 100

/** Reads a line of our own table of routes, or answers what is wrong with it. */
export function readNnRoute(row: TableRow): NnRoute | string {
  const [nnid, name, espid] = [row.cell('nnid'), row.cell('name'), row.cell('espid')]
  if (!/^\d{1,10}$/.test(nnid) || Number(nnid) > HIGHEST) return `'${nnid.slice(0, 40)}' is no NNID`
  if (name === '' || name.length > LONGEST_NAME) return `'${name.slice(0, 40)}' is no name of a route`
  if (espid !== '' && !/^[A-Za-z0-9]{1,20}$/.test(espid)) return `'${espid.slice(0, 40)}' is no ESPID`
  return { nnid: Number(nnid), name, espid: espid === '' ? null : espid }
}

/** Writes routes; the last line on one counts. */
export async function writeNnRoutes(tx: Tx, rows: readonly NnRoute[], report: ImportReport): Promise<void> {
  const routes = [...new Map(rows.map((row) => [row.nnid, row])).values()]
  const result = await sql`
    insert into nn_route (nnid, espid, name)
    select * from unnest(${routes.map(({ nnid }) => nnid)}::integer[], ${routes.map(({ espid }) => espid)}::text[], ${routes.map(({ name }) => name)}::text[])
    on conflict (nnid) do update set espid = excluded.espid, name = excluded.name
      where (nn_route.espid, nn_route.name) is distinct from (excluded.espid, excluded.name)`.execute(plan(tx))
  report.add('routes', routes.length)
  report.add('changed', Number(result.numAffectedRows ?? 0))
}
