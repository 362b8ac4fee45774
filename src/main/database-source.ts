import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../gateways/embedded-postgres/index.ts'
import type { Config } from '../kernel/config/config.ts'
import type { Logger } from '../kernel/log/logger.ts'

/** A database that a process may use, and how to let go of it. */
export interface DatabaseSource {
  readonly url: string
  /** Resolves when an embedded server is gone for good; never for an external one. */
  readonly gone: Promise<void>
  stop(): Promise<void>
}

const URL_FILE = 'database-url'

const never = (): Promise<void> => new Promise(() => undefined)

/**
 * The database of a process that serves: the one in DATABASE_URL, else an embedded server of its own under the data
 * folder. While that runs, its address stands in a file beside it (readable by its owner only) for the other commands.
 */
export async function ownDatabase(config: Config, log: Logger): Promise<DatabaseSource> {
  if (config.databaseUrl) return { url: config.databaseUrl, gone: never(), stop: async () => undefined }
  const dataDir = resolve(config.dataDir)
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => { log.info({ part: 'postgres' }, line) } })
  const urlFile = join(dataDir, URL_FILE)
  await writeFile(urlFile, server.url, { mode: 0o600 })
  await chmod(urlFile, 0o600)
  return {
    url: server.url,
    gone: server.exited.then(() => undefined),
    stop: async () => {
      await rm(urlFile, { force: true })
      await server.stop()
    },
  }
}

/** The database for a command that runs beside a server: that server's, or one started for the moment. */
export async function sharedDatabase(config: Config, log: Logger): Promise<DatabaseSource> {
  try {
    return await ownDatabase(config, log)
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error
    const url = await readFile(join(resolve(config.dataDir), URL_FILE), 'utf8').catch((): undefined => undefined)
    if (!url) throw error
    return { url, gone: never(), stop: async () => undefined }
  }
}
