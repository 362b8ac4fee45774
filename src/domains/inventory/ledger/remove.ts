import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'
import { tellReleased } from './events.ts'
import { moveNumbers } from './moves.ts'

/** How brought numbers leave: `at` on the account's clock. */
export interface Removal {
  readonly accountId: number
  readonly at: Date
  readonly actor: string
  readonly orderId?: string
  readonly orderType?: string
  readonly orderCreatedAt?: Date
}

const REMOVED = 'Removed'

/** Those that the ledger had before are again what they were. */
async function giveBack(tx: Tx, tns: readonly string[], how: Removal): Promise<string[]> {
  const given = await moveNumbers(tx, 'giveBack', tns, {
    ...how,
    where: sql`t.account_id = ${how.accountId} and exists (select from number_before before where before.tn = t.tn)`,
    set: sql`site_id = null, peer_id = null, external = false, imported = false, hosted = false,
      (account_id, order_id, order_type, vendor_id, protected, service_types, in_service_at, ordered_at) = (
        select before.account_id, before.order_id, before.order_type, before.vendor_id, before.protected, before.service_types, before.in_service_at, before.ordered_at
        from number_before before where before.tn = held.tn)`,
    also: sql`delete from line_setting where tn in (select tn from changed)`,
  })
  await sql`delete from number_before where tn = any(${given}::text[])`.execute(ledger(tx))
  // Whoever had it last has given it up again.
  await sql`insert into disconnected_number (account_id, tn, at)
    select account_id, tn, permanently_disconnected_at from telephone_number
    where tn = any(${given}::text[]) and account_id is not null and permanently_disconnected_at is not null on conflict (account_id, tn) do nothing`.execute(ledger(tx))
  return given
}

/** All others leave the ledger; their history stays. */
async function drop(tx: Tx, tns: readonly string[], { accountId, at, actor, orderId, orderType, orderCreatedAt }: Removal): Promise<string[]> {
  const { rows } = await sql<{ tn: string }>`
    with held as (
      select t.tn, t.status, t.order_id, t.order_type from telephone_number t
      where t.tn ${isAnyOf(tns)} and t.account_id = ${accountId} and (t.external or t.imported or t.hosted) order by t.tn for update
    ), gone as (delete from telephone_number using held where telephone_number.tn = held.tn)
    insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, order_type, order_created_at, actor)
    select tn, ${at}::timestamptz, status, ${REMOVED}, ${accountId}::integer, coalesce(${orderId ?? null}::uuid, order_id),
      coalesce(${orderType ?? null}::text, order_type), ${orderCreatedAt ?? null}::timestamptz, ${actor}::text
    from held order by tn returning tn`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}

/**
 * Lets go numbers that the account brought: each is again what it was before anybody brought it, in the ledger as PortOut or
 * not in it at all. Answers those that went, ascending; what was not brought by this account stays. The caller has locked
 * them, or is alone. Tells nobody.
 */
export async function undoBringing(tx: Tx, tns: readonly string[], how: Removal): Promise<string[]> {
  const given = await giveBack(tx, tns, how)
  return [...given, ...await drop(tx, tns, how)].sort()
}

/** The same, and tells it (`number.released`). */
export async function removeBrought(tx: Tx, tns: readonly string[], how: Removal): Promise<string[]> {
  const gone = await undoBringing(tx, tns, how)
  await tellReleased(tx, gone, { accountId: how.accountId, at: how.at, to: REMOVED, orderId: how.orderId })
  return gone
}
