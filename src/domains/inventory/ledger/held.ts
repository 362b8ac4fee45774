import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'

/** What an account has of a number. */
export interface HeldNumber {
  readonly tn: string
  readonly status: string
  readonly protected: boolean
  /** The account brought it itself: another carrier's. */
  readonly external: boolean
  /** Only its messages are the account's: calls are with another carrier. */
  readonly hosted: boolean
  readonly tollFree: boolean
  /** On a network of our own. */
  readonly onNet: boolean
  readonly siteId: number | null
  readonly peerId: number | null
}

/** Those of the numbers that are an account's, whatever their state, by number. With `lock` nobody else changes them meanwhile. */
export async function heldNumbers(tx: Tx, accountId: number, tns: readonly string[], { lock }: { readonly lock: boolean }): Promise<ReadonlyMap<string, HeldNumber>> {
  const { rows } = await sql<HeldNumber>`
    select t.tn, t.status, t.protected, t.external, t.hosted, t.site_id as "siteId", t.peer_id as "peerId",
      exists (select from npa where npa.npa = left(t.tn, 3) and npa.kind = 'toll-free') as "tollFree",
      coalesce((select vendor.on_net from vendor where vendor.id = t.vendor_id), false) as "onNet"
    from telephone_number t where t.tn ${isAnyOf(tns)} and t.account_id = ${accountId} order by t.tn ${lock ? sql`for update of t` : sql``}`.execute(ledger(tx))
  return new Map(rows.map((row) => [row.tn, row]))
}
