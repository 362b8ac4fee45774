import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { Address } from '../../accounts/index.ts'
import { db } from '../db.ts'
import { anywhere, type PageStart } from '../page-start.ts'

/** An alternate end-user identifier: something that calls for help and has no number of its own. */
export interface Endpoint {
  readonly identifier: string
  readonly callbackNumber: string | undefined
  readonly callerName: string | undefined
  readonly address: Address | undefined
  readonly addressType: string | undefined
  readonly group: { readonly identifier: string, readonly description: string } | undefined
}

export interface EndpointFilter {
  readonly aeui?: string
  readonly callback?: string
  readonly pidfloenabledonly: boolean
  readonly suggestions?: string
}

interface Row {
  readonly identifier: string
  readonly callback_number: string | null
  readonly caller_name: string | null
  readonly address: unknown
  readonly type: string | null
  readonly group_id: string | null
  readonly description: string | null
}

const toEndpoint = (row: Row): Endpoint => ({
  identifier: row.identifier, callbackNumber: row.callback_number ?? undefined, callerName: row.caller_name ?? undefined,
  address: row.address === null ? undefined : Address.parse(row.address), addressType: row.type ?? undefined,
  group: row.group_id === null ? undefined : { identifier: row.group_id, description: row.description ?? '' },
})

const endpoints = sql`select e.identifier, e.callback_number, e.caller_name, a.address, a.type, g.id as group_id, g.description
  from emergency_endpoint e left join stored_address a on a.id = e.address_id
  left join emergency_notification_group g on g.id = e.notification_group_id`

const matching = (accountId: number, { aeui, callback, pidfloenabledonly, suggestions }: EndpointFilter) => sql.join([
  sql`e.account_id = ${accountId} and e.kind = 'AEUI'`,
  ...aeui === undefined ? [] : [sql`e.identifier = ${aeui}`],
  ...callback === undefined ? [] : [sql`e.callback_number = ${callback}`],
  ...pidfloenabledonly ? [sql`e.dynamic_location`] : [],
  ...suggestions === undefined ? []
    : [sql`(e.identifier ilike ${anywhere(suggestions)} or e.callback_number ilike ${anywhere(suggestions)} or e.caller_name ilike ${anywhere(suggestions)})`],
], sql` and `)

export async function countEndpoints(tx: Tx, accountId: number, filter: EndpointFilter): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::int as count from emergency_endpoint e where ${matching(accountId, filter)}`.execute(db(tx))
  return result.rows[0]?.count ?? 0
}

/** Identifiers in the order of their letters: one more than `size` where there are more. */
export async function pageOfEndpoints(tx: Tx, accountId: number, filter: EndpointFilter, { start, size }: { start: PageStart, size: number }): Promise<Endpoint[]> {
  const from = start.from === undefined ? sql`` : sql`and e.identifier >= ${start.from}`
  const result = await sql<Row>`${endpoints} where ${matching(accountId, filter)} ${from}
    order by e.identifier limit ${size + 1} offset ${start.skip}`.execute(db(tx))
  return result.rows.map(toEndpoint)
}

export async function findEndpoint(tx: Tx, accountId: number, identifier: string): Promise<Endpoint | undefined> {
  const result = await sql<Row>`${endpoints} where e.account_id = ${accountId} and e.kind = 'AEUI' and e.identifier = ${identifier}`.execute(db(tx))
  return result.rows.map(toEndpoint)[0]
}
