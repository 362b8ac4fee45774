import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { StoredEvent } from '../../../kernel/events/event.ts'
import type { Reaction } from '../../../kernel/events/relay.ts'
import { subjectsImpacted } from '../../../kernel/events/subjects-impacted.ts'
import { enqueueMany } from '../../../kernel/jobs/job.ts'
import { setTimerAtLatest } from '../../../kernel/jobs/timer.ts'
import { orderNoteAdded, orderStatusChanged } from '../../../kernel/orders/events.ts'
import { toldEvents } from './events.ts'
import { retryTimer, runDeliveries } from './jobs.ts'

interface Touched { readonly subscription_id: string, readonly account_id: number, readonly digest_due: Date | null }

interface Subject { readonly order_id: string | null, readonly order_type: string | null, readonly event_type: string | null }

/** What an event is about, as subscriptions name it. */
function subjectOf({ name, payload }: StoredEvent): Subject {
  if (name === subjectsImpacted.name) return { order_id: null, order_type: null, event_type: subjectsImpacted.payload.parse(payload).eventType }
  const { orderId, orderType } = name === orderNoteAdded.name ? orderNoteAdded.payload.parse(payload) : orderStatusChanged.payload.parse(payload)
  return { order_id: orderId, order_type: orderType, event_type: null }
}

/**
 * One statement for a batch of any size. `seq` is drawn in the order of the rows, so a subscription's deliveries go out in
 * the order in which the events came. A digest is due five minutes into the next day of the account's time zone, so that it
 * has what happened in the last moments of its day.
 */
async function insertDeliveries(tx: Tx, wanted: readonly object[]): Promise<readonly Touched[]> {
  const touched = await sql<Touched>`with event as (
      select * from rows from (jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
          as (id uuid, account_id int, at timestamptz, order_id uuid, order_type text, event_type text)) with ordinality
        as e(id, account_id, at, order_id, order_type, event_type, position)),
    planned as (
      insert into delivery (id, subscription_id, event_id, account_id, order_id, state, created_at, due_at)
      select gen_random_uuid(), s.id, e.id, e.account_id, e.order_id, 'pending', e.at,
        case when s.digest = 'DAILY'
          then (date_trunc('day', e.at at time zone a.time_zone) + interval '1 day 5 minutes') at time zone a.time_zone else e.at end
      from event e
      join account a on a.id = e.account_id
      join subscription s on s.account_id = e.account_id and s.expires_at > e.at
        and (lower(s.order_type) = lower(e.order_type) and (s.order_id is null or s.order_id = e.order_id) or s.event_type = e.event_type)
      order by e.position, s.id
      on conflict (subscription_id, event_id) do nothing
      returning subscription_id, account_id, due_at)
    select p.subscription_id, p.account_id, min(p.due_at) filter (where s.digest = 'DAILY') as digest_due
    from planned p join subscription s on s.id = p.subscription_id
    where s.paused_at is null group by p.subscription_id, p.account_id order by p.subscription_id`.execute(tx)
  return touched.rows
}

/**
 * Plans a delivery for every event and each live subscription that wants it, and sets the sending going. Subscriptions made
 * a moment after an event may be told of it, too: comparing clocks of two machines to prevent that could lose a notification.
 */
export const planDeliveries: Reaction = {
  on: toldEvents,
  async run(tx, events) {
    const touched = await insertDeliveries(tx, events.map((event) => ({ id: event.id, account_id: event.accountId, at: event.at, ...subjectOf(event) })))
    const isDigest = ({ digest_due: due }: Touched) => due !== null
    await enqueueMany(tx, runDeliveries, touched.filter((each) => !isDigest(each)).map(({ subscription_id: subscriptionId, account_id: accountId }) =>
      ({ payload: { subscriptionId }, options: { accountId } })))
    for (const { subscription_id: subscriptionId, account_id: accountId, digest_due: dueAt } of touched) {
      // An earlier digest that could not be sent keeps its timer; its job finds this one, too.
      if (dueAt !== null) await setTimerAtLatest(tx, runDeliveries, { subscriptionId }, { accountId, key: retryTimer(subscriptionId), dueAt })
    }
  },
}
