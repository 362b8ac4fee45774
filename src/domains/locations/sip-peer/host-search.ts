import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/**
 * The SIP peers of the accounts that send calls to a host or take calls from it, ascending. Names match without case; a
 * subnet in CIDR form matches only where exactly that subnet was given.
 */
export async function peersWithHost(tx: Tx, accountIds: readonly number[], host: string): Promise<number[]> {
  const name = host.trim().toLowerCase()
  const { rows } = await sql<{ id: number }>`
    select p.id from sip_peer p
    where p.account_id = any(${accountIds}::integer[]) and (
      exists (select from jsonb_array_elements(p.details -> 'voiceHosts') host where lower(host ->> 'hostName') = ${name})
      or exists (select from jsonb_array_elements(p.details -> 'voiceHostGroups') grouped, jsonb_array_elements(grouped -> 'host') host
        where lower(host ->> 'hostName') = ${name})
      or exists (select from termination_host host where host.peer_id = p.id and lower(host.host_name) = ${name}))
    order by p.id`.execute(db(tx))
  return rows.map(({ id }) => id)
}
