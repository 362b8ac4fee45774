import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/kernel/files/package-root.ts'

/** What a program that has ended left behind. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** The program as a process of its own: `node src/main/cli.ts` with arguments and an environment. */
export interface ProgramProcess {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** What it has written on standard output so far. */
  readonly output: () => string
  /** Resolves with the banner's address, or undefined for a worker, as soon as the banner is there; fails when it ends before. */
  ready(): Promise<string>
  kill(signal: NodeJS.Signals): void
  type(text: string): void
}

const CLI = join(packageRoot(), 'src', 'main', 'cli.ts')
const started = new Set<ChildProcess>()

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Starts the program. Of this process's environment it sees the path only, so that no setting slips in. */
export function start(args: readonly string[], { env = {}, cwd = packageRoot() }: RunOptions = {}): ProgramProcess {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd, env: { PATH: process.env.PATH, HOME: process.env.HOME, NUMBERPLANE_LOG_LEVEL: 'warn', PORT: '0', ...env }, stdio: ['pipe', 'pipe', 'pipe'],
  })
  started.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    started.delete(child)
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr }
  })
  if (child.pid === undefined) throw new Error('the program did not start')
  return {
    pid: child.pid, ended, output: () => stdout,
    kill: (signal) => { child.kill(signal) },
    type: (text) => { child.stdin.end(text) },
    ready: () => new Promise((resolve, reject) => {
      const look = () => { if (/ready after .*\n/.test(stdout)) resolve(/http:\/\/\S+/.exec(stdout)?.[0] ?? '') }
      child.stdout.on('data', look)
      look()
      void ended.then((end) => { reject(new Error(`the program ended with ${end.code ?? end.signal}:\n${end.stdout}${end.stderr}`)) })
    }),
  }
}

/** Runs a command to its end. */
export async function runToEnd(args: readonly string[], options: RunOptions & { readonly input?: string } = {}): Promise<Ended> {
  const program = start(args, options)
  program.type(options.input ?? '')
  return program.ended
}

/** Kills whatever is still running: for `afterAll`, so that a failed test leaves nothing behind. */
export async function killAll(): Promise<void> {
  const ends = [...started].map((child) => {
    const end = once(child, 'close')
    child.kill('SIGKILL')
    return end
  })
  await Promise.all(ends)
}

/** A data folder of its own, and its removal. */
export async function dataFolder(): Promise<{ path: string, remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'numberplane-journey-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}
