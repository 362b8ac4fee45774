import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { toldEvents } from '../delivery/events.ts'

const BATCH = 100

export interface StreamedRow {
  readonly position: number
  readonly id: string
  readonly name: string
  readonly at: Date
  readonly payload: unknown
  readonly customer_order_id: string | null
  readonly numbers: readonly string[] | null
}

/** The place of the latest event of an account in the stream; 0 where there is none. */
export async function lastPosition(tx: Tx, accountId: number): Promise<number> {
  const result = await sql<{ position: number | null }>`select max(position) as position from event where account_id = ${accountId} and position is not null`.execute(tx)
  return result.rows[0]?.position ?? 0
}

/** The events of an account after a place in the stream, in its order. All that are there are told before any that comes later. */
export async function eventsAfter(tx: Tx, accountId: number, position: number): Promise<StreamedRow[]> {
  const result = await sql<StreamedRow>`select e.position, e.id, e.name, e.at, e.payload, o.customer_order_id,
      case when coalesce(e.payload ->> 'numbers', 'none') <> 'none' then coalesce(l.subjects, '{}') end as numbers
    from (select * from event where account_id = ${accountId} and position > ${position} and name = any(${[...toldEvents]}::text[]) order by position limit ${BATCH}) e
      left join orders o on o.id = (e.payload ->> 'orderId')::uuid
      left join lateral (select array_agg(subject order by subject) as subjects from order_line
        where order_id = o.id and (e.payload ->> 'numbers' = 'all' or e.payload ->> 'numbers' = 'completed' and outcome = 'completed')) l on true
    order by e.position`.execute(tx)
  return result.rows
}
