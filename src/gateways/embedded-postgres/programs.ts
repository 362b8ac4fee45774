import { spawn, type SpawnOptions } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ServerAccount } from './account.ts'

/** What ended a process: an exit code, or the signal that killed it. */
export interface Exit { readonly code: number | null, readonly signal: NodeJS.Signals | null }

/** How to start one of PostgreSQL's programs. */
export interface Launch {
  readonly program: string
  readonly args: readonly string[]
  /** The working directory; entered before the user is switched, so its parents may be closed to that user. */
  readonly cwd: string
  readonly account: ServerAccount | undefined
  /** A session of its own, so that a Ctrl-C in the terminal does not reach it. */
  readonly detached: boolean
  /** A file descriptor that becomes standard input; nothing to read when left out. */
  readonly stdin?: number
  readonly onLine: (line: string) => void
}

/** A started program. */
export interface Running {
  readonly pid: number | undefined
  /** Resolves once it is gone and its output was handed on; rejects only when it could not be started at all. */
  readonly ended: Promise<Exit>
  /** Sends a signal; does nothing once it is gone. */
  kill(signal: NodeJS.Signals): void
}

/** Children of the program may keep its output open long after its end. */
const OUTPUT_WITHIN_MS = 500

/** Messages in English, times in UTC, and nothing of the caller's `PG*` variables. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** How every child of ours is started: as the account if one is given, with a clean environment. */
export function childOptions(launch: Pick<Launch, 'cwd' | 'account' | 'detached'>): SpawnOptions {
  const { cwd, account, detached } = launch
  return { cwd, detached, env: ENVIRONMENT, uid: account?.uid, gid: account?.gid }
}

/** Starts a program and hands on what it writes, line by line. */
export function start(launch: Launch): Running {
  const child = spawn(launch.program, launch.args, {
    ...childOptions(launch), stdio: [launch.stdin ?? 'ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', launch.onLine)
  }
  const ended = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      const timer = setTimeout(() => { resolve({ code, signal }) }, OUTPUT_WITHIN_MS)
      child.once('close', () => {
        clearTimeout(timer)
        resolve({ code, signal })
      })
    })
  })
  return { pid: child.pid, ended, kill: (signal) => { child.kill(signal) } }
}
