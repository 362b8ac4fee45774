import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { dataArgument } from './cluster.ts'
import { EmbeddedPostgresError, lastComplaint } from './errors.ts'
import { DEFAULT_PATIENCE, type Patience } from './leftovers.ts'
import { childOptions, start, type Exit, type Running } from './programs.ts'
import { serverSettings } from './settings.ts'

/** A running server. `exited` tells its end, however it comes about. */
export interface Postmaster {
  readonly pid: number
  readonly exited: Promise<Exit>
  /** Ends it: fast, then immediately, then by force. Resolves when it is gone. */
  stop(patience: Patience): Promise<void>
}

/** What a server needs to start. */
export interface PostmasterOptions {
  readonly binaries: Binaries
  readonly cluster: string
  readonly account: ServerAccount | undefined
  readonly port: number
  readonly log: (line: string) => void
  /** Gives up a start under way. */
  readonly signal: AbortSignal
}

const READY = 'database system is ready to accept connections'
/** Replaying a full gigabyte of log on a slow disk takes minutes. */
const READY_WITHIN_MS = 10 * 60_000
const KEPT_LINES = 50

/**
 * Starts a server and resolves when it accepts connections. It gets a session of its own, so that
 * Ctrl-C reaches only us, and a guard that ends it when this process is killed. Throws when it ends
 * before it is ready, with PostgreSQL's own reason.
 */
export async function launchPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { binaries, cluster, account, port, log } = options
  const recent: string[] = []
  const ready = Promise.withResolvers<'ready'>()
  const settings = Object.entries(serverSettings(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const running = start({
    program: binaries.postgres,
    args: ['-D', dataArgument(cluster, account), ...settings],
    cwd: cluster, account, detached: true,
    onLine(line) {
      log(line)
      recent.push(line)
      if (recent.length > KEPT_LINES) recent.shift()
      if (line.includes(READY)) ready.resolve('ready')
    },
  })
  const { pid, ended } = running
  if (pid === undefined) {
    await ended
    throw new EmbeddedPostgresError(`PostgreSQL did not start in ${cluster}`)
  }
  const guard = startGuard(pid, account, log)
  const exited = ended.finally(() => { guard.dismiss() })
  const postmaster: Postmaster = { pid, exited, stop: (patience) => stopPostmaster(running, exited, patience) }
  const outcome = await Promise.race([
    ready.promise, exited, within(READY_WITHIN_MS, options.signal, ready.promise, exited),
  ])
  if (outcome === 'ready') return postmaster
  if (outcome === 'late') {
    await postmaster.stop(DEFAULT_PATIENCE)
    throw new EmbeddedPostgresError(options.signal.aborted
      ? 'the start of PostgreSQL was given up'
      : `PostgreSQL in ${cluster} was not ready within ${READY_WITHIN_MS / 60_000} minutes`)
  }
  const reason = lastComplaint(recent) ?? `ended with ${outcome.signal ?? outcome.code}`
  throw new EmbeddedPostgresError(`PostgreSQL cannot start in ${cluster}: ${reason}`)
}

async function stopPostmaster(running: Running, exited: Promise<Exit>, patience: Patience): Promise<void> {
  let gone = false
  const end = exited.then(() => { gone = true })
  const steps = [['SIGINT', patience.fastMs], ['SIGQUIT', patience.immediateMs], ['SIGKILL', patience.killMs]] as const
  for (const [name, ms] of steps) {
    if (gone) return
    running.kill(name)
    await Promise.race([end, within(ms, undefined, end)])
  }
  if (!gone) throw new EmbeddedPostgresError(`PostgreSQL process ${running.pid} does not end`)
}

/** Resolves with `late` after the time or the signal; its timer ends with the first of the others. */
async function within(
  ms: number, signal: AbortSignal | undefined, ...others: readonly Promise<unknown>[]
): Promise<'late'> {
  const settled = new AbortController()
  for (const other of others) other.finally(() => { settled.abort() }).catch(() => undefined)
  const signals = signal === undefined ? [settled.signal] : [settled.signal, signal]
  try {
    return await delay(ms, 'late' as const, { signal: AbortSignal.any(signals) })
  } catch (error) {
    if (!signals.some((one) => one.aborted)) throw error
    return 'late'
  }
}

/**
 * A shell that waits for the end of this process, which closes its standard input, and then asks
 * the server for a fast shutdown. It runs as the server's user and is dismissed when the server ends.
 */
function startGuard(
  pid: number, account: ServerAccount | undefined, log: (line: string) => void,
): { dismiss(): void } {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    ...childOptions({ cwd: '/', account, detached: true }), stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', (error) => { log(`no guard will end PostgreSQL if this process is killed: ${error.message}`) })
  guard.unref()
  return { dismiss: () => { guard.kill('SIGKILL') } }
}
