import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'
import { rateCenterOfBlock } from './blocks.ts'

/** The local calling area of a rate center: what can be called from it as a local call. */
export interface LocalArea {
  /** Six digits each, ascending. */
  readonly exchanges: readonly string[]
  /** Ascending by state, abbreviations ascending within each. */
  readonly states: readonly { readonly state: string, readonly rateCenters: readonly string[] }[]
}

/** The local calling area around a rate center; empty for one that the plan does not have. */
export async function localArea(tx: Tx, rateCenterId: number): Promise<LocalArea> {
  const local = sql`select to_rate_center_id from local_calling_area where from_rate_center_id = ${rateCenterId}`
  const { rows: exchanges } = await sql<{ npa_nxx: string }>`
    select npa_nxx from exchange where rate_center_id in (${local}) order by npa_nxx`.execute(plan(tx))
  const { rows: states } = await sql<{ state: string, rateCenters: string[] }>`
    select state, array_agg(abbreviation order by abbreviation) as "rateCenters" from rate_center where id in (${local})
    group by state order by state`.execute(plan(tx))
  return { exchanges: exchanges.map(({ npa_nxx: npaNxx }) => npaNxx), states }
}

/** Where the plan places a ten-digit number. */
export interface NumberPlace {
  readonly rateCenterId: number
  readonly rateCenter: string
  readonly state: string
  readonly lata: number | null
}

/** The rate center of a number's thousands block, else of its exchange; undefined where the plan has neither. */
export async function placeOfNumber(tx: Tx, tn: string): Promise<NumberPlace | undefined> {
  const { rows: [place] } = await sql<NumberPlace>`
    select center.id as "rateCenterId", center.abbreviation as "rateCenter", center.state, center.lata from rate_center center
    where center.id = ${rateCenterOfBlock(tn.slice(0, 7))}`.execute(plan(tx))
  return place
}
