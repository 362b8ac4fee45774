import { execFile } from 'node:child_process'
import { readFile, readdir, readlink, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { errorCode, unlessMissing } from './errors.ts'

/** A server process at work in a data folder; `ours` when its command line carries our cluster name. */
export interface ServerProcess { readonly pid: number, readonly ours: boolean }

/** Given to every server we start, so that its processes can be told from those of another PostgreSQL. */
export const CLUSTER_NAME = 'numberplane'

const run = promisify(execFile)

/**
 * A text that no other process ever shares with this pid: when the machine booted and when the
 * process began. Undefined when the process is gone or only a zombie; `unknown` when it lives but
 * may not be looked at.
 */
export async function birthmark(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return birthmarkFromPs(pid)
  const line = await unlessMissing(readFile(`/proc/${pid}/stat`, 'latin1'))
  if (line === undefined) return isAlive(pid) ? 'unknown' : undefined
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1')
  return `${boot.slice(0, 8)}${fields[19] ?? ''}`
}

/** Whether a process of this pid exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/**
 * The PostgreSQL processes that work in a data folder. On Linux these are all processes of a
 * program named `postgres` whose working directory is that folder (every one of them changes into
 * it), so leftovers of a killed server show too. Elsewhere only the server named by `recorded`.
 */
export async function serverProcesses(cluster: string, recorded: number | undefined): Promise<ServerProcess[]> {
  if (process.platform !== 'linux') return recorded === undefined ? [] : serverFromPs(recorded, cluster)
  const folder = await unlessMissing(stat(cluster))
  if (folder === undefined) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map((pid) => serverFromProc(pid, folder)))
  return found.filter((one) => one !== undefined)
}

async function serverFromProc(
  pid: number, folder: { dev: number, ino: number },
): Promise<ServerProcess | undefined> {
  try {
    const exe = (await readlink(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '')
    if (basename(exe) !== 'postgres') return undefined
    const cwd = await stat(`/proc/${pid}/cwd`)
    if (cwd.dev !== folder.dev || cwd.ino !== folder.ino) return undefined
    const command = await readFile(`/proc/${pid}/cmdline`, 'latin1')
    return { pid, ours: isOurs(command) }
  } catch (error) {
    // Gone meanwhile, a kernel thread, or a process of somebody else, who could not read our folder anyway.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

function isOurs(command: string): boolean {
  return command.includes(`cluster_name=${CLUSTER_NAME}`) || command.startsWith(`postgres: ${CLUSTER_NAME}: `)
}

async function birthmarkFromPs(pid: number): Promise<string | undefined> {
  const line = await ps(pid, 'state=,lstart=')
  if (line === '' || line.startsWith('Z')) return undefined
  return line.slice(line.indexOf(' ')).replaceAll(/\W/g, '')
}

async function serverFromPs(pid: number, cluster: string): Promise<ServerProcess[]> {
  const command = await ps(pid, 'command=')
  return command.includes(`-D ${cluster} `) ? [{ pid, ours: isOurs(command) }] : []
}

async function ps(pid: number, columns: string): Promise<string> {
  if (!isAlive(pid)) return ''
  const env = { PATH: '/bin:/usr/bin', LC_ALL: 'C' }
  const { stdout } = await run('ps', ['-o', columns, '-p', String(pid)], { env })
  return stdout.trim()
}
