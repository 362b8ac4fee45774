import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { Address } from '../accounts/index.ts'
import { db } from './db.ts'

export type RecordKind = 'TN' | 'AEUI'

/** What the emergency service has of a number or an alternate end-user identifier. */
export interface EmergencyRecord {
  readonly subject: string
  readonly callbackNumber: string | null
  readonly callerName: string | null
  readonly preferredLanguage: string | null
  readonly dynamic: boolean
  readonly outcome: string | null
  readonly addressId: number | null
  readonly address: Address | undefined
  readonly locationId: string | null
  /** Who is told when it calls for help. */
  readonly group: { readonly identifier: string, readonly description: string } | undefined
}

/** The records of these numbers or identifiers of an account. */
export async function recordsOf(tx: Tx, accountId: number, kind: RecordKind, subjects: readonly string[]): Promise<ReadonlyMap<string, EmergencyRecord>> {
  const { rows } = await sql<Omit<EmergencyRecord, 'address' | 'group'> & { address: unknown, groupId: string | null, description: string | null }>`
    select e.identifier as subject, e.callback_number as "callbackNumber", e.caller_name as "callerName", e.preferred_language as "preferredLanguage",
      e.dynamic_location as dynamic, e.outcome, e.address_id as "addressId", a.address, a.location_id as "locationId",
      g.id as "groupId", g.description
    from emergency_endpoint e left join stored_address a on a.id = e.address_id left join emergency_notification_group g on g.id = e.notification_group_id
    where e.account_id = ${accountId} and e.kind = ${kind} and e.identifier = any(${subjects}::text[])`.execute(db(tx))
  return new Map(rows.map(({ address, groupId, description, ...row }) => [row.subject, {
    ...row, address: address === null ? undefined : Address.parse(address), group: groupId === null ? undefined : { identifier: groupId, description: description ?? '' },
  }]))
}

/** What becomes of a record; null empties, undefined leaves as it was. */
export interface RecordChange {
  readonly subject: string
  readonly addressId: number | null | undefined
  readonly callerName: string | null | undefined
  readonly callbackNumber?: string | undefined
  readonly preferredLanguage?: string | undefined
  readonly dynamic?: boolean | undefined
}

interface Writing { readonly accountId: number, readonly kind: RecordKind, readonly at: Date }

/** Writes records, any number of them at once, as the outcome of an order that succeeded with them. */
export async function writeRecords(tx: Tx, { accountId, kind, at }: Writing, changes: readonly RecordChange[]): Promise<void> {
  const rows = changes.map(({ subject, addressId, callerName, callbackNumber, preferredLanguage, dynamic }) => ({
    subject, address_id: addressId ?? null, moves: addressId !== undefined, caller_name: callerName ?? null, names: callerName !== undefined,
    callback_number: callbackNumber ?? null, preferred_language: preferredLanguage ?? null, dynamic: dynamic ?? false,
  }))
  await sql`insert into emergency_endpoint as e (account_id, kind, identifier, callback_number, caller_name, address_id, preferred_language, dynamic_location, outcome, created_at)
    select ${accountId}, ${kind}, r.subject, coalesce(r.callback_number, old.callback_number), case when r.names then r.caller_name else old.caller_name end,
      case when r.moves then r.address_id else old.address_id end, coalesce(r.preferred_language, old.preferred_language), r.dynamic, 'SUCCESS', ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(subject text, address_id int, moves boolean, caller_name text, names boolean,
        callback_number text, preferred_language text, dynamic boolean)
      left join emergency_endpoint old on old.account_id = ${accountId} and old.kind = ${kind} and old.identifier = r.subject
    order by r.subject collate "C"
    on conflict (account_id, kind, identifier) do update set callback_number = excluded.callback_number, caller_name = excluded.caller_name,
      address_id = excluded.address_id, preferred_language = excluded.preferred_language, dynamic_location = excluded.dynamic_location, outcome = 'SUCCESS'`.execute(db(tx))
}

/** Notes that the last order about these numbers came to nothing; what they had, they keep. */
export async function noteFailure(tx: Tx, accountId: number, tns: readonly string[], at: Date): Promise<void> {
  await sql`insert into emergency_endpoint (account_id, kind, identifier, outcome, created_at)
    select ${accountId}, 'TN', tn, 'FAILED', ${at} from unnest(${tns}::text[]) as given(tn) order by tn collate "C"
    on conflict (account_id, kind, identifier) do update set outcome = 'FAILED'`.execute(db(tx))
}

/** Takes records away, with addresses that have no name and nobody at them any more. */
export async function removeRecords(tx: Tx, accountId: number, kind: RecordKind, subjects: readonly string[]): Promise<void> {
  const { rows } = await sql<{ address_id: number | null }>`delete from emergency_endpoint
    where account_id = ${accountId} and kind = ${kind} and identifier = any(${subjects}::text[]) returning address_id`.execute(db(tx))
  await removeDeserted(tx, rows.map((row) => row.address_id))
}

/** Takes those of these addresses away that have no name and nobody at them. */
export async function removeDeserted(tx: Tx, addressIds: readonly (number | null)[]): Promise<void> {
  const ids = [...new Set(addressIds)].filter((id) => id !== null)
  if (ids.length === 0) return
  const isDeserted = sql`a.type = 'E911' and a.location_id is null and not exists (select from emergency_endpoint e where e.address_id = a.id)`
  // Waits for whoever is moving in at this instant; the next statement sees them.
  const { rows } = await sql<{ id: number }>`select a.id from stored_address a where a.id = any(${ids}::int[]) and ${isDeserted} order by a.id for update`.execute(db(tx))
  if (rows.length > 0) await sql`delete from stored_address a where a.id = any(${rows.map(({ id }) => id)}::int[]) and ${isDeserted}`.execute(db(tx))
}

/** A query of those numbers of accounts that have an emergency address of their own. */
export const numbersWithE911 = (accounts: readonly number[]): RawBuilder<{ tn: string }> =>
  sql`select e.identifier as tn from emergency_endpoint e where e.account_id = any(${accounts}::int[]) and e.kind = 'TN' and e.address_id is not null`

/** Which of these callback numbers belong to an identifier of the account without dynamic location, and to which. */
export async function callbackOwners(tx: Tx, accountId: number, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ callback_number: string, identifier: string }>`select callback_number, identifier from emergency_endpoint
    where account_id = ${accountId} and callback_number = any(${numbers}::text[]) and kind = 'AEUI' and not dynamic_location`.execute(db(tx))
  return new Map(rows.map((row) => [row.callback_number, row.identifier]))
}
