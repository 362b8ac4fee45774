import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import { Host, TerminationHost } from '../sip-peer/details.ts'

/** A host as it was found. `details` is the host as its kind has it. */
interface Found {
  readonly siteId: number
  readonly peerId: number
  readonly kind: 'SMS' | 'TERMINATION' | 'ORIGINATION'
  readonly details: unknown
}

const SmsHost = z.object({ hostName: z.string(), hostId: z.int(), priority: z.int(), connectionType: z.string() })

export type FoundHost = { readonly siteId: number, readonly peerId: number } & (
  | { readonly kind: 'SMS', readonly host: z.output<typeof SmsHost> }
  | { readonly kind: 'TERMINATION', readonly host: TerminationHost }
  | { readonly kind: 'ORIGINATION', readonly host: Host })

export type HostKind = FoundHost['kind']

/**
 * The hosts of an account's peers, those of groups among the others, by site, peer and their own order. `name` matches
 * without case; a subnet only where exactly that was given.
 */
export async function findHosts(tx: Tx, accountId: number, filter: { readonly name?: string, readonly kind?: HostKind }): Promise<FoundHost[]> {
  const result = await sql<Found>`
    with own as (select id, site_id, details from sip_peer where account_id = ${accountId}),
    host as (
      select p.site_id, p.id as peer_id, 'ORIGINATION' as kind, h.position as place, h.value as details
      from own p, jsonb_array_elements(coalesce(p.details -> 'voiceHosts', '[]') || jsonb_path_query_array(p.details, '$.voiceHostGroups[*].host[*]'))
        with ordinality as h(value, position)
      union all
      select p.site_id, p.id, 'TERMINATION', t.position,
        jsonb_strip_nulls(jsonb_build_object('hostName', t.host_name, 'port', t.port, 'customerTrafficAllowed', t.traffic))
      from own p join termination_host t on t.peer_id = p.id
      union all
      select p.site_id, p.id, 'SMS', s.id,
        jsonb_build_object('hostName', s.host_name, 'hostId', s.id, 'priority', coalesce(s.priority, 0), 'connectionType', s.connection_type)
      from own p join smpp_host s on s.peer_id = p.id)
    select site_id as "siteId", peer_id as "peerId", kind, details from host
    where (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
      and (${filter.name ?? null}::text is null or lower(details ->> 'hostName') = lower(${filter.name ?? null}))
    order by site_id, peer_id, kind, place`.execute(db(tx))
  return result.rows.map(({ siteId, peerId, kind, details }) => {
    switch (kind) {
      case 'SMS': return { siteId, peerId, kind, host: SmsHost.parse(details) }
      case 'TERMINATION': return { siteId, peerId, kind, host: TerminationHost.parse(details) }
      case 'ORIGINATION': return { siteId, peerId, kind, host: Host.parse(details) }
    }
  })
}
