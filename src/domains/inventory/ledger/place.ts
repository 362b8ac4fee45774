import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** Where numbers of an account are to be, and since when (the account's clock). */
export interface Relocation {
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
  readonly at: Date
}

/** Moves an account's numbers in service to a site and SIP peer of it. Answers those that moved or were there already, ascending. */
export async function relocateNumbers(tx: Tx, tns: readonly string[], { accountId, siteId, peerId, at }: Relocation): Promise<string[]> {
  const { rows } = await sql<{ tn: string }>`
    with held as (
      select t.tn from telephone_number t
      where t.tn = any(${tns}::text[]) and t.account_id = ${accountId} and t.status = 'Inservice' order by t.tn for update
    ), moved as (
      update telephone_number t set site_id = ${siteId}, peer_id = ${peerId}, modified_at = ${at}
      from held where t.tn = held.tn and t.peer_id is distinct from ${peerId}
    )
    select tn from held order by tn`.execute(ledger(tx))
  return rows.map(({ tn }) => tn)
}
