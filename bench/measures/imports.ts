import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { nowMs } from '../clock.ts'
import { compared, figure, type Figure } from '../figure.ts'
import { temporaryFolder, type Stage } from '../stage.ts'

const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
const LINES = 1_000_000
const FEWER = 200_000
const SECONDS = 60
/** Tells the most memory that the process ever held, when it ends. */
const TELL_PEAK = 'data:text/javascript,process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))'

interface Place { readonly npaNxx: string, readonly rateCenter: string, readonly state: string }

/** So many available numbers, ascending, half of them with the rate center that they lie in. */
function* numberLines(places: readonly Place[], count: number): Generator<string> {
  yield 'number,status,rate_center,state,tier\n'
  const each = Math.ceil(count / places.length)
  for (let made = 0; made < count; made += 1) {
    const { npaNxx = '', rateCenter, state } = places[Math.floor(made / each)] ?? {}
    yield `${npaNxx}${String(made % each * 7 % 10_000).padStart(4, '0')},Available,${made % 2 === 0 ? ',' : `${rateCenter},${state}`},1\n`
  }
}

/** So many thousands blocks as the public report has them. */
function* blockLines(places: readonly Place[], count: number): Generator<string> {
  yield 'State,NPA,NXX,X,Rate Center Name,OCN,Company,Status\n'
  for (let made = 0; made < count; made += 1) {
    const { rateCenter, state } = places[Math.floor(made / 16) % places.length] ?? {}
    yield `${state},${201 + Math.floor(made / 8000)},${200 + Math.floor(made / 10) % 800},${made % 10},${rateCenter},${1000 + made % 900},CARRIER ${made % 900},AS\n`
  }
}

/** Runs a command of the product on a file. Rejects where it fails. */
async function run(databaseUrl: string, words: readonly string[]): Promise<{ seconds: number, peakMb: number }> {
  const startedMs = nowMs()
  const child = spawn(process.execPath, ['--import', TELL_PEAK, CLI, ...words], { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk) => { told += String(chunk) })
  const [code] = await once(child, 'close')
  const kib = /^peak (\d+)$/m.exec(told)?.[1]
  if (code !== 0 || kib === undefined) throw new Error(`${words.join(' ')} ended with code ${code}: ${told.slice(0, 500)}`)
  return { seconds: (nowMs() - startedMs) / 1000, peakMb: Number(kib) * 1024 / 1e6 }
}

/** Imports of a million lines by the commands that operators use: how long they take, and whether memory stays the same. */
export async function measureImports(stage: Stage): Promise<Figure[]> {
  const { rows: places } = await stage.pool.query<Place>(`select x.npa_nxx as "npaNxx", c.abbreviation as "rateCenter", c.state
    from exchange x join rate_center c on c.id = x.rate_center_id order by x.npa_nxx limit 4000`)
  const folder = await temporaryFolder()
  const write = async (name: string, lines: Iterable<string>) => {
    const path = join(folder, name)
    await pipeline(lines, createWriteStream(path))
    return path
  }
  try {
    const fewer = await run(stage.databaseUrl, ['inventory', 'import', await write('fewer.csv', numberLines(places.slice(2000), FEWER))])
    const numbers = await run(stage.databaseUrl, ['inventory', 'import', await write('numbers.csv', numberLines(places.slice(0, 2000), LINES))])
    const plan = await run(stage.databaseUrl, ['plan', 'import', 'blocks', await write('blocks.csv', blockLines(places, LINES))])
    return [
      figure('import of 1,000,000 numbers, one a line', numbers.seconds, 's', { below: SECONDS }),
      compared('its peak memory, beside that of 200,000', { value: numbers.peakMb, baseline: fewer.peakMb, unit: 'MB' }, { below: 1.25 }),
      figure('import of 1,000,000 thousands blocks', plan.seconds, 's', { below: SECONDS }),
      figure('its peak memory', plan.peakMb, 'MB'),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
