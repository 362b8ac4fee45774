import type { CriteriaServerTasks } from '../baselines/criteria-server.ts'
import { startChild } from '../child.ts'
import { compared, figure, median, percentile, type Figure } from '../figure.ts'
import { contend } from './contention.ts'
import { openScaleStage, type ScaleStage } from '../scale/stage.ts'
import { otherKinds, plainKinds, type SearchKind } from '../scale/searches.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'

const CLIENTS = 20
const FEW = 50
const MANY = 5_000
const WARM_UP_MS = 400
const ROUND_MS = 1_200
const ROUNDS = 2

const MB = 1e6

const pathsOf = ({ searches }: SearchKind, quantity: number) => searches.map((criteria) => {
  const query = new URLSearchParams({ quantity: String(quantity) })
  for (const [name, value] of Object.entries(criteria)) if (value !== undefined) query.set(name, String(value))
  return `/api/accounts/${ACCOUNT}/availableNumbers?${query}`
})

/** Asks a program for one kind of search as fast as it answers. */
function ask({ generator }: Stage, origin: string, paths: readonly string[], { durationMs = ROUND_MS, connections = CLIENTS } = {}) {
  return generator.ask('load', { origin, paths, auth: AUTH, connections, durationMs })
}

const tailOf = (name: string, quantity: number, latenciesMs: readonly number[], below: number) =>
  figure(`${name}, ${quantity.toLocaleString('en')} numbers, p99`, percentile(latenciesMs, 0.99), 'ms', { below })

/** One plain criterion beside a bare route with the same SQL, and beside the same search in a stock of a hundredth. */
async function measurePlain(stage: Stage, large: ScaleStage, kind: SearchKind): Promise<Figure[]> {
  const bare = startChild<CriteriaServerTasks>('baselines/criteria-server.ts')
  try {
    const bareOrigin = await bare.ask('start', { url: large.databaseUrl, accountId: ACCOUNT, connections: 16, searches: kind.searches, quantity: FEW })
    const ours = pathsOf(kind, FEW)
    const theirs = kind.searches.map((_, index) => `/search?search=${index}`)
    await ask(stage, large.program.origin, ours, { durationMs: WARM_UP_MS })
    await ask(stage, bareOrigin, theirs, { durationMs: WARM_UP_MS })
    const rounds = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ product: await ask(stage, large.program.origin, ours), baseline: await ask(stage, bareOrigin, theirs) })
    }
    const alone = { connections: 1, durationMs: WARM_UP_MS }
    await ask(stage, stage.program.origin, ours, alone)
    const small = await ask(stage, stage.program.origin, ours, alone)
    const same = await ask(stage, large.program.origin, ours, alone)
    return [
      compared(`${kind.name}, ${FEW} of 10,000,000 numbers`, {
        value: median(rounds.map(({ product }) => product.perSecond)), baseline: median(rounds.map(({ baseline }) => baseline.perSecond)), unit: '/s',
      }, { atLeast: 0.5 }),
      tailOf(kind.name, FEW, rounds.flatMap(({ product }) => product.latenciesMs), 50),
      compared(`${kind.name}, p50 of one client beside 100,000 numbers`, { value: median(same.latenciesMs), baseline: median(small.latenciesMs), unit: 'ms' }, { below: 1.5 }),
    ]
  } finally {
    await bare.stop()
  }
}

async function measureTail(stage: Stage, large: ScaleStage, kind: SearchKind, quantity: number): Promise<Figure> {
  const paths = pathsOf(kind, quantity)
  await ask(stage, large.program.origin, paths, { durationMs: WARM_UP_MS })
  const { latenciesMs } = await ask(stage, large.program.origin, paths, { durationMs: quantity === MANY ? ROUND_MS * 2 : ROUND_MS })
  return tailOf(kind.name, quantity, latenciesMs, quantity === MANY ? 300 : 50)
}

/** What ten million available numbers take, and how fast they are searched. */
export async function measureScale(stage: Stage): Promise<Figure[]> {
  const large = await openScaleStage(stage)
  try {
    const { stock } = large
    const figures = [
      figure('available numbers', stock.count, ''),
      ...(stock.loadMs === 0 ? [] : [figure('loading them, indexes included', stock.loadMs / 1000, 's')]),
      figure('their table', stock.tableBytes / MB, 'MB'),
      figure('its indexes', stock.indexBytes / MB, 'MB'),
    ]
    const [plain, others] = [await plainKinds(stage.pool), await otherKinds(stage.pool)]
    for (const kind of plain) figures.push(...await measurePlain(stage, large, kind))
    for (const kind of others) figures.push(await measureTail(stage, large, kind, FEW))
    for (const kind of [...plain, ...others]) figures.push(await measureTail(stage, large, kind, MANY))
    const { rows: [site] } = await large.pool.query<{ id: number }>('select id from site where account_id = $1 order by id limit 1', [ACCOUNT])
    const { rows: [code] } = await large.pool.query<{ code: string, count: string }>(`select code, (select count(*) from telephone_number
      where status = 'Available' and tn >= code and tn < code || ':') as count from (select left(npa_nxx, 3) as code from exchange group by 1 order by count(*) desc, 1 limit 1) c`)
    if (site && code) figures.push(await contend({ origin: large.program.origin, siteId: site.id }, code.code, Number(code.count), { atLeast: 90 }))
    const peak = await large.program.peakMemoryMb()
    return peak === null ? figures : [...figures, figure('peak memory of the program with ten million numbers', peak, 'MB')]
  } finally {
    await large.close()
  }
}
