import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/gateways/embedded-postgres/index.ts'
import { startChild, type Child } from './child.ts'
import type { GeneratorTasks } from './generator/main.ts'
import { seedDatabase, startProgram, type RunningProgram } from './program.ts'

export const ACCOUNT = 5_500_012
export const AUTH = 'sandbox:sandbox'

/** What the measures work with: a seeded database, the product on it, and the clients. */
export interface Stage {
  readonly databaseUrl: string
  readonly pool: pg.Pool
  readonly program: RunningProgram
  readonly generator: Child<GeneratorTasks>
  readonly receiverUrl: string
  readonly siteId: number
  /** So many available numbers, each handed out once per run. */
  takeNumbers(count: number): Promise<string[]>
  close(): Promise<void>
}

/** A folder of its own for one run. PostgreSQL may run as another user, who must be able to pass through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'numberplane-bench-'))
  await chmod(folder, 0o755)
  return folder
}

interface OwnDatabase { readonly url: string, close(): Promise<void> }

/** An embedded server of its own, or a database of its own on the server in BENCH_DATABASE_URL. */
async function startDatabase(folder: string): Promise<OwnDatabase> {
  const given = process.env.BENCH_DATABASE_URL
  if (!given) {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'database'), log: () => undefined })
    return { url: server.url, close: () => server.stop() }
  }
  const name = `numberplane_bench_${process.pid}`
  const statement = async (text: string) => {
    const client = new pg.Client({ connectionString: given })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  await statement(`create database ${name}`)
  const url = new URL(given)
  url.pathname = `/${name}`
  return { url: url.href, close: () => statement(`drop database if exists ${name} with (force)`) }
}

async function firstSite(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('select id from site where account_id = $1 order by id limit 1', [ACCOUNT])
  const [site] = rows
  if (!site) throw new Error('the sandbox has no site')
  return site.id
}

/** Builds the stage; the program's own commands make the schema and the 100,000 numbers. */
export async function openStage(): Promise<Stage> {
  const folder = await temporaryFolder()
  const database = await startDatabase(folder)
  const environment = { DATABASE_URL: database.url, NUMBERPLANE_DATA: join(folder, 'data') }
  await seedDatabase(environment)
  const program = await startProgram(environment, join(folder, 'program.log'))
  const generator = startChild<GeneratorTasks>('generator/main.ts')
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  let lowest = ':'
  return {
    databaseUrl: database.url, pool, program, generator,
    receiverUrl: await generator.ask('receiverUrl', null),
    siteId: await firstSite(pool),
    takeNumbers: async (count) => {
      // From the end of the list: the searches that are measured look at its beginning.
      const { rows } = await pool.query<{ tn: string, lowest: string }>(`select tn, min(tn) over () as lowest from (
        select tn from telephone_number where status = 'Available' and pool_account_id is null and tn < $1 order by tn desc limit $2) chosen order by md5(tn)`, [lowest, count])
      lowest = rows[0]?.lowest ?? lowest
      if (rows.length < count) throw new Error('the sandbox has no more numbers')
      return rows.map(({ tn }) => tn)
    },
    close: async () => {
      await program.stop()
      await generator.stop()
      await pool.end()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
