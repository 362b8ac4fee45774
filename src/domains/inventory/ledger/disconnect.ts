import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import { restOf, scheduleAgeOut } from './aging.ts'
import { tellReleased } from './events.ts'
import { moveNumbers, type Change } from './moves.ts'

/** How numbers leave an account: `at` on its clock. */
export interface Disconnection {
  /** `rest`: the numbers age and come back into the stock. `retire`: they do not come back by themselves. */
  readonly mode: 'rest' | 'retire'
  readonly at: Date
  readonly actor: string
  readonly orderId?: string
  readonly orderType?: string
  readonly orderCreatedAt?: Date
  /** What becomes of the mark Protected; it stays where absent. */
  readonly protected?: boolean
}

/** What became of one number: no problem means that it has left the account. Another account's number is `unknown`. */
export interface DisconnectOutcome {
  readonly tn: string
  readonly problem?: 'unknown' | 'notInService'
}

async function statesOf(tx: Tx, accountId: number, tns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ledger(tx).selectFrom('telephone_number').select(['tn', 'status'])
    .where(sql<boolean>`tn = any(${tns}::text[])`).where('account_id', '=', accountId).execute()
  return new Map(rows.map(({ tn, status }) => [tn, status]))
}

/** Everything that disconnecting does to a number whichever way it goes. */
function leaving(accountId: number, { at, actor, orderId, orderType, orderCreatedAt, protected: mark }: Disconnection): Change {
  return {
    accountId, at, actor, orderId, orderType, orderCreatedAt,
    set: sql`site_id = null, peer_id = null, order_id = coalesce(${orderId ?? null}::uuid, held.order_id),
      order_type = coalesce(${orderType ?? null}::text, held.order_type), protected = coalesce(${mark ?? null}::boolean, held.protected),
      permanently_disconnected_at = ${at}, service_types = '{Voice}'`,
    also: sql`delete from line_setting where tn in (select tn from changed)`,
  }
}

async function remember(tx: Tx, accountId: number, tns: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into disconnected_number (account_id, tn, at) select ${accountId}::integer, tn, ${at}::timestamptz from unnest(${tns}::text[]) as gone(tn)
    on conflict (account_id, tn) do update set at = excluded.at`.execute(ledger(tx))
}

/** Numbers that the account brought itself are not ours to offer again, so they never rest. */
const BROUGHT = sql`(t.external or t.imported or t.hosted)`

/**
 * Takes numbers out of service: Inservice -> Aging, or -> Disconnected by mode and for numbers that the account brought
 * itself. Answers an outcome for every distinct number given, ascending; those with a problem are untouched. Numbers rest on
 * the account's clock for the period of their class, line settings go, and `number.released` is told.
 */
export async function disconnectNumbers(tx: Tx, accountId: number, tns: readonly string[], how: Disconnection): Promise<DisconnectOutcome[]> {
  const change = leaving(accountId, how)
  const own = sql<boolean>`t.account_id = ${accountId}`
  const rested = how.mode === 'retire' ? [] : await moveNumbers(tx, 'rest', tns, {
    ...change, where: sql`${own} and not ${BROUGHT}`, set: sql`${change.set}, aging_until = ${how.at}::timestamptz + ${restOf('held')}`,
  })
  const retired = await moveNumbers(tx, 'retire', tns, { ...change, where: own })
  await remember(tx, accountId, [...rested, ...retired], how.at)
  if (rested.length > 0) await scheduleAgeOut(tx, accountId, rested)
  await tellReleased(tx, rested, { accountId, at: how.at, to: 'Aging', orderId: how.orderId })
  await tellReleased(tx, retired, { accountId, at: how.at, to: 'Disconnected', orderId: how.orderId })
  const gone = new Set([...rested, ...retired])
  const distinct = [...new Set(tns)].sort()
  const left = gone.size === distinct.length ? new Map<string, string>() : await statesOf(tx, accountId, distinct)
  return distinct.map((tn) => gone.has(tn) ? { tn } : { tn, problem: left.has(tn) ? 'notInService' : 'unknown' })
}

/** Lets numbers go to another carrier: Inservice -> PortOut, with all that leaving an account means. Answers those that went, ascending. */
export async function portOutNumbers(tx: Tx, accountId: number, tns: readonly string[], how: Omit<Disconnection, 'mode'>): Promise<string[]> {
  const gone = await moveNumbers(tx, 'portOut', tns, { ...leaving(accountId, { ...how, mode: 'retire' }), where: sql`t.account_id = ${accountId}` })
  await remember(tx, accountId, gone, how.at)
  await tellReleased(tx, gone, { accountId, at: how.at, to: 'PortOut', orderId: how.orderId })
  return gone
}
