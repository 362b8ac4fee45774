import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { TnOptionGroup } from './contract.ts'
import type { Changes } from './wanted.ts'

const Groups = z.array(TnOptionGroup)

export async function insertGroups(tx: Tx, orderId: string, groups: readonly TnOptionGroup[], count: number): Promise<void> {
  await db(tx).insertInto('tn_option_order').values({ order_id: orderId, groups: JSON.stringify(groups), number_count: count }).execute()
}

/** The groups of each of these orders. */
export async function groupsOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly TnOptionGroup[]>> {
  const rows = await db(tx).selectFrom('tn_option_order').select(['order_id', 'groups']).where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.order_id, Groups.parse(row.groups)]))
}

/** How many numbers each of these orders names. */
export async function numberCounts(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db(tx).selectFrom('tn_option_order').select(['order_id', 'number_count']).where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.order_id, row.number_count]))
}

/** Options of a number beside its line settings; what is absent is as its SIP peer or the system has it. */
export interface TnOptions {
  readonly tn: string
  readonly finalDestinationUri: string | null
  readonly nnid: number | null
  readonly espid: string | null
  readonly a2pClass: string | null
  readonly a2pCampaign: string | null
  readonly a2pOff: boolean
  readonly portOutPasscode: string | null
}

/** The options of those of the numbers that have any, ascending. */
export async function tnOptionsOf(tx: Tx, tns: readonly string[]): Promise<TnOptions[]> {
  return db(tx).selectFrom('tn_option').select([
    'tn', 'final_destination_uri as finalDestinationUri', 'nnid', 'espid', 'a2p_class as a2pClass', 'a2p_campaign as a2pCampaign', 'a2p_off as a2pOff',
    'port_out_passcode as portOutPasscode',
  ]).where(sql<boolean>`tn = any(${tns}::text[])`).orderBy('tn').execute()
}

/** Sets options of numbers of an account, which must hold them: null takes one back, an absent one stays. */
export async function changeOptions(tx: Tx, tns: readonly string[], changes: Changes, { accountId, orderId }: { accountId: number, orderId: string }): Promise<void> {
  const { finalDestination, nnid, espid, portOutPasscode, a2p } = changes
  if ([finalDestination, nnid, espid, portOutPasscode, a2p].every((value) => value === undefined)) return
  const a2pParts = a2p === 'off' || !a2p ? { messageClass: null, campaignId: null } : a2p
  const kept = (column: string, value: unknown) => value === undefined ? sql.ref(`tn_option.${column}`) : sql.ref(`excluded.${column}`)
  await sql`
    insert into tn_option (tn, account_id, final_destination_uri, nnid, espid, a2p_class, a2p_campaign, a2p_off, port_out_passcode, order_id)
    select tn, ${accountId}::integer, ${finalDestination ?? null}::text, ${nnid ?? null}::integer, ${espid ?? null}::text, ${a2pParts.messageClass}::text,
      ${a2pParts.campaignId}::text, ${a2p === 'off'}::boolean, ${portOutPasscode ?? null}::text, ${orderId}::uuid
    from unnest(${tns}::text[]) as given(tn) order by tn
    on conflict (tn) do update set account_id = excluded.account_id, order_id = excluded.order_id,
      final_destination_uri = ${kept('final_destination_uri', finalDestination)}, nnid = ${kept('nnid', nnid)}, espid = ${kept('espid', espid)},
      a2p_class = ${kept('a2p_class', a2p)}, a2p_campaign = ${kept('a2p_campaign', a2p)}, a2p_off = ${kept('a2p_off', a2p)},
      port_out_passcode = ${kept('port_out_passcode', portOutPasscode)}`.execute(db(tx))
}

/** Forgets the options of numbers that have left their account. */
export async function forgetOptions(tx: Tx, accountId: number, tns: readonly string[]): Promise<void> {
  await sql`delete from tn_option where account_id = ${accountId} and tn = any(${tns}::text[])`.execute(db(tx))
}
