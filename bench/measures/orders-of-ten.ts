import type { TenClaimsTasks } from '../baselines/ten-claims.ts'
import { startChild } from '../child.ts'
import { compared, median, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'
import { withSubscriptions } from '../subscription.ts'

const CLIENTS = 20
const CLAIM_CONNECTIONS = 16
const NUMBERS = 10
const WARM_UP = 100
const ORDERS = 400
const ROUNDS = 3

async function tens(stage: Stage, count: number): Promise<string[][]> {
  const tns = await stage.takeNumbers(count * NUMBERS)
  return Array.from({ length: count }, (_, index) => tns.slice(index * NUMBERS, (index + 1) * NUMBERS))
}

/** 20 clients that order ten existing numbers each without pause, from POST to callback, beside bare transactions that claim ten. */
export async function measureOrdersOfTen(stage: Stage): Promise<Figure[]> {
  const claims = startChild<TenClaimsTasks>('baselines/ten-claims.ts')
  const bare = async (count: number) => claims.ask('run', {
    url: stage.databaseUrl, accountId: ACCOUNT, siteId: stage.siteId, connections: CLAIM_CONNECTIONS, orders: await tens(stage, count),
  })
  const ours = async (count: number) => {
    const { elapsedMs } = await stage.generator.ask('orders', {
      origin: stage.program.origin, accountId: ACCOUNT, siteId: stage.siteId, auth: AUTH, orders: await tens(stage, count), clients: CLIENTS, waitForCallback: false,
    })
    return count / elapsedMs * 1000
  }
  try {
    return await withSubscriptions(stage, 1, async () => {
      await ours(WARM_UP)
      await bare(WARM_UP)
      const product: number[] = []
      const baseline: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        product.push(await ours(ORDERS))
        baseline.push(await bare(ORDERS))
      }
      return [compared('orders of 10 numbers, end to end', { value: median(product), baseline: median(baseline), unit: '/s' }, { atLeast: 0.25 })]
    })
  } finally {
    await claims.stop()
  }
}
