import { lchown, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedPostgresError, errorCode, explained, unlessMissing } from './errors.ts'
import { birthmark } from './processes.ts'

/** Says that this process, and no other, starts and stops the server of a data folder. */
export interface OwnerLock { release(): Promise<void> }

interface Mark { readonly file: string, readonly held: boolean, readonly pid: number, readonly birth: string }

const ATTEMPTS = 25

/**
 * Makes this process the owner of the data folder, or fails at once naming the pid of the owner.
 *
 * Every process writes a file of its own, named after its pid and birth, and only then looks for
 * files of other living processes. Of two at the same time at least one sees the other, so there
 * are never two owners; the file of a dead one has a name that nobody else uses, so removing it
 * cannot take the lock from a living one. Two that only claim wait a moment and try again.
 */
export async function acquireOwnerLock(folder: string): Promise<OwnerLock> {
  return explained(`Cannot write to the data folder ${folder}`, async () => {
    await makeFolder(folder)
    const name = `${process.pid}-${await birthmark(process.pid) ?? ''}`
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await claim(folder, name)) return { release: () => rm(join(folder, `held-${name}`), { force: true }) }
      await delay(10 + Math.random() * 40)
    }
    throw new EmbeddedPostgresError(
      `Several Numberplane processes start at once on the data folder ${folder}: start one`)
  })
}

/** What root makes in somebody's data folder belongs to them, so that they can start it later without root. */
async function makeFolder(folder: string): Promise<void> {
  const present = await unlessMissing(lstat(folder))
  if (present === undefined) await mkdir(folder, { mode: 0o700 })
  else if (!present.isDirectory()) throw new EmbeddedPostgresError(`The file ${folder} is in the way: remove it`)
  const parent = await stat(dirname(folder))
  if (process.getuid?.() === 0) await lchown(folder, parent.uid, parent.gid)
}

async function claim(folder: string, name: string): Promise<boolean> {
  const mine = join(folder, `claim-${name}`)
  await createOnce(mine, folder)
  let settled = false
  try {
    const others = await livingOthers(folder, `claim-${name}`)
    const owner = others.find((other) => other.held)
    if (owner !== undefined) throw taken(folder, owner.pid)
    if (others.length > 0) return false
    await rename(mine, join(folder, `held-${name}`))
    settled = true
    return true
  } finally {
    if (!settled) await rm(mine, { force: true })
  }
}

async function createOnce(file: string, folder: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw taken(folder, process.pid)
    throw error
  }
}

async function livingOthers(folder: string, mine: string): Promise<Mark[]> {
  const living: Mark[] = []
  for (const mark of parseMarks(await readdir(folder))) {
    if (mark.file === mine) continue
    const birth = await birthmark(mark.pid)
    if (birth === mark.birth || birth === 'unknown') living.push(mark)
    else await rm(join(folder, mark.file), { force: true })
  }
  return living
}

function parseMarks(files: readonly string[]): Mark[] {
  return files.flatMap((file) => {
    const [, kind, pid, birth] = /^(claim|held)-(\d+)-(\w+)$/.exec(file) ?? []
    if (kind === undefined || pid === undefined || birth === undefined) return []
    return [{ file, held: kind === 'held', pid: Number(pid), birth }]
  })
}

function taken(folder: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Numberplane already runs on this data folder as process ${pid} (${folder}): stop it or use another data folder`)
}
