import { sql } from 'kysely'
import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'
import { tellReleased, tellRenewed } from './events.ts'
import { moveNumbers } from './moves.ts'

/** How an account gets numbers of another carrier: as its own, or to have their messages hosted here. */
export type BroughtAs = 'imported' | 'external'

/** Where brought numbers go, by which order: `at` on the account's clock, `clock` real time. */
export interface Bringing {
  readonly as: BroughtAs
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
  readonly orderId: string
  readonly orderType: string
  readonly orderCreatedAt: Date
  readonly at: Date
  readonly actor: string
  readonly clock: Clock
}

/** Numbers that are on no network of ours. */
const OTHER_CARRIER = 90

const marks = {
  imported: { external: false, imported: true, hosted: true, services: ['Hosted Messaging'] },
  external: { external: true, imported: false, hosted: false, services: ['Messaging'] },
} as const

/** Their line settings as on the first day: messaging on, nothing else set. */
async function renewLines(tx: Tx, tns: readonly string[]): Promise<void> {
  await sql`insert into line_setting (tn, sms_enabled) select tn, true from unnest(${tns}::text[]) as given(tn) order by tn
    on conflict (tn) do update set call_forward = null, calling_name_display = null, number_format = null, rpid_format = null,
      rewrite_user = null, sms_enabled = true`.execute(ledger(tx))
}

/**
 * Takes into the ledger, in service on the account, those of the numbers that it does not have; answers them ascending. All
 * of the others are locked from here to the end of the transaction. One statement that goes through the numbers ascending, so
 * two orders that bring the same ones wait for each other and never in a circle.
 */
export async function admitBrought(tx: Tx, tns: readonly string[], how: Bringing): Promise<string[]> {
  const { external, imported, hosted, services } = marks[how.as]
  const { rows } = await sql<{ tn: string }>`
    with admitted as (
      insert into telephone_number (tn, status, rate_center_id, state, lata, tier, vendor_id, account_id, site_id, peer_id, order_id, order_type,
        external, imported, hosted, service_types, in_service_at, ordered_at, modified_at)
      select given.tn, 'Inservice', center.id, coalesce(center.state, npa.state), coalesce(center.lata, npa.lata), coalesce(center.tier, 0), ${OTHER_CARRIER}::integer,
        ${how.accountId}::integer, ${how.siteId}::integer, ${how.peerId}::integer, ${how.orderId}::uuid, ${how.orderType}::text,
        ${external}::boolean, ${imported}::boolean, ${hosted}::boolean, ${services}::text[], ${how.at}::timestamptz, ${how.orderCreatedAt}::timestamptz, ${how.at}::timestamptz
      from unnest(${tns}::text[]) as given(tn)
        left join npa on npa.npa = left(given.tn, 3)
        left join thousands_block block on block.npa_nxxx = left(given.tn, 7)
        left join exchange on block.npa_nxxx is null and exchange.npa_nxx = left(given.tn, 6)
        left join rate_center center on center.id = coalesce(block.rate_center_id, exchange.rate_center_id)
      order by given.tn collate "C"
      on conflict (tn) do update set modified_at = excluded.modified_at where false
      returning tn)
    insert into telephone_number_history (tn, at, to_status, account_id, order_id, order_type, order_created_at, actor)
    select tn, ${how.at}::timestamptz, 'Inservice', ${how.accountId}::integer, ${how.orderId}::uuid, ${how.orderType}::text, ${how.orderCreatedAt}::timestamptz, ${how.actor}::text
    from admitted order by tn collate "C"
    returning tn`.execute(ledger(tx))
  const admitted = rows.map(({ tn }) => tn)
  await renewLines(tx, admitted)
  return admitted
}

/** Accounts that have some of the numbers in service, but the one that brings them. */
async function losersOf(tx: Tx, tns: readonly string[], accountId: number): Promise<{ accountId: number, tns: string[] }[]> {
  const { rows } = await sql<{ accountId: number, tns: string[] }>`
    select account_id as "accountId", array_agg(tn order by tn) as tns from telephone_number t
    where t.tn ${isAnyOf(tns)} and t.status = 'Inservice' and t.account_id <> ${accountId} group by account_id order by account_id`.execute(ledger(tx))
  return rows
}

async function rememberBefore(tx: Tx, tns: readonly string[]): Promise<void> {
  await sql`
    insert into number_before (tn, status, account_id, order_id, order_type, vendor_id, protected, service_types, in_service_at, ordered_at)
    select tn, status, account_id, order_id, order_type, vendor_id, protected, service_types, in_service_at, ordered_at
    from telephone_number t where t.tn ${isAnyOf(tns)} and t.status = 'PortOut' order by tn on conflict (tn) do nothing`.execute(ledger(tx))
}

/**
 * Puts in service on the account numbers that the ledger has and that are not on our network: ported out, given up by whoever
 * brought them, or brought by some account. All that was set on them goes. Another account that had them in service is told
 * so (`number.released`, `Taken`, on its own clock); what was ported out is remembered as it was. The caller has locked the
 * numbers (`admitBrought`); throws where one of them is on our network.
 */
export async function takeNumbers(tx: Tx, tns: readonly string[], how: Bringing): Promise<void> {
  if (tns.length === 0) return
  const { accountId, siteId, peerId, orderId, orderType, orderCreatedAt, at, actor } = how
  const { external, imported, hosted, services } = marks[how.as]
  const losers = await losersOf(tx, tns, accountId)
  await rememberBefore(tx, tns)
  const taken = await moveNumbers(tx, 'bring', tns, {
    accountId, at, actor, orderId, orderType, orderCreatedAt,
    where: sql`(t.status = 'PortOut' or t.external or t.imported or t.hosted)`,
    set: sql`account_id = ${accountId}, site_id = ${siteId}, peer_id = ${peerId}, order_id = ${orderId}, order_type = ${orderType}, vendor_id = ${OTHER_CARRIER},
      external = ${external}, imported = ${imported}, hosted = ${hosted}, service_types = ${services}::text[], protected = false,
      in_service_at = ${at}, ordered_at = ${orderCreatedAt}`,
    also: sql`delete from disconnected_number gone using changed where gone.tn = changed.tn and gone.account_id = ${accountId}`,
  })
  if (taken.length !== tns.length) throw new Error(`order ${orderId}: ${tns.length} numbers to bring, ${taken.length} could be`)
  await renewLines(tx, taken)
  for (const loser of losers) {
    const clock = await accountClock(tx, how.clock, loser.accountId)
    await tellReleased(tx, loser.tns, { accountId: loser.accountId, at: clock.now(), to: 'Taken' })
  }
  const lost = new Set(losers.flatMap((loser) => loser.tns))
  await tellRenewed(tx, taken.filter((tn) => !lost.has(tn)), { accountId, at })
}
