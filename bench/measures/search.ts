import type { SearchServerTasks } from '../baselines/search-server.ts'
import { startChild } from '../child.ts'
import { compared, figure, median, percentile, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'

const CONNECTIONS = 32
/** Long enough for both programs to be compiled to the end. */
const WARM_UP_MS = 4_000
const ROUND_MS = 2_000
const ROUNDS = 3
const QUANTITY = 50

/** Searches of 50 numbers by area code, through the API and through a bare route with the same SQL, by turns. */
export async function measureSearch(stage: Stage): Promise<Figure[]> {
  const { rows } = await stage.pool.query<{ code: string }>(
    'select left(tn, 3) as code from telephone_number group by 1 having count(*) > $1 order by 1 limit 20', [QUANTITY])
  const codes = rows.map(({ code }) => code)
  const bare = startChild<SearchServerTasks>('baselines/search-server.ts')
  const bareOrigin = await bare.ask('start', {
    url: stage.databaseUrl, accountId: ACCOUNT, connections: 16, areaCodes: codes, quantity: QUANTITY,
  })
  const load = { auth: AUTH, connections: CONNECTIONS, durationMs: ROUND_MS }
  const ours = {
    ...load, origin: stage.program.origin,
    paths: codes.map((code) => `/api/accounts/${ACCOUNT}/availableNumbers?areaCode=${code}&quantity=${QUANTITY}`),
  }
  const theirs = { ...load, origin: bareOrigin, paths: codes.map((code) => `/search?areaCode=${code}&quantity=${QUANTITY}`) }
  try {
    for (const input of [ours, theirs]) await stage.generator.ask('load', { ...input, durationMs: WARM_UP_MS })
    const rounds = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const product = await stage.generator.ask('load', ours)
      const baseline = await stage.generator.ask('load', theirs)
      rounds.push({ product, baseline })
    }
    return [
      compared('search, 50 numbers', {
        value: median(rounds.map(({ product }) => product.perSecond)), baseline: median(rounds.map(({ baseline }) => baseline.perSecond)), unit: '/s',
      }, { atLeast: 0.5 }),
      figure('search, p99 with 32 clients', percentile(rounds.flatMap(({ product }) => product.latenciesMs), 0.99), 'ms'),
    ]
  } finally {
    await bare.stop()
  }
}
