import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isAnyOf } from '../../../kernel/db/is-any-of.ts'
import { ledger } from '../db.ts'
import { tellReplenished } from './events.ts'

/** What a number can be. Nobody has an Available one; all others belong to the account that has or last had them. */
export const numberStates = ['Available', 'Reserved', 'Inservice', 'Aging', 'Disconnected', 'PortOut'] as const
export type NumberState = typeof numberStates[number]

interface NumberMove {
  readonly from: readonly NumberState[]
  readonly to: NumberState
}

/** Every change of state that the ledger allows; whatever is not listed does not happen. */
export const numberMoves = {
  reserve: { from: ['Available'], to: 'Reserved' },
  release: { from: ['Reserved'], to: 'Available' },
  assign: { from: ['Available', 'Reserved'], to: 'Inservice' },
  rest: { from: ['Inservice'], to: 'Aging' },
  retire: { from: ['Inservice'], to: 'Disconnected' },
  portOut: { from: ['Inservice'], to: 'PortOut' },
  ageOut: { from: ['Aging'], to: 'Available' },
  bring: { from: ['Inservice', 'Disconnected', 'PortOut'], to: 'Inservice' },
  giveBack: { from: ['Inservice', 'Disconnected'], to: 'PortOut' },
  restock: { from: ['Disconnected', 'PortOut'], to: 'Available' },
  startOver: { from: ['Reserved', 'Inservice', 'Aging', 'Disconnected', 'PortOut'], to: 'Available' },
} as const satisfies Readonly<Record<string, NumberMove>>
export type MoveName = keyof typeof numberMoves

/**
 * What goes with a move: who made it, for which account, by which order (the one that the number came by where none is
 * named), and what else becomes true of the number.
 */
export interface Change {
  readonly accountId: number | null
  readonly at: Date
  readonly actor: string
  readonly orderId?: string | undefined
  readonly orderType?: string | undefined
  readonly orderCreatedAt?: Date | undefined
  /** Columns of `telephone_number` beside its status, as SQL that may name the old row as `held`. */
  readonly set: RawBuilder<unknown>
  /** Which of the numbers, beside being in a state to move from: a condition on `telephone_number t`. */
  readonly where?: RawBuilder<SqlBool>
  /** A further data-modifying statement that runs with the move and may read `changed (tn)`. */
  readonly also?: RawBuilder<unknown>
}

/** What an Available number has of its last holder: nothing but the date of being given up. */
export const withoutHolder = sql`account_id = null, site_id = null, peer_id = null, order_id = null, order_type = null,
  in_service_at = null, ordered_at = null, aging_until = null`

/**
 * Moves those of the numbers that are in a state to move from, with a line of history each, in one statement that locks
 * them ascending. Answers the numbers moved, ascending; a number that cannot make the move is left alone.
 */
export async function moveNumbers(tx: Tx, move: MoveName, tns: readonly string[], change: Change): Promise<string[]> {
  const { from, to } = numberMoves[move]
  const { accountId, at, actor, orderId = null, orderType = null, orderCreatedAt = null } = change
  const { rows } = await sql<{ tn: string }>`
    with held as (
      select t.* from telephone_number t
      where t.tn ${isAnyOf(tns)} and t.status = any(${from}::text[]) and ${change.where ?? sql`true`}
      order by t.tn for update
    ), changed as (
      update telephone_number set status = ${to}, modified_at = ${at}::timestamptz, ${change.set}
      from held where telephone_number.tn = held.tn
      returning telephone_number.tn, held.status as from_status, held.order_id, held.order_type
    ), also as (${change.also ?? sql`select`})
    insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, order_type, order_created_at, actor)
    select tn, ${at}::timestamptz, from_status, ${to}, ${accountId}::integer, coalesce(${orderId}::uuid, order_id), coalesce(${orderType}::text, order_type),
      ${orderCreatedAt}::timestamptz, ${actor}::text
    from changed order by tn
    returning tn`.execute(ledger(tx))
  const moved = rows.map(({ tn }) => tn)
  if (to === 'Available') await tellReplenished(tx, moved, at)
  return moved
}
