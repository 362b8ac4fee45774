import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { Address } from '../../accounts/index.ts'
import { db } from '../db.ts'
import { anywhere } from '../page-start.ts'

/** An address that an account keeps, and how many emergency endpoints are at it. */
export interface StoredAddress {
  readonly id: number
  readonly type: string
  readonly address: Address
  readonly endpointCount: number
  readonly validationStatus: string
}

export interface AddressFilter {
  readonly type?: string
  readonly locationId?: string
  /** Text that the location id has in it. */
  readonly suggestions?: string
}

interface Row extends Omit<StoredAddress, 'address' | 'validationStatus'> {
  readonly address: unknown
  readonly validation_status: string
}

const matching = (accountId: number, { type, locationId, suggestions }: AddressFilter) => sql.join([
  sql`a.account_id = ${accountId}`,
  ...type === undefined ? [] : [sql`a.type = ${type}`],
  ...locationId === undefined ? [] : [sql`lower(a.location_id) = lower(${locationId})`],
  ...suggestions === undefined ? [] : [sql`a.location_id ilike ${anywhere(suggestions)}`],
], sql` and `)

export async function countAddresses(tx: Tx, accountId: number, filter: AddressFilter): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::int as count from stored_address a where ${matching(accountId, filter)}`.execute(db(tx))
  return result.rows[0]?.count ?? 0
}

/** Addresses in the order of their making: at most `size`, from the id `from` on, less the first `skip`. */
export async function pageOfAddresses(
  tx: Tx, accountId: number, filter: AddressFilter, { from, skip, size }: { readonly from: number, readonly skip: number, readonly size: number },
): Promise<StoredAddress[]> {
  const result = await sql<Row>`select a.id, a.type, a.address, a.validation_status,
      (select count(*)::int from emergency_endpoint e where e.address_id = a.id) as "endpointCount"
    from stored_address a where ${matching(accountId, filter)} and a.id >= ${from}::bigint order by a.id limit ${size} offset ${skip}`.execute(db(tx))
  return result.rows.map(({ validation_status, address, ...row }) => ({ ...row, address: Address.parse(address), validationStatus: validation_status }))
}
