import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../kernel/clock/clock.ts'
import type { Patience } from './leftovers.ts'
import type { Postmaster } from './postmaster.ts'
import type { Exit } from './programs.ts'

/** What the supervisor works with; the waits and patience are shortened in tests. */
export interface SupervisorOptions {
  /** Starts a server on the same data folder and port, after clearing away what the last one left. */
  readonly launch: (signal: AbortSignal) => Promise<Postmaster>
  /** Runs once when the server is gone for good, before `exited` resolves. */
  readonly release: () => Promise<void>
  readonly log: (line: string) => void
  readonly patience: Patience
  /** The wait before each try; as many tries as entries. A server that stayed up for a while starts anew. */
  readonly retryDelaysMs: readonly number[]
}

/** A server that is started again when it dies. */
export interface Supervised {
  /** Resolves with the last server's end: after `stop()`, or when starting it again failed too often. */
  readonly exited: Promise<Exit>
  /** Ends the server for good; calling it again waits for the same end. */
  stop(): Promise<void>
}

/** Tries for about a quarter of a minute: recovery after a crash is quick, a full disk is not. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 200, 800, 2000, 4000, 8000]
const HEALTHY_AFTER_MS = 60_000

/** Watches over a server that runs already. */
export function supervise(first: Postmaster, options: SupervisorOptions): Supervised {
  const stopping = new AbortController()
  let current = first
  const watch = async (): Promise<Exit> => {
    let tries = 0
    for (;;) {
      const since = systemClock.monotonicMs()
      const exit = await current.exited
      if (stopping.signal.aborted) return exit
      options.log(`PostgreSQL ended unexpectedly (${exit.signal ?? `code ${exit.code}`})`)
      if (systemClock.monotonicMs() - since > HEALTHY_AFTER_MS) tries = 0
      const next = await relaunch(tries, options, stopping.signal)
      if (next === undefined) return exit
      tries = next.tries
      current = next.postmaster
      if (stopping.signal.aborted) await current.stop(options.patience)
    }
  }
  const exited = watch().finally(options.release)
  // A caller may wait only for stop(), which reports the same failure.
  exited.catch(() => undefined)
  return {
    exited,
    async stop() {
      stopping.abort()
      await current.stop(options.patience)
      await exited
    },
  }
}

async function relaunch(
  tried: number, options: SupervisorOptions, stopping: AbortSignal,
): Promise<{ postmaster: Postmaster, tries: number } | undefined> {
  for (let tries = tried; tries < options.retryDelaysMs.length; tries += 1) {
    await pause(options.retryDelaysMs[tries] ?? 0, stopping)
    if (stopping.aborted) return undefined
    try {
      return { postmaster: await options.launch(stopping), tries: tries + 1 }
    } catch (error) {
      if (stopping.aborted) return undefined
      options.log(`cannot start PostgreSQL again: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  options.log('PostgreSQL ends too often: it is not started again')
  return undefined
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
