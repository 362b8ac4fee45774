import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { nowMs } from '../clock.ts'
import { compared, figure, median, percentile, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'
import { withSubscriptions } from '../subscription.ts'

const SUBSCRIPTIONS = 100
/** One receiver gets a share of the places for sending only. */
const RECEIVERS = 10
const PER_SECOND = 500
const SECONDS = 10
const WARM_UP_SECONDS = 3
const BACKLOG = 100_000
const ORDERS = 1_000
const CLIENTS = 20
const MESSAGE = /<Message>(\d+)/

interface Arrival { readonly number: number, readonly atMs: number }

/** Notes when the first byte of each callback comes, by the number that its message is. */
async function startReceiver(arrivals: Arrival[]) {
  const server = createServer((request, response) => {
    const atMs = nowMs()
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      arrivals.push({ number: Number(MESSAGE.exec(body)?.[1]), atMs })
      response.writeHead(200, { 'content-length': 0 }).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return { url: `http://127.0.0.1:${address.port}`, close: () => { server.closeAllConnections(); server.close() } }
}

async function writeEvent({ pool }: Stage, number: number): Promise<void> {
  await pool.query(`insert into event (id, account_id, name, version, at, payload) values (gen_random_uuid(), $1, 'order.status-changed', 1, now(),
    jsonb_build_object('orderId', gen_random_uuid(), 'orderType', 'orders', 'status', 'COMPLETE', 'message', $2::text, 'numbers', 'none'))`, [ACCOUNT, String(number)])
  await pool.query(`select pg_notify('numberplane_event', '')`)
}

/** Writes events at a steady pace, each for all subscriptions. Answers when each was committed. */
async function atPace(stage: Stage, from: number, seconds: number): Promise<Map<number, number>> {
  const everyMs = 1000 * SUBSCRIPTIONS / PER_SECOND
  const committed = new Map<number, number>()
  const startedMs = nowMs()
  for (let index = 0; index < seconds * 1000 / everyMs; index += 1) {
    await pause(Math.max(0, startedMs + index * everyMs - nowMs()))
    await writeEvent(stage, from + index)
    committed.set(from + index, nowMs())
  }
  return committed
}

async function untilArrived(arrivals: readonly unknown[], count: number): Promise<void> {
  for (const deadline = nowMs() + 60_000; arrivals.length < count && nowMs() < deadline;) await pause(20)
  if (arrivals.length < count) throw new Error(`${arrivals.length} of ${count} callbacks came`)
}

/** 500 callbacks a second to 100 subscriptions: how long from the commit of an event to the first byte at the receiver. */
async function measurePace(stage: Stage): Promise<Figure[]> {
  const arrivals: Arrival[] = []
  const receivers = await Promise.all(Array.from({ length: RECEIVERS }, () => startReceiver(arrivals)))
  try {
    return await withSubscriptions(stage, SUBSCRIPTIONS, async () => {
      await atPace(stage, 0, WARM_UP_SECONDS)
      await untilArrived(arrivals, WARM_UP_SECONDS * PER_SECOND)
      arrivals.length = 0
      const startedMs = nowMs()
      const committed = await atPace(stage, 1_000_000, SECONDS)
      await untilArrived(arrivals, SECONDS * PER_SECOND)
      const lastMs = Math.max(...arrivals.map(({ atMs }) => atMs))
      const delays = arrivals.map(({ number, atMs }) => atMs - (committed.get(number) ?? NaN))
      return [
        figure('callbacks to 100 subscriptions, sustained', arrivals.length / (lastMs - startedMs) * 1000, '/s', { atLeast: PER_SECOND * 0.97 }),
        figure('commit to first byte of a callback, p50', percentile(delays, 0.5), 'ms', { below: 25 }),
        figure('commit to first byte of a callback, p99', percentile(delays, 0.99), 'ms', { below: 150 }),
      ]
    }, receivers.map(({ url }) => url))
  } finally {
    for (const receiver of receivers) receiver.close()
  }
}

async function ordersPerSecond(stage: Stage): Promise<number> {
  const orders = (await stage.takeNumbers(ORDERS)).map((tn) => [tn])
  const { elapsedMs } = await stage.generator.ask('orders', {
    origin: stage.program.origin, accountId: ACCOUNT, siteId: stage.siteId, auth: AUTH, orders, clients: CLIENTS, waitForCallback: false,
  })
  return ORDERS / elapsedMs * 1000
}

/** Orders while 100,000 notifications wait for a receiver that is not there, beside orders without. */
async function measureBacklog(stage: Stage): Promise<Figure[]> {
  // Orders count as done when their callbacks have come.
  return withSubscriptions(stage, 1, () => beside(stage))
}

/** The receiver that is not there is subscribed all the time, so that what differs is the backlog alone. */
async function beside(stage: Stage): Promise<Figure[]> {
  return withSubscriptions({ ...stage, receiverUrl: 'http://127.0.0.1:9' }, 1, async () => {
    await ordersPerSecond(stage)
    await ordersPerSecond(stage)
    const before = [await ordersPerSecond(stage), await ordersPerSecond(stage), await ordersPerSecond(stage)]
    await stage.pool.query(`with written as (
        insert into event (id, account_id, name, version, at, payload, relayed)
        select gen_random_uuid(), $1, 'order.status-changed', 1, now(), jsonb_build_object('orderId', gen_random_uuid(), 'orderType', 'orders',
          'status', 'COMPLETE', 'message', '', 'numbers', 'none'), true from generate_series(1, $2) returning id, account_id)
      insert into delivery (id, subscription_id, event_id, account_id, state, created_at, due_at)
      select gen_random_uuid(), s.id, w.id, w.account_id, 'pending', now(), now() from written w
        join subscription s on s.account_id = w.account_id and s.url like 'http://127.0.0.1:9/%'`, [ACCOUNT, BACKLOG])
    await stage.pool.query('analyze delivery, event')
    const during = [await ordersPerSecond(stage), await ordersPerSecond(stage), await ordersPerSecond(stage)]
    return [compared('orders beside 100,000 waiting notifications', { value: median(during), baseline: median(before), unit: '/s' }, { atLeast: 0.9 })]
  })
}

export async function measureManyCallbacks(stage: Stage): Promise<Figure[]> {
  return [...await measurePace(stage), ...await measureBacklog(stage)]
}
