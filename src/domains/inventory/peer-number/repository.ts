import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { attributesColumn, type NumberAttribute } from '../ledger/attributes.ts'
import { allOf } from '../ledger/conditions.ts'
import type { PeerPlace } from '../place-in.ts'

/** A number on a SIP peer, its marks and its line settings; null where nothing of its own is set. */
export interface PeerNumber {
  readonly tn: string
  readonly status: string
  readonly siteId: number | null
  readonly peerId: number | null
  readonly attributes: readonly NumberAttribute[] | null
  readonly callForward: string | null
  readonly callingNameDisplay: boolean | null
  readonly numberFormat: string | null
  readonly rpidFormat: string | null
  readonly rewriteUser: string | null
  readonly smsEnabled: boolean | null
}

const columns = sql`t.tn, t.status, t.site_id as "siteId", t.peer_id as "peerId", ${attributesColumn} as attributes, s.call_forward as "callForward",
  s.calling_name_display as "callingNameDisplay", s.number_format as "numberFormat", s.rpid_format as "rpidFormat",
  s.rewrite_user as "rewriteUser", s.sms_enabled as "smsEnabled"`
const source = sql`telephone_number t left join line_setting s on s.tn = t.tn`

/** Where a page begins: after some numbers, or at a number. */
export type PageStart = { readonly skip: number } | { readonly from: string }

/** Numbers in service on a peer, ascending. */
export async function pageOfPeerNumbers(tx: Tx, { peerId }: PeerPlace, { start, size }: { start: PageStart, size: number }): Promise<PeerNumber[]> {
  const from = 'from' in start ? [sql<SqlBool>`t.tn >= ${start.from}`] : []
  const { rows } = await sql<PeerNumber>`
    select ${columns} from ${source} where ${allOf([sql`t.peer_id = ${peerId} and t.status = 'Inservice'`, ...from])}
    order by t.tn limit ${size} offset ${'skip' in start ? start.skip : 0}`.execute(ledger(tx))
  return rows
}

/** A number that the account has, in whatever state and place, or undefined. */
export async function findPeerNumber(tx: Tx, accountId: number, tn: string): Promise<PeerNumber | undefined> {
  const { rows } = await sql<PeerNumber>`select ${columns} from ${source} where t.tn = ${tn} and t.account_id = ${accountId}`.execute(ledger(tx))
  return rows[0]
}

/** The numbers of an account for which a calling name is entered, as a query of them: whoever enters them knows. */
export type NamedNumbers = (accountId: number) => RawBuilder<{ tn: string }>

/**
 * How many numbers are in service on a peer, how many of them show calling names (`byDefault`: whether those do that have no
 * setting of their own), and how many have one entered.
 */
export async function countOnPeer(
  tx: Tx, { accountId, peerId }: PeerPlace, { byDefault, named }: { readonly byDefault: boolean, readonly named: NamedNumbers },
): Promise<{ count: number, cnam: number, lidb: number }> {
  const { rows: [row] } = await sql<{ count: number, cnam: number, lidb: number }>`
    select count(*) as count, count(*) filter (where coalesce(s.calling_name_display, ${byDefault})) as cnam,
      count(*) filter (where t.tn in (${named(accountId)})) as lidb
    from ${source} where t.peer_id = ${peerId} and t.status = 'Inservice'`.execute(ledger(tx))
  return row ?? { count: 0, cnam: 0, lidb: 0 }
}

/** Whether any number belongs to the site, or to the peer where one is given. */
export async function hasNumbers(tx: Tx, siteId: number, peerId?: number): Promise<boolean> {
  const { rows } = await sql`select from telephone_number t where ${peerId === undefined ? sql`t.site_id = ${siteId}` : sql`t.peer_id = ${peerId}`} limit 1`.execute(ledger(tx))
  return rows.length > 0
}

/** How many numbers in service each of an account's sites has; one without any is left out. */
export async function numbersOnSites(tx: Tx, accountId: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ site: number, count: number }>`select t.site_id as site, count(*) as count from telephone_number t
    where t.account_id = ${accountId} and t.status = 'Inservice' and t.site_id is not null group by t.site_id`.execute(ledger(tx))
  return new Map(rows.map(({ site, count }) => [site, count]))
}

/** Whether a number on the peer has messaging on. */
export async function hasMessagingNumbers(tx: Tx, peerId: number): Promise<boolean> {
  const { rows } = await sql`select from ${source} where t.peer_id = ${peerId} and s.sms_enabled limit 1`.execute(ledger(tx))
  return rows.length > 0
}

/** Which of the numbers are the account's, and their states. */
export async function statesOf(tx: Tx, accountId: number, tns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ tn: string, status: string }>`
    select tn, status from telephone_number where tn = any(${tns}::text[]) and account_id = ${accountId} order by tn`.execute(ledger(tx))
  return new Map(rows.map(({ tn, status }) => [tn, status]))
}
