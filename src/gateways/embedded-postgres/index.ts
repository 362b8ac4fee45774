/**
 * The PostgreSQL that Numberplane brings along: real server binaries from npm, started, watched and
 * stopped by this process, with its data in the data folder. `DATABASE_URL` replaces all of it.
 *
 * Data folder:      `postgres/` PostgreSQL's own files; `postgres-password` the role's password (0600);
 *                   `postgres-owner/` which process owns the folder; `postgres-programs/` a copy of the
 *                   binaries, only where the npm package's own do not run.
 * Network:          127.0.0.1 only, a free port per start, a random password.
 * As root:          PostgreSQL runs as the owner of existing data or of the data folder, else as
 *                   `numberplane`, `postgres` or `nobody`. See docs/decisions/0002-embedded-postgres.md.
 * When it dies:     started again on the same port, some times; then `exited` resolves.
 * When we die:      a guard asks it for a fast shutdown; if that is killed too, the next start ends it.
 *
 * Files: `cluster` makes and checks the data, `postmaster` runs one server, `supervisor` keeps one
 * running, `leftovers` ends an orphan, `lock` says who owns the folder, `binaries` and `binary-copy`
 * find programs that run, `account` picks the user, `processes` reads the process table.
 */
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serverAccount, type ServerAccount } from './account.ts'
import type { CopyTarget } from './binary-copy.ts'
import { usableBinaries } from './binaries.ts'
import { layoutOf, makeDataDir, prepareCluster, type Layout } from './cluster.ts'
import { ensureDatabase } from './database.ts'
import { explained } from './errors.ts'
import { clearLeftovers, DEFAULT_PATIENCE } from './leftovers.ts'
import { acquireOwnerLock } from './lock.ts'
import { freePort, isFree } from './port.ts'
import { launchPostmaster, type Postmaster } from './postmaster.ts'
import { DATABASE, ROLE } from './settings.ts'
import { RETRY_DELAYS_MS, supervise } from './supervisor.ts'

export { EmbeddedPostgresError } from './errors.ts'

/** A running embedded database. */
export interface EmbeddedPostgres {
  /** Where to connect, password included: not for logs. The same for as long as this object lives. */
  readonly url: string
  /** Ends the database and gives the data folder free. Safe to call again, and when it died already. */
  stop(): Promise<void>
  /** Resolves when the database is gone for good: stopped, or dead after several tries to start it again. */
  readonly exited: Promise<{ code: number | null, signal: string | null }>
}

const PORT_TRIES = 5

/**
 * Starts the embedded database on a data folder (made if missing) and resolves when the database
 * `numberplane` accepts connections. `log` receives PostgreSQL's log lines and ours, without line ends.
 * Throws `EmbeddedPostgresError`: folder in use (with the pid of the owner), not a folder, not
 * writable or full, binaries that do not run here, data of another PostgreSQL version.
 */
export async function startEmbeddedPostgres(
  options: { dataDir: string, log: (line: string) => void },
): Promise<EmbeddedPostgres> {
  const layout = layoutOf(resolve(options.dataDir))
  return explained(`Cannot use the data folder ${layout.dataDir}`, async () => {
    await makeDataDir(layout.dataDir)
    const account = await serverAccount(layout)
    const lock = await acquireOwnerLock(layout.owners)
    let running: Postmaster | undefined
    try {
      const { first, port, password, launch } = await bringUp(layout, account, options.log)
      running = first
      const url = (database: string) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
      await ensureDatabase(url('postgres'))
      const supervised = supervise(running, {
        launch, log: options.log, release: () => lock.release(),
        patience: DEFAULT_PATIENCE, retryDelaysMs: RETRY_DELAYS_MS,
      })
      return { url: url(DATABASE), exited: supervised.exited, stop: () => supervised.stop() }
    } catch (error) {
      await running?.stop(DEFAULT_PATIENCE)
      await lock.release()
      throw error
    }
  })
}

async function bringUp(layout: Layout, account: ServerAccount | undefined, log: (line: string) => void) {
  const binaries = await usableBinaries(account, copyTargets(layout))
  const password = await prepareCluster(layout, binaries, account, log)
  const launchOn = async (port: number, signal: AbortSignal): Promise<Postmaster> => {
    await clearLeftovers(layout.cluster, log)
    return launchPostmaster({ binaries, cluster: layout.cluster, account, port, log, signal })
  }
  const { first, port } = await launchOnFreePort((free) => launchOn(free, new AbortController().signal))
  return { first, port, password, launch: (signal: AbortSignal) => launchOn(port, signal) }
}

/** Another program may take the port between finding it free and PostgreSQL's use of it. */
async function launchOnFreePort(
  launchOn: (port: number) => Promise<Postmaster>,
): Promise<{ first: Postmaster, port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      return { first: await launchOn(port), port }
    } catch (error) {
      if (attempt === PORT_TRIES || await isFree(port)) throw error
    }
  }
}

/** For root a place of the machine, since the server's user may not see ours; else the data folder. */
function copyTargets(layout: Layout): CopyTarget[] {
  const owner = process.getuid?.() ?? 0
  if (owner !== 0) return [{ folder: join(layout.dataDir, 'postgres-programs'), owner }]
  return ['/var/cache/numberplane', join(tmpdir(), 'numberplane-programs')].map((folder) => ({ folder, owner }))
}

