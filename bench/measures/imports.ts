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
/** What the garbage collector lets lie before it looks, and what is needed; a file of any size takes no more. */
const MEMORY_MB = 550
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

/** Exchange after exchange, from the first area code on. */
const exchangeOf = (made: number) => ({ npa: 201 + Math.floor(made / 800) % 799, nxx: 200 + made % 800 })
const placeOf = (places: readonly Place[], made: number): Place => places[Math.floor(made / 16) % places.length] ?? { npaNxx: '', rateCenter: '', state: '' }

/** So many lines of the thousands-block report. */
function* blockLines(places: readonly Place[], count: number): Generator<string> {
  yield 'State,NPA,NXX,X,Rate Center Name,OCN,Company,Status\n'
  for (let made = 0; made < count; made += 1) {
    const { rateCenter, state } = placeOf(places, made)
    const { npa, nxx } = exchangeOf(Math.floor(made / 10))
    yield `${state},${npa},${nxx},${made % 10},${rateCenter},${1000 + made % 900},CARRIER ${made % 900},AS\n`
  }
}

/** So many lines of the central office code report in its older form, tab-separated, a tenth of the codes unassigned. */
function* tabbedCodeLines(places: readonly Place[], count: number): Generator<string> {
  yield 'State\tNPA-NXX\tOCN\tCompany\tRateCenter\tEffectiveDate\tUse\tAssignDate\tInitial/Growth\n'
  for (let made = 0; made < count; made += 1) {
    const { rateCenter, state } = placeOf(places, made)
    const { npa, nxx } = exchangeOf(made)
    yield `${state} \t${npa}-${nxx}\t${1000 + made % 900}\tCARRIER ${made % 900}\t${rateCenter}\t01/02/2020\t${made % 10 === 0 ? 'UA' : 'AS'}\t01/02/2019\tI\n`
  }
}

/** The same in its newer form, CSV. */
function* codeLines(places: readonly Place[], count: number): Generator<string> {
  yield 'STATE,NPANXX,USE,OCN,COMPANY,RATECENTER,EFFECTIVEDATE,ASSIGNDATE,INITIALGROWTH\n'
  for (let made = 0; made < count; made += 1) {
    const { rateCenter, state } = placeOf(places, made + 8)
    const { npa, nxx } = exchangeOf(made)
    yield `${state},${npa}${nxx},AS,${1000 + made % 900},"CARRIER ${made % 900}, INC.",${rateCenter},01/02/2020,01/02/2019,I\n`
  }
}

/** So many lines of the NPA report. There are no more than 800 area codes, so each comes often. */
function* areaCodeLines(_places: readonly Place[], count: number): Generator<string> {
  yield 'File Date,11/21/2026\nNPA_ID,type_of_code,ASSIGNABLE,RESERVED,ASSIGNED,ASSIGNMENT_DT,USE,LOCATION,COUNTRY,IN_SERVICE\n'
  for (let made = 0; made < count; made += 1) yield `${200 + made % 800},General Purpose Code,Yes,No,${made % 5 === 0 ? 'No' : 'Yes'},01/01/1947,G,NJ,US,Y\n`
}

/** So many rate centers that are new, each with a city, LATA, tier, coordinates, a ZIP code and two neighbours, one of which comes later. */
function* rateCenterLines(_places: readonly Place[], count: number): Generator<string> {
  yield 'state,rate_center,city,lata,tier,on_net,latitude,longitude,zips,lca\n'
  for (let made = 0; made < count; made += 1) {
    const neighbours = [made - 1, made + 1].filter((other) => other >= 0 && other < count).map((other) => `NC:RC${other}`)
    yield `NC,RC${made},CITY ${made},${200 + made % 700},${made % 6},true,${30 + made % 20}.5,-${70 + made % 40}.25,${10_000 + made % 80_000},${neighbours.join(' ')}\n`
  }
}

type Lines = (places: readonly Place[], count: number) => Generator<string>
const FORMS: readonly (readonly [name: string, words: readonly string[], lines: Lines])[] = [
  ['numbers, one a line', ['inventory', 'import'], numberLines],
  ['thousands blocks', ['plan', 'import', 'blocks'], blockLines],
  ['exchanges, tab-separated', ['plan', 'import', 'co-codes'], tabbedCodeLines],
  ['exchanges, CSV', ['plan', 'import', 'co-codes'], codeLines],
  ['area codes', ['plan', 'import', 'npa'], areaCodeLines],
  ['rate centers', ['plan', 'import', 'rate-centers'], rateCenterLines],
]

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

/** Imports of a million lines by the commands that operators use: how long they take, and how much memory. */
export async function measureImports(stage: Stage): Promise<Figure[]> {
  const { rows: places } = await stage.pool.query<Place>(`select x.npa_nxx as "npaNxx", c.abbreviation as "rateCenter", c.state
    from exchange x join rate_center c on c.id = x.rate_center_id order by x.npa_nxx limit 4000`)
  const folder = await temporaryFolder()
  const path = join(folder, 'lines')
  const take = async (words: readonly string[], lines: Iterable<string>) => {
    await pipeline(lines, createWriteStream(path))
    return run(stage.databaseUrl, [...words, path])
  }
  try {
    const figures: Figure[] = []
    for (const [name, words, lines] of FORMS) {
      process.stderr.write(`  ${name} ...\n`)
      const all = await take(words, lines(places.slice(0, 2000), LINES))
      const fewer = await take(words, lines(places.slice(2000), FEWER))
      figures.push(
        figure(`import of 1,000,000 ${name}`, all.seconds, 's', { below: SECONDS }),
        figure('its peak memory', all.peakMb, 'MB', { below: MEMORY_MB }),
        compared('beside that of 200,000', { value: all.peakMb, baseline: fewer.peakMb, unit: 'MB' }),
      )
    }
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
