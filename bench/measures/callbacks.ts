import { nowMs } from '../clock.ts'
import { figure, type Figure } from '../figure.ts'
import { ACCOUNT, type Stage } from '../stage.ts'
import { withSubscriptions } from '../subscription.ts'

const CALLBACKS = 5_000
const WARM_UP = 1_000

/** Writes events as orders write them, all at once; each goes to every subscription. They speak of an order of one number. */
async function writeEvents({ pool }: Stage, count: number): Promise<void> {
  const { rowCount } = await pool.query(`insert into event (id, account_id, name, version, at, payload)
    select gen_random_uuid(), o.account_id, 'order.status-changed', 1, now(), jsonb_build_object('orderId', o.id, 'orderType', 'orders',
      'status', 'COMPLETE', 'message', 'Created a new number order for 1 number from RALEIGH, NC', 'numbers', 'completed')
    from generate_series(1, $2) n, lateral (select id, account_id from orders
      where account_id = $1 and type = 'orders' and completed_count = 1 order by created_at desc limit 1) o`, [ACCOUNT, count])
  await pool.query(`select pg_notify('numberplane_event', '')`)
  if (rowCount !== count) throw new Error('there is no order of one number that events could speak of')
}

/** Callbacks per second, from the moment the events were committed to the last callback's arrival. */
async function drain(stage: Stage, subscriptions: number, callbacks: number): Promise<number> {
  return withSubscriptions(stage, subscriptions, async () => {
    await stage.generator.ask('clear', null)
    const last = stage.generator.ask('lastCallback', callbacks)
    await writeEvents(stage, callbacks / subscriptions)
    const startedMs = nowMs()
    return callbacks / (await last - startedMs) * 1000
  })
}

/** A backlog of 5,000 callbacks to one receiver: of one subscription, whose callbacks keep their order, and of 20. */
export async function measureCallbacks(stage: Stage): Promise<Figure[]> {
  await drain(stage, 1, WARM_UP)
  return [
    figure('callbacks of 1 subscription', await drain(stage, 1, CALLBACKS), '/s', { atLeast: 500 }),
    figure('callbacks of 20 subscriptions', await drain(stage, 20, CALLBACKS), '/s', { atLeast: 500 }),
  ]
}
