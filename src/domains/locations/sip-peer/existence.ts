import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

/** A place that a line of a file names. */
export interface NamedPlace {
  readonly line: number
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
}

/** The lines that name a SIP peer which is not on that site of that account, ascending. */
export async function linesWithoutPeer(tx: Tx, places: readonly NamedPlace[]): Promise<number[]> {
  if (places.length === 0) return []
  const distinct = [...new Map(places.map((place) => [place.line, place])).values()]
  const { rows } = await sql<{ line: number }>`
    select named.line from unnest(${distinct.map(({ line }) => line)}::integer[], ${distinct.map(({ accountId }) => accountId)}::integer[],
        ${distinct.map(({ siteId }) => siteId)}::integer[], ${distinct.map(({ peerId }) => peerId)}::integer[]) as named(line, account_id, site_id, peer_id)
    where not exists (select from sip_peer p where p.id = named.peer_id and p.site_id = named.site_id and p.account_id = named.account_id)
    order by named.line`.execute(db(tx))
  return rows.map(({ line }) => line)
}
