import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { Address } from '../accounts/index.ts'
import { db } from './db.ts'

/** An address that a site or SIP peer was given. `id` is that of the site or peer. */
export interface PlaceAddress {
  readonly id: number
  readonly address: Address
}

export type PlaceKind = 'site' | 'peer'

const source = (kind: PlaceKind) => kind === 'site'
  ? sql`(select id, account_id, address from site) p`
  : sql`(select id, account_id, details -> 'address' as address from sip_peer) p`

const matching = (accountId: number, type: string) => sql`p.account_id = ${accountId} and lower(p.address ->> 'addressType') = lower(${type})`

/** How many sites, or SIP peers, of an account have an address of a type (`Service`, `Billing`). */
export async function countPlaceAddresses(tx: Tx, kind: PlaceKind, accountId: number, type: string): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*) from ${source(kind)} where ${matching(accountId, type)}`.execute(db(tx))
  return row?.count ?? 0
}

/** Their addresses by id: at most `size`, from the id `from` on, less the first `skip`. */
export async function placeAddresses(
  tx: Tx, kind: PlaceKind, accountId: number, { type, from, skip, size }: { readonly type: string, readonly from: number, readonly skip: number, readonly size: number },
): Promise<PlaceAddress[]> {
  const { rows } = await sql<{ id: number, address: unknown }>`select p.id, p.address from ${source(kind)}
    where ${matching(accountId, type)} and p.id >= ${from} order by p.id limit ${size} offset ${skip}`.execute(db(tx))
  return rows.map(({ id, address }) => ({ id, address: Address.parse(address) }))
}
