import type { ClaimsTasks } from '../baselines/claims.ts'
import { startChild } from '../child.ts'
import { compared, figure, median, percentile, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'
import { withSubscriptions } from '../subscription.ts'

const CLIENTS = 20
const CLAIM_CONNECTIONS = 16
/** Enough for both sides to be compiled to the end. */
const WARM_UP = 1_500
const ORDERS = 1_500
const CLAIMS = 3_000
const ROUNDS = 3
const LARGE = 5_000

const singles = (tns: readonly string[]) => tns.map((tn) => [tn])

/** Milliseconds between the creation and the completion of orders, as the database has them. */
async function storedMs({ pool }: Stage, since: Date): Promise<number[]> {
  const { rows } = await pool.query<{ ms: number }>(`select extract(epoch from completed_at - created_at)::float8 * 1000 as ms from orders
    where type = 'orders' and status = 'COMPLETE' and created_at >= $1`, [since])
  return rows.map(({ ms }) => ms)
}

function place(stage: Stage, orders: readonly (readonly string[])[], clients: number, waitForCallback: boolean) {
  return stage.generator.ask('orders', {
    origin: stage.program.origin, accountId: ACCOUNT, siteId: stage.siteId, auth: AUTH, orders, clients, waitForCallback,
  })
}

/**
 * Orders for one existing number each, from POST to callback, beside bare transactions that claim a number. Throughput
 * comes from clients that send the next order as soon as the last one is answered, times from clients that wait for
 * their order's callback.
 */
export async function measureOrders(stage: Stage): Promise<Figure[]> {
  const claims = startChild<ClaimsTasks>('baselines/claims.ts')
  const bare = async (count: number) => claims.ask('run', {
    url: stage.databaseUrl, accountId: ACCOUNT, siteId: stage.siteId, connections: CLAIM_CONNECTIONS, tns: await stage.takeNumbers(count),
  })
  try {
    return await withSubscriptions(stage, 1, async () => {
      await place(stage, singles(await stage.takeNumbers(WARM_UP)), CLIENTS, false)
      await bare(WARM_UP)
      const product: number[] = []
      const baseline: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const { elapsedMs } = await place(stage, singles(await stage.takeNumbers(ORDERS)), CLIENTS, false)
        product.push(ORDERS / elapsedMs * 1000)
        baseline.push(await bare(CLAIMS))
      }
      const since = new Date()
      const { completeMs, answerMs, elapsedMs } = await place(stage, singles(await stage.takeNumbers(ORDERS)), CLIENTS, true)
      const stored = await storedMs(stage, since)
      return [
        compared('orders of 1 number, end to end', { value: median(product), baseline: median(baseline), unit: '/s' }, { atLeast: 0.25 }),
        figure('orders, clients that wait', ORDERS / elapsedMs * 1000, '/s'),
        figure('POST to its answer, p50', percentile(answerMs, 0.5), 'ms'),
        figure('POST to its answer, p99', percentile(answerMs, 0.99), 'ms'),
        figure('POST to COMPLETE callback, p50', percentile(completeMs, 0.5), 'ms'),
        figure('POST to COMPLETE callback, p99', percentile(completeMs, 0.99), 'ms', { below: 250 }),
        figure('created to completed, p99', percentile(stored, 0.99), 'ms'),
      ]
    })
  } finally {
    await claims.stop()
  }
}

/** One order for 5,000 existing numbers, from POST to callback, on an otherwise idle program. */
export async function measureLargeOrder(stage: Stage): Promise<Figure[]> {
  return withSubscriptions(stage, 1, async () => {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const { completeMs } = await place(stage, [await stage.takeNumbers(LARGE)], 1, true)
      times.push(...completeMs)
    }
    return [figure('order of 5,000 numbers, POST to COMPLETE callback', median(times), 'ms', { below: 1000 })]
  })
}
