import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { csvCell } from '../../../kernel/files/rows.ts'
import { ledger } from '../db.ts'
import { allOf } from '../ledger/conditions.ts'
import { columns, type ColumnName } from './columns.ts'

/** Which numbers are written: those that an account has or keeps in its pool, or all; of one state, or of all. */
export interface ExportFilter {
  readonly accountId?: number
  readonly status?: string
}

const PAGE = 10_000
type ExportedRow = Readonly<Record<ColumnName, string | null>>

function conditions({ accountId, status }: ExportFilter): RawBuilder<SqlBool>[] {
  return [
    ...(accountId === undefined ? [] : [sql<SqlBool>`(t.account_id = ${accountId} or t.pool_account_id = ${accountId})`]),
    ...(status === undefined ? [] : [sql<SqlBool>`t.status = ${status}`]),
  ]
}

/** An instant of a `telephone_number t` as import reads it. */
const instant = (column: string) => sql`to_char(${sql.ref(`t.${column}`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

async function pageAfter(tx: Tx, last: string, filter: ExportFilter): Promise<ExportedRow[]> {
  const { rows } = await sql<ExportedRow>`
    select t.tn as number, t.status, t.pool_account_id::text as pool_account, t.account_id::text as account, t.site_id::text as site, t.peer_id::text as peer,
      center.abbreviation as rate_center, center.state, t.tier::text as tier, t.vendor_id::text as vendor, nullif(t.protected, false)::text as protected,
      nullif(t.external, false)::text as external, nullif(t.imported, false)::text as imported, nullif(t.hosted, false)::text as hosted,
      t.country, t.tn_type as type, array_to_string(t.service_types, ';') as services,
      ${instant('aging_until')} as aging_until, ${instant('in_service_at')} as in_service_at, ${instant('permanently_disconnected_at')} as disconnected_at
    from telephone_number t left join rate_center center on center.id = t.rate_center_id
    where ${allOf([sql`t.tn > ${last}`, ...conditions(filter)])} order by t.tn limit ${PAGE}`.execute(ledger(tx))
  return rows
}

async function write(out: Writable, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain')
}

/**
 * Writes numbers as CSV, ascending, page by page and as fast as they are taken, so that millions need little memory.
 * Answers how many. Numbers that come or go meanwhile may or may not be among them; none is written twice.
 */
export async function exportNumbers(database: Database, out: Writable, filter: ExportFilter): Promise<number> {
  await write(out, `${columns.join(',')}\n`)
  let count = 0
  for (let last = ''; ;) {
    const rows = await pageAfter(database.db, last, filter)
    if (rows.length > 0) await write(out, rows.map((row) => `${columns.map((name) => csvCell(row[name] ?? '')).join(',')}\n`).join(''))
    count += rows.length
    last = rows.at(-1)?.number ?? last
    if (rows.length < PAGE) return count
  }
}
