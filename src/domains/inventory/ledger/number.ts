import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { attributesColumn, type NumberAttribute } from './attributes.ts'
import { factColumns, type NumberFacts } from './facts.ts'

/** A number with everything that the ledger says of it. `accountId` is the account that has it or keeps it in its own pool. */
export interface LedgerNumber extends NumberFacts {
  readonly status: string
  readonly accountId: number | null
  readonly country: string | null
  readonly tnType: string | null
  readonly onNet: boolean
  readonly siteId: number | null
  readonly peerId: number | null
  readonly serviceTypes: readonly string[]
  readonly attributes: readonly NumberAttribute[] | null
  readonly modifiedAt: Date
  readonly inServiceAt: Date | null
}

/** Columns of a `LedgerNumber`, of a `telephone_number t` and its `rate_center center`. */
export const numberColumns = sql`${factColumns}, t.status, coalesce(t.account_id, t.pool_account_id) as "accountId", t.country, t.tn_type as "tnType",
  (select vendor.on_net from vendor where vendor.id = t.vendor_id) as "onNet", t.site_id as "siteId", t.peer_id as "peerId",
  t.service_types as "serviceTypes", ${attributesColumn} as attributes, t.modified_at as "modifiedAt", t.in_service_at as "inServiceAt"`

/** Whether a `telephone_number t` is one of these accounts' to see: held by one, or kept in its own pool. */
export const isOf = (accounts: readonly number[]): RawBuilder<SqlBool> =>
  sql`(t.account_id = any(${accounts}::integer[]) or (t.account_id is null and t.pool_account_id = any(${accounts}::integer[])))`

/** A number that is one of the accounts' to see, or undefined. */
export async function findNumber(tx: Tx, accounts: ReadonlySet<number>, tn: string): Promise<LedgerNumber | undefined> {
  const { rows } = await sql<LedgerNumber>`
    select ${numberColumns} from telephone_number t left join rate_center center on center.id = t.rate_center_id
    where t.tn = ${tn} and ${isOf([...accounts])}`.execute(ledger(tx))
  return rows[0]
}

/**
 * Those of the numbers that are in the inventory and served by us, ascending: not what left by a port-out, nor what another
 * carrier serves and an account uses for messaging alone.
 */
export async function numbersServedHere(tx: Tx, tns: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ tn: string }>`
    select tn from telephone_number t
    where t.tn = any(${tns}::text[]) and t.status <> 'PortOut' and not (t.external or t.imported or t.hosted) order by tn`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}

/** How many numbers an account has in service. */
export async function countInService(tx: Tx, accountId: number): Promise<number> {
  const row = await ledger(tx).selectFrom('telephone_number').select((e) => e.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId).where('status', '=', 'Inservice').executeTakeFirst()
  return row?.count ?? 0
}
