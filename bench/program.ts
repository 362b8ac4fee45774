import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { nowMs } from './clock.ts'

const CLI = fileURLToPath(new URL('../src/main/cli.ts', import.meta.url))
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
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: { ...process.env, DATABASE_URL: '', NUMBERPLANE_MODE: 'sandbox', NUMBERPLANE_LOG_LEVEL: 'info', HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
