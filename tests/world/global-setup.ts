import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/gateways/embedded-postgres/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { openDatabase } from '../../src/kernel/db/database.ts'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { seedSandbox } from '../../src/main/seed.ts'

declare module 'vitest' {
  interface ProvidedContext { serverUrl: string, template: string }
}

/** Numbers in the template: enough for 5,000-number orders, small enough to be cloned in a moment. */
const TEMPLATE_NUMBERS = 20_000

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement on the server's maintenance database. */
export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(serverUrl, 'postgres') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function server(): Promise<{ url: string, stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'numberplane-test-'))
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined })
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Once per run: a PostgreSQL server with a migrated and seeded template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await server()
  const template = `np_template_${process.pid}`
  await onServer(url, `drop database if exists ${template} with (force)`)
  await onServer(url, `create database ${template}`)
  const templateUrl = databaseUrl(url, template)
  await migrate(templateUrl, systemClock)
  const database = openDatabase({ url: templateUrl, max: 2, applicationName: 'test template', onPoolError: (error) => { throw error } })
  await seedSandbox(database, systemClock, { seed: 1, numbers: TEMPLATE_NUMBERS })
  // The stock of the seed was told of before any order could wait for it; a world without a worker has nothing outstanding.
  await database.db.updateTable('event').set({ relayed: true }).execute()
  await database.close()
  project.provide('serverUrl', url)
  project.provide('template', template)
  return async () => {
    await onServer(url, `drop database if exists ${template} with (force)`)
    await stop()
  }
}
