import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { Address } from '../accounts/index.ts'
import { db } from './db.ts'

/** An emergency address that has a name, by which endpoints and calls refer to it. */
export interface StoredLocation {
  readonly id: number
  readonly locationId: string
  readonly address: Address
  readonly isValid: boolean
}

interface Row { readonly id: number, readonly location_id: string, readonly address: unknown, readonly validation_status: string }

/** The locations of an account by their ids in small letters. They keep still until the transaction ends. */
export async function locationsOf(tx: Tx, accountId: number, locationIds: readonly string[]): Promise<ReadonlyMap<string, StoredLocation>> {
  if (locationIds.length === 0) return new Map()
  const { rows } = await sql<Row>`select id, location_id, address, validation_status from stored_address
    where account_id = ${accountId} and location_id is not null and lower(location_id) = any(${locationIds.map((id) => id.toLowerCase())}::text[])
    order by id for key share`.execute(db(tx))
  return new Map(rows.map((row) => [row.location_id.toLowerCase(), {
    id: row.id, locationId: row.location_id, address: Address.parse(row.address), isValid: row.validation_status === 'VALID',
  }]))
}

/** The location ids under which these addresses (as texts of JSON) are known, where they are. */
export async function locationsAt(tx: Tx, accountId: number, addresses: readonly Address[]): Promise<readonly { address: Address, locationId: string }[]> {
  const { rows } = await sql<{ address: unknown, location_id: string }>`select distinct on (a.address) a.address, a.location_id from stored_address a
    where a.account_id = ${accountId} and a.type = 'E911' and a.location_id is not null
      and a.address in (select value from jsonb_array_elements(${JSON.stringify(addresses)}::jsonb)) order by a.address, a.id`.execute(db(tx))
  return rows.map((row) => ({ address: Address.parse(row.address), locationId: row.location_id }))
}

interface Keeping { readonly accountId: number, readonly at: Date }

/** Stores locations, in place of those of the same ids. Answers their rows' ids by location id in small letters. */
export async function keepLocations(
  tx: Tx, { accountId, at }: Keeping, locations: readonly { readonly locationId: string, readonly address: Address, readonly isValid: boolean }[],
): Promise<ReadonlyMap<string, number>> {
  const given = locations.map(({ locationId, address, isValid }) => ({ location_id: locationId, address, status: isValid ? 'VALID' : 'INVALID' }))
  const { rows } = await sql<{ id: number, location_id: string }>`
    insert into stored_address (account_id, type, location_id, address, validation_status, created_at)
    select ${accountId}, 'E911', g.location_id, g.address, g.status, ${at}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(location_id text, address jsonb, status text) order by lower(g.location_id)
    on conflict (account_id, lower(location_id)) where location_id is not null
      do update set address = excluded.address, validation_status = excluded.validation_status
    returning id, location_id`.execute(db(tx))
  return new Map(rows.map((row) => [row.location_id.toLowerCase(), row.id]))
}

/** Stores an address that has no name, once for all that are at it. Answers its row's id. */
export async function keepAddress(tx: Tx, { accountId, at }: Keeping, address: Address): Promise<number> {
  const { rows: [row] } = await sql<{ id: number }>`
    insert into stored_address (account_id, type, address, validation_status, created_at) values (${accountId}, 'E911', ${JSON.stringify(address)}::jsonb, 'VALID', ${at})
    on conflict (account_id, type, md5(address::text)) where location_id is null and type = 'E911' do update set validation_status = 'VALID'
    returning id`.execute(db(tx))
  if (!row) throw new Error('an address was neither stored nor found')
  return row.id
}

/** Which endpoints are at each of these locations: numbers and identifiers, by the row's id. */
export async function usersOf(tx: Tx, addressIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ address_id: number, users: string[] }>`select address_id, array_agg(identifier order by identifier) as users
    from emergency_endpoint where address_id = any(${addressIds}::int[]) group by address_id`.execute(db(tx))
  return new Map(rows.map((row) => [row.address_id, row.users]))
}

/** Takes locations away at which nobody is. */
export async function removeLocations(tx: Tx, accountId: number, locationIds: readonly string[]): Promise<void> {
  await sql`delete from stored_address a where a.account_id = ${accountId} and a.location_id is not null
    and lower(a.location_id) = any(${locationIds.map((id) => id.toLowerCase())}::text[])
    and not exists (select from emergency_endpoint e where e.address_id = a.id)`.execute(db(tx))
}
