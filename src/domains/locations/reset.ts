import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'

/**
 * Leaves an account the first of its sites and, on it, the first of its SIP peers, which is the default again: what a
 * sandbox account starts with. Nothing may refer to the others any more: reset numbers and orders first.
 */
export async function resetLocations(tx: Tx, accountId: number): Promise<void> {
  await sql`delete from site where account_id = ${accountId}
    and id <> (select min(id) from site where account_id = ${accountId})`.execute(tx)
  await sql`delete from sip_peer where account_id = ${accountId}
    and id <> (select min(id) from sip_peer where account_id = ${accountId})`.execute(tx)
  await sql`update sip_peer set is_default = true where account_id = ${accountId} and not is_default`.execute(tx)
}
