import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { offsetClock } from '../clock/clock.ts'
import type { Tx } from '../db/database.ts'
import { emit } from '../events/event.ts'
import type { Problem } from '../errors/catalogue.ts'
import { newId } from '../ids/ids.ts'
import type { Logger } from '../log/logger.ts'
import { isTerminal, type OrderType } from './define.ts'
import { orderStatusChanged } from './events.ts'
import { linesWritten, type LineOutcome } from './lines.ts'

/** An order as the engine keeps it, whatever its type. */
export interface OrderRow {
  readonly id: string
  readonly accountId: number
  readonly siteId: number | null
  readonly status: string
  readonly createdBy: string
  readonly createdAt: Date
  /** How many of its lines have worked so far. */
  readonly completedCount: number
}

export interface NewOrder {
  /** A new id (`newId`) of a caller that writes its own details at the same time; one is made where absent. */
  readonly id?: string
  readonly accountId: number
  readonly siteId?: number
  readonly customerOrderId?: string
  readonly name?: string
  readonly createdBy: string
  readonly at: Date
  /** The note of the first entry of its history. */
  readonly note?: string
}

/** What comes out of looking at an order: the move to make, and everything that becomes true with it. */
export interface Decision<MoveName extends string> {
  readonly move: MoveName
  /** Whose doing it is, where not the caller's. */
  readonly actor?: string
  /** Text of the notification, and the note of the history entry where that has no other. */
  readonly message: string
  readonly note?: string
  readonly summary?: string
  readonly lines?: readonly LineOutcome[]
  /** Problems of the order as a whole, in place of those that it had; absent: they stay. */
  readonly problems?: readonly Problem[]
}

/** Stores a new order in its type's initial state, with the first entry of its history. Answers its id. */
export async function openOrder(tx: Tx, type: OrderType, { id = newId(), ...order }: NewOrder): Promise<string> {
  await sql`with opened as (
      insert into orders (id, type, account_id, site_id, status, customer_order_id, name, created_by, created_at, modified_at, modified_by)
      values (${id}, ${type.type}, ${order.accountId}, ${order.siteId ?? null}, ${type.initial}, ${order.customerOrderId ?? null},
        ${order.name ?? null}, ${order.createdBy}, ${order.at}, ${order.at}, ${order.createdBy}))
    insert into order_event (order_id, position, at, move, to_status, actor, note)
    values (${id}, 1, ${order.at}, 'open', ${type.initial}, ${order.createdBy}, ${order.note ?? null})`
    .execute(tx)
  if (type.notify.includes(type.initial)) await announce(tx, type, order.accountId, { id, status: type.initial, at: order.at, message: '', completed: 0 })
  return id
}

interface LockedRow {
  account_id: number, site_id: number | null, status: string, created_by: string, created_at: Date, version: number, completed_count: number
  clock_offset_ms: number
}

async function lock(tx: Tx, type: OrderType, id: string): Promise<LockedRow | undefined> {
  const result = await sql<LockedRow>`select o.account_id, o.site_id, o.status, o.created_by, o.created_at, o.version, o.completed_count,
      a.clock_offset_ms
    from orders o join account a on a.id = o.account_id where o.id = ${id} and o.type = ${type.type} for no key update of o`.execute(tx)
  return result.rows[0]
}

/** What a customer may change of an order after it was placed; what is absent stays. */
export interface Amendment {
  readonly customerOrderId?: string | undefined
  readonly name?: string | undefined
}

const differenceOf = (field: string, before: string | null, after: string | undefined): string[] =>
  after === undefined || after === (before ?? '') ? [] : [`${field} : "${before ?? ''}" --> ${after}`]

/**
 * Changes what a customer may change of an order, with an entry in its history that says what was different. Nothing
 * happens where nothing differs. The status stays, so subscribers are not told.
 */
export async function amendOrder(tx: Tx, order: { readonly id: string, readonly actor: string, readonly at: Date }, change: Amendment): Promise<void> {
  const { id, actor, at } = order
  const row = await tx.selectFrom('orders').select(['customer_order_id', 'name', 'status', 'version']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return
  const differences = [...differenceOf('CustomerOrderId', row.customer_order_id, change.customerOrderId), ...differenceOf('Name', row.name, change.name)]
  if (differences.length === 0) return
  await sql`with amended as (
      update orders set customer_order_id = coalesce(${change.customerOrderId ?? null}, customer_order_id), name = coalesce(${change.name ?? null}, name),
        modified_at = ${at}, modified_by = ${actor}, version = version + 1 where id = ${id})
    insert into order_event (order_id, position, at, move, from_status, to_status, actor, note, difference)
    select ${id}, ${row.version + 1}, ${at}, 'amend', ${row.status}, ${row.status}, ${actor},
      (select e.note from order_event e where e.order_id = ${id} and e.position = ${row.version}), ${differences.join(', ')}`.execute(tx)
}

/**
 * Looks at an order and moves it, in one transaction: locks it, lets `decide` work and say which move follows, then writes
 * status, lines, problems, history and the event for subscribers. `decide` is called only when some move can be made
 * from the order's present state; otherwise (a job that comes late or twice) nothing happens and the answer is false.
 * A decision for a move that the state does not allow is a fault of ours and throws.
 */
export async function advance<MoveName extends string>(
  tx: Tx, context: { readonly clock: Clock, readonly log: Logger, readonly actor: string }, type: OrderType<string, MoveName>, id: string,
  decide: (order: OrderRow, clock: Clock) => Promise<Decision<MoveName> | undefined>,
): Promise<boolean> {
  const row = await lock(tx, type, id)
  if (!row || isTerminal(type, row.status)) {
    context.log.info({ orderId: id, status: row?.status }, 'a late job found nothing to do')
    return false
  }
  const clock = offsetClock(context.clock, row.clock_offset_ms)
  const decision = await decide({
    id, accountId: row.account_id, siteId: row.site_id, status: row.status, createdBy: row.created_by, createdAt: row.created_at,
    completedCount: row.completed_count,
  }, clock)
  if (!decision) return false
  const move = type.moves[decision.move]
  if (!move.from.includes(row.status)) throw new Error(`${type.type} ${id}: ${decision.move} is not possible from ${row.status}`)
  await write(tx, type, { id, row, to: move.to, at: clock.now(), actor: decision.actor ?? context.actor, decision })
  context.log.info({ orderId: id, orderType: type.type, from: row.status, to: move.to }, 'order moved')
  return true
}

interface Written {
  readonly id: string, readonly row: LockedRow, readonly to: string, readonly at: Date, readonly actor: string, readonly decision: Decision<string>
}

async function write(tx: Tx, type: OrderType, { id, row, to, at, actor, decision }: Written): Promise<void> {
  const lines = decision.lines ?? []
  const completed = lines.filter((line) => line.problem === undefined).length
  const ended = isTerminal(type, to)
  const written = sql`with moved as (
      update orders set status = ${to}, modified_at = ${at}, modified_by = ${actor}, version = version + 1,
        completed_at = case when ${ended} then ${at}::timestamptz end, summary = coalesce(${decision.summary ?? null}, summary),
        completed_count = completed_count + ${completed}, failed_count = failed_count + ${lines.length - completed}
      where id = ${id}),
    troubled as (
      insert into order_problem (order_id, position, code, text)
      select ${id}, p.position, p.code, p.text from jsonb_to_recordset(${JSON.stringify(positioned(decision.problems ?? []))}::jsonb) as p(position int, code int, text text)
      on conflict (order_id, position) do update set code = excluded.code, text = excluded.text),
    mended as (
      delete from order_problem where order_id = ${id} and position > ${decision.problems?.length ?? null}::integer),
    lined as (${linesWritten(id, lines)})
    insert into order_event (order_id, position, at, move, from_status, to_status, actor, note)
    values (${id}, ${row.version + 1}, ${at}, ${decision.move}, ${row.status}, ${to}, ${actor}, ${decision.note ?? decision.message})`.execute(tx)
  await Promise.all([
    written,
    type.notify.includes(to) && (to !== row.status || completed > 0) ? announce(tx, type, row.account_id, { id, status: to, at, message: decision.message, completed }) : undefined,
  ])
}

const positioned = (problems: readonly Problem[]) => problems.map(({ code, text }, index) => ({ position: index + 1, code, text }))

interface Announcement { readonly id: string, readonly status: string, readonly at: Date, readonly message: string, readonly completed: number }

/** Numbers go into a notification at the end only, of a type that tells them: those that were obtained, or all that were tried where none were. */
async function announce(tx: Tx, type: OrderType, accountId: number, { id, status, at, message, completed }: Announcement): Promise<void> {
  const numbers = !type.tellsNumbers || !isTerminal(type, status) ? 'none' : completed > 0 ? 'completed' : 'all'
  await emit(tx, orderStatusChanged, accountId, at, { orderId: id, orderType: type.type, status, message, numbers })
}
