import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import type { Clock } from '../clock/clock.ts'
import { packageRoot } from '../files/package-root.ts'
import { createPool } from './database.ts'

/** Least server version that we support, as the server's `server_version_num`. */
const LEAST_VERSION = 150_000
/** One number for "somebody migrates this database", shared by every process that might. */
const MIGRATION_LOCK = 7_201_902

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** A migration that cannot go on: a changed file, a newer database, an unsupported server. */
export class MigrationError extends Error {}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(join(folder, name), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  }))
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const result = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`)
  const version = Number(result.rows[0]?.version)
  if (version < LEAST_VERSION) throw new MigrationError(`PostgreSQL 15 or newer is needed; this server is ${version}`)
}

async function applied(client: pg.Client): Promise<Map<string, string>> {
  await client.query(`create table if not exists schema_migration
    (name text primary key, checksum text not null, applied_at timestamptz not null)`)
  const result = await client.query<{ name: string, checksum: string }>('select name, checksum from schema_migration')
  return new Map(result.rows.map((row) => [row.name, row.checksum]))
}

async function apply(client: pg.Client, migration: Migration, clock: Clock): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migration (name, checksum, applied_at) values ($1, $2, $3)',
      [migration.name, migration.checksum, clock.now()])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationError(`migration ${migration.name} failed: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** On a pool of ours: the one that the library makes is still closing when it says that it is done, and an end of the server right then ends the process. */
async function migrateJobQueue(url: string): Promise<void> {
  // What breaks an idle connection fails the next statement as well.
  const pool = createPool({ url, max: 2, applicationName: 'numberplane migrate', onPoolError: () => undefined })
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/**
 * Brings the database to this release's schema, the job queue's own tables included. Forward only. Processes that
 * start at the same time wait for each other; a database that a newer release migrated is refused.
 * Answers the names of the migrations that it applied.
 */
export async function migrate(url: string, clock: Clock): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'numberplane migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const migrations = await readMigrations(join(packageRoot(), 'migrations'))
    const done = await applied(client)
    const unknown = [...done.keys()].filter((name) => !migrations.some((migration) => migration.name === name))
    if (unknown.length > 0) throw new MigrationError(`the database is newer than this program: it has ${unknown.join(', ')}`)
    const changed = migrations.find(({ name, checksum }) => done.has(name) && done.get(name) !== checksum)
    if (changed) throw new MigrationError(`migration ${changed.name} was changed after it had been applied`)
    const open = migrations.filter((migration) => !done.has(migration.name))
    for (const migration of open) await apply(client, migration, clock)
    await migrateJobQueue(url)
    return open.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}
