import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { nowMs } from './clock.ts'

const CLI = fileURLToPath(new URL('../src/main/cli.ts', import.meta.url))
/** As `npm start` has it. */
const NODE_FLAGS = ['--max-semi-space-size=16']
const LISTENS = /listens on (http:\/\/\S+)/
const START_TIMEOUT_MS = 60_000

/** The product in a process of its own, as `npm start` runs it. */
export interface RunningProgram {
  readonly origin: string
  /** From the start of the process until it was ready. */
  readonly readyMs: number
  /** The most memory that the process ever held, in MB; null where the system does not tell. */
  peakMemoryMb(): Promise<number | null>
  stop(): Promise<void>
}

function environmentOf(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: '', NUMBERPLANE_MODE: 'sandbox', NUMBERPLANE_LOG_LEVEL: 'info', HOST: '127.0.0.1', PORT: '0', ...own }
}

/** Fills the database as the first start would, in a process of its own: what that holds is not what serving takes. */
export async function seedDatabase(environment: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'seed'], { env: environmentOf(environment), stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the database could not be seeded: code ${code}`)
}

async function untilReady(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/readyz`)
    if (answer.ok) return
    await pause(5)
  }
}

/** Starts the product on a free port of the loopback interface and waits until it is ready. Its log goes to a file. */
export async function startProgram(environment: Readonly<Record<string, string>>, logFile: string): Promise<RunningProgram> {
  const startedMs = nowMs()
  const child = spawn(process.execPath, [...NODE_FLAGS, CLI, 'serve'], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A measure that throws must not leave the program running.
  const end = () => { child.kill('SIGTERM') }
  process.once('exit', end)
  child.once('exit', () => { process.off('exit', end) })
  child.stderr.pipe(createWriteStream(logFile, { flags: 'a' }))
  const exited = once(child, 'exit')
  const listens = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const origin = LISTENS.exec(line)?.[1]
      if (origin !== undefined) resolve(origin)
    })
  })
  const late = new AbortController()
  const origin = await Promise.race([
    listens,
    exited.then(([code]) => { throw new Error(`the program ended with code ${code}; see ${logFile}`) }),
    pause(START_TIMEOUT_MS, undefined, { signal: late.signal }).then(() => {
      child.kill('SIGTERM')
      throw new Error(`the program was not ready after ${START_TIMEOUT_MS} ms; see ${logFile}`)
    }),
  ])
  late.abort()
  await untilReady(origin)
  const readyMs = nowMs() - startedMs
  return {
    origin, readyMs,
    peakMemoryMb: async () => {
      if (process.platform !== 'linux') return null
      const kib = /^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))?.[1]
      return kib === undefined ? null : Number(kib) * 1024 / 1e6
    },
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
