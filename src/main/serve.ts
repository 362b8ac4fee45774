import { sql } from 'kysely'
import { systemClock } from '../kernel/clock/clock.ts'
import { ConfigError, type Config } from '../kernel/config/config.ts'
import type { Database } from '../kernel/db/database.ts'
import { migrate } from '../kernel/db/migrate.ts'
import type { Logger } from '../kernel/log/logger.ts'
import { ownDatabase, type DatabaseSource } from './database-source.ts'
import { sealingKey } from './keys.ts'
import { SANDBOX_NUMBERS, seedPlan, seedSandbox } from './seed.ts'
import { wire, type Program } from './wire.ts'

export type Role = 'all' | 'api' | 'worker'

/** A process that serves. */
export interface Serving {
  /** Where the API listens; undefined in a process that only works. */
  readonly address: string | undefined
  readonly program: Program
  /** Rejects when a part that the process cannot do without is gone. */
  readonly failure: Promise<never>
  /** Finishes requests and jobs, then lets go of everything. May be called again while it runs. */
  stop(): Promise<void>
}

/** Production must not run on what everybody knows. */
async function refuseSandboxData(database: Database): Promise<void> {
  const found = await sql<{ id: number }>`select id from account where sandbox order by id limit 1`.execute(database.db)
  const [account] = found.rows
  if (account) throw new ConfigError(`the database holds sandbox account ${account.id}; production mode refuses to run on it`)
}

async function fill(program: Program, config: Config): Promise<void> {
  if (config.mode === 'sandbox') {
    await seedSandbox(program.database, systemClock, { seed: config.simulatedSeed, numbers: SANDBOX_NUMBERS })
    return
  }
  await refuseSandboxData(program.database)
  const plan = await sql<{ present: boolean }>`select exists (select 1 from exchange) as present`.execute(program.database.db)
  if (!plan.rows[0]?.present) await seedPlan(program.database)
}

async function start(program: Program, source: DatabaseSource, config: Config, role: Role): Promise<Serving> {
  let address: string | undefined
  if (role !== 'worker') {
    await program.identityListener.start()
    address = await program.app.listen({ host: config.host, port: config.port })
  }
  if (role !== 'api') await program.worker.start()
  const databaseGone = source.gone.then((): never => { throw new Error('the embedded PostgreSQL ended and could not be started again') })
  let stopping: Promise<void> | undefined
  return {
    address, program, failure: databaseGone,
    stop: () => stopping ??= stop(program, source, role),
  }
}

async function stop(program: Program, source: DatabaseSource, role: Role): Promise<void> {
  await program.app.close()
  if (role !== 'worker') await program.identityListener.close()
  if (role !== 'api') await program.worker.stop()
  await program.close()
  await source.stop()
}

/**
 * Brings a process up: database, schema, seed, API and worker as its role says. Rejects with ConfigError,
 * EmbeddedPostgresError or MigrationError where an operator can mend the cause.
 */
export async function serve(config: Config, role: Role, log: Logger): Promise<Serving> {
  const source = await ownDatabase(config, log)
  let program: Program | undefined
  try {
    await migrate(source.url, systemClock)
    program = await wire({ config, url: source.url, sealingKey: await sealingKey(config), clock: systemClock, log })
    await fill(program, config)
    return await start(program, source, config, role)
  } catch (error) {
    // Whatever runs already would keep the process alive.
    if (program) await stop(program, source, role)
    else await source.stop()
    throw error
  }
}
