/** What the tests of this folder share: data folders, and Numberplane processes that may be killed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { copyFile, link, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { birthmark, serverProcesses } from './processes.ts'

export const isRoot = process.getuid?.() === 0
/** An account without rights that every Unix has. */
export const NOBODY = 65534
const INDEX = fileURLToPath(new URL('index.ts', import.meta.url))

/** A process of its own that starts the database, prints its url, and on SIGINT or SIGTERM uses and stops it. */
const OWNER = `
import pg from 'pg'
import { startEmbeddedPostgres } from ${JSON.stringify(INDEX)}
try {
  const lines = []
  const db = await startEmbeddedPostgres({ dataDir: process.argv[1], log: (line) => lines.push(line) })
  const end = async () => {
    const client = new pg.Client({ connectionString: db.url })
    await client.connect()
    const { rows } = await client.query('select 42 as answer')
    await client.end()
    await db.stop()
    console.log(JSON.stringify({ answer: rows[0].answer, exit: await db.exited, lines }))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  console.log(JSON.stringify({ url: db.url }))
} catch (error) {
  console.log(JSON.stringify({ error: error.message, name: error.name }))
}
`

/** A data folder below a folder that only we may enter, and its removal. */
export async function temporaryFolder(): Promise<{ path: string, remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'numberplane-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Rebuilds a tree elsewhere, by hard links where the disk allows; symbolic links are kept or left out. */
export async function linkTree(from: string, to: string, options: { symlinks: 'keep' | 'drop' }): Promise<void> {
  await mkdir(to, { recursive: true })
  await Promise.all((await readdir(from, { withFileTypes: true })).map(async (entry) => {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await linkTree(source, target, options)
    else if (!entry.isSymbolicLink()) await link(source, target).catch(() => copyFile(source, target))
    else if (options.symlinks === 'keep') await symlink(await readlink(source), target)
  }))
}

/** An owner process: `next()` is the next thing it prints, `ended` its end. */
export interface Owner {
  readonly pid: number
  readonly next: () => Promise<Record<string, unknown>>
  readonly ended: Promise<unknown>
}

/** Starts an owner process in a process group of its own. */
export function spawnOwner(dataDir: string, uid?: number): Owner {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', OWNER, dataDir], {
    cwd: fileURLToPath(new URL('.', import.meta.url)), detached: true, uid, gid: uid,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null || child.pid === undefined) throw new Error('the owner process did not start')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Record<string, unknown>> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the owner process ended without a word')
    return JSON.parse(value)
  }
  return { pid: child.pid, next, ended: new Promise((resolve) => { child.once('exit', resolve) }) }
}

/** Whether an account may read this source, which it must to run an owner process. */
export function canRunAs(uid: number): boolean {
  if (!isRoot) return false
  const script = `require('node:fs').accessSync(${JSON.stringify(INDEX)})`
  return spawnSync(process.execPath, ['-e', script], { uid, gid: uid, cwd: '/' }).status === 0
}

/** Runs one statement over a connection of its own. */
export async function sql(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** The pid in a data folder's `postmaster.pid`. */
export function postmasterPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'latin1'), 10)
}

/** The guards of a server: shells that were given its pid. */
export function guardsOf(postmaster: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  const guards = stdout.split('\n').filter((line) => line.trimEnd().endsWith(`kill -INT "$0" ${postmaster}`))
  return guards.map((line) => Number.parseInt(line, 10))
}

/** Resolves when nothing of PostgreSQL runs on a data folder; throws after ten seconds. */
export async function databaseGone(dataDir: string): Promise<void> {
  await until(async () => (await serverProcesses(join(dataDir, 'postgres'), undefined)).length === 0)
}

/** Resolves when a process has ended, whether or not its parent took note. */
export async function processGone(pid: number): Promise<void> {
  await until(async () => await birthmark(pid) === undefined)
}

/** Resolves when the condition holds; throws after ten seconds. A condition that throws does not hold yet. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  let last: unknown
  for (let attempt = 0; attempt < 500; attempt += 1) {
    try {
      if (await condition()) return
    } catch (error) {
      last = error
    }
    await delay(20)
  }
  throw new Error('the awaited condition did not come about within ten seconds', { cause: last })
}
