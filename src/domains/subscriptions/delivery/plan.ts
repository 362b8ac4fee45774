import { sql } from 'kysely'
import type { Reaction } from '../../../kernel/events/relay.ts'
import { enqueueMany } from '../../../kernel/jobs/job.ts'
import { orderStatusChanged } from '../../../kernel/orders/events.ts'
import { runDeliveries } from './jobs.ts'

interface Touched { readonly subscription_id: string, readonly account_id: number }

/**
 * Plans a delivery for every event and each live subscription that wants it, and sets the sending going: two
 * statements for a batch of any size. `seq` is drawn in the order of the rows, so a subscription's deliveries go out in
 * the order in which the events came. Subscriptions made a moment after an event may be told of it, too: comparing
 * clocks of two machines to prevent that could lose a notification.
 */
export const planDeliveries: Reaction = {
  on: orderStatusChanged.name,
  async run(tx, events) {
    const wanted = events.map(({ id, accountId, at, payload }) => {
      const { orderId, orderType } = orderStatusChanged.payload.parse(payload)
      return { id, account_id: accountId, at, order_id: orderId, order_type: orderType }
    })
    const touched = await sql<Touched>`with planned as (
        insert into delivery (id, subscription_id, event_id, account_id, state, created_at, due_at)
        select gen_random_uuid(), s.id, e.id, e.account_id, 'pending', e.at, e.at
        from rows from (jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
            as (id uuid, account_id int, at timestamptz, order_id uuid, order_type text)) with ordinality
          as e(id, account_id, at, order_id, order_type, position)
        join subscription s on s.account_id = e.account_id and s.kind = 'callback' and lower(s.order_type) = lower(e.order_type)
          and (s.order_id is null or s.order_id = e.order_id) and s.expires_at > e.at
        order by e.position, s.id
        on conflict (subscription_id, event_id) do nothing
        returning subscription_id, account_id)
      select distinct subscription_id, account_id from planned order by subscription_id`.execute(tx)
    await enqueueMany(tx, runDeliveries, touched.rows.map(({ subscription_id: subscriptionId, account_id: accountId }) =>
      ({ payload: { subscriptionId }, options: { accountId } })))
  },
}
