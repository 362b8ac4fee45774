import { randomBytes } from 'node:crypto'
import { chown, constants, lchown, mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ServerAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError, errorCode, lastComplaint, unlessMissing } from './errors.ts'
import { start } from './programs.ts'
import { ROLE } from './settings.ts'

/** Where things lie in the data folder. */
export interface Layout {
  readonly dataDir: string
  /** PostgreSQL's own folder. */
  readonly cluster: string
  /** The role's password, readable by its owner only. */
  readonly password: string
  /** The files that say which process owns the folder. */
  readonly owners: string
}

/** The layout of a data folder given by its absolute path. */
export function layoutOf(dataDir: string): Layout {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    password: join(dataDir, 'postgres-password'),
    owners: join(dataDir, 'postgres-owner'),
  }
}

/**
 * How to name the working directory to a PostgreSQL program. A program that runs as another user
 * may not be able to walk to its folder by name, but it can keep the one it was started in.
 */
export function dataArgument(folder: string, account: ServerAccount | undefined): string {
  return account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder
}

/** Makes the cluster on first use, checks it later; returns the role's password. */
export async function prepareCluster(
  layout: Layout, binaries: Binaries, account: ServerAccount | undefined, log: (line: string) => void,
): Promise<string> {
  await removeAbandoned(layout)
  const version = await unlessMissing(readFile(join(layout.cluster, 'PG_VERSION'), 'utf8'))
  if (version === undefined) return createCluster(layout, binaries, account, log)
  if (version.trim() !== binaries.major) {
    throw new EmbeddedPostgresError(
      `The data folder ${layout.cluster} was written by PostgreSQL ${version.trim()}, but this Numberplane brings `
      + `PostgreSQL ${binaries.major}: dump it with the release that wrote it and restore the dump`)
  }
  await checkOwner(layout.cluster, account)
  const password = await unlessMissing(readFile(layout.password, 'utf8'))
  if (password !== undefined && password.trim() !== '') return password.trim()
  throw new EmbeddedPostgresError(`The password of the database is missing: restore ${layout.password} from a backup`)
}

async function createCluster(
  layout: Layout, binaries: Binaries, account: ServerAccount | undefined, log: (line: string) => void,
): Promise<string> {
  const present = await unlessMissing(readdir(layout.cluster)) ?? []
  if (present.length > 0) {
    throw new EmbeddedPostgresError(`The folder ${layout.cluster} holds something that is not a database: move it away`)
  }
  log(`creating a database in ${layout.cluster}`)
  // Made aside and renamed when complete, so that a start that is cut short leaves no half a database.
  const staging = await mkdtemp(`${layout.cluster}.new-`)
  try {
    await give(staging, constants.O_DIRECTORY, account)
    const password = await writePassword(layout, account)
    await runInitdb(staging, layout, binaries, account)
    await rename(staging, layout.cluster)
    await syncFolder(layout.dataDir)
    return password
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function runInitdb(
  staging: string, layout: Layout, binaries: Binaries, account: ServerAccount | undefined,
): Promise<void> {
  const lines: string[] = []
  const password = await open(layout.password, 'r')
  try {
    const running = start({
      program: binaries.initdb,
      args: ['-D', dataArgument(staging, account), '--username', ROLE, '--pwfile=/dev/stdin', '--auth=scram-sha-256',
        '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      cwd: staging, account, detached: false, stdin: password.fd, onLine: (line) => lines.push(line),
    })
    const { code, signal } = await running.ended
    if (code === 0) return
    const reason = signal === null ? lastComplaint(lines) : `initdb was ended by ${signal}`
    throw new EmbeddedPostgresError(
      `Cannot create a database in ${layout.cluster}: ${reason ?? `initdb ended with ${code}`}`)
  } finally {
    await password.close()
  }
}

async function writePassword(layout: Layout, account: ServerAccount | undefined): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  await rm(layout.password, { force: true })
  const file = await open(layout.password, 'wx', 0o600)
  try {
    await file.writeFile(`${password}\n`)
    if (account !== undefined) await file.chown(account.uid, account.gid)
    await file.sync()
  } finally {
    await file.close()
  }
  return password
}

/** Gives a file to the account through a handle, so that a link put in its place is not followed. */
async function give(path: string, flags: number, account: ServerAccount | undefined): Promise<void> {
  if (account === undefined) return
  const handle = await open(path, flags | constants.O_NOFOLLOW)
  try {
    await handle.chown(account.uid, account.gid)
  } finally {
    await handle.close()
  }
}

/** Data that root copied belongs to root, and the server may not use it: give it to the server's account. */
async function checkOwner(cluster: string, account: ServerAccount | undefined): Promise<void> {
  const { uid } = await stat(cluster)
  if (account === undefined) {
    if (uid === process.getuid?.()) return
    throw new EmbeddedPostgresError(`The data folder ${cluster} belongs to user ${uid}: start Numberplane as that user`)
  }
  if (uid === account.uid) return
  const entries = await readdir(cluster, { recursive: true, withFileTypes: true })
  for (const entry of entries) await lchown(join(entry.parentPath, entry.name), account.uid, account.gid)
  await chown(cluster, account.uid, account.gid)
}

async function removeAbandoned(layout: Layout): Promise<void> {
  const prefix = `${basename(layout.cluster)}.new-`
  const abandoned = (await readdir(layout.dataDir)).filter((name) => name.startsWith(prefix))
  for (const name of abandoned) await rm(join(layout.dataDir, name), { recursive: true, force: true })
}

/** Makes the data folder, closed to other users, or checks that it is a folder. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dirname(dataDir), { recursive: true })
  try {
    await mkdir(dataDir, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !(await stat(dataDir)).isDirectory()) throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
