import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedPostgresError, unlessMissing } from './errors.ts'
import { serverProcesses, signal, type ServerProcess } from './processes.ts'

const POLL_MS = 20

/** How long each of the three ways to end a server may take: a fast shutdown, an immediate one, a kill. */
export interface Patience { readonly fastMs: number, readonly immediateMs: number, readonly killMs: number }

/** A fast shutdown writes a checkpoint, which on a slow disk takes a while; the others have nothing to wait for. */
export const DEFAULT_PATIENCE: Patience = { fastMs: 30_000, immediateMs: 5_000, killMs: 5_000 }

/**
 * Ends what an earlier owner left running in a data folder and removes its stale `postmaster.pid`,
 * so that a new server may start. Only for the holder of the owner lock. Throws when a PostgreSQL
 * that Numberplane did not start works there, or when a process will not die.
 */
export async function clearLeftovers(
  cluster: string, log: (line: string) => void, patience: Patience = DEFAULT_PATIENCE,
): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const recorded = recordedPid(await unlessMissing(readFile(pidFile, 'latin1')))
  const find = () => serverProcesses(cluster, recorded)
  const leftovers = await find()
  const foreign = leftovers.find((one) => !one.ours)
  if (foreign !== undefined) {
    throw new EmbeddedPostgresError(
      `Another PostgreSQL, process ${foreign.pid}, runs on the data folder ${cluster}: stop it first`)
  }
  if (leftovers.length > 0) {
    log(`ending the PostgreSQL that an earlier Numberplane left behind (process ${leftovers[0]?.pid ?? '?'})`)
    await end(find, leftovers, recorded, patience)
  }
  // PostgreSQL would believe a stale file whose pid now belongs to another program of the same user.
  await rm(pidFile, { force: true })
}

async function end(
  find: () => Promise<ServerProcess[]>, leftovers: readonly ServerProcess[], recorded: number | undefined,
  patience: Patience,
): Promise<void> {
  const server = leftovers.find((one) => one.pid === recorded)
  if (server !== undefined) {
    signal(server.pid, 'SIGINT')
    if (await goneWithin(patience.fastMs, find)) return
  }
  for (const [name, ms] of [['SIGQUIT', patience.immediateMs], ['SIGKILL', patience.killMs]] as const) {
    for (const one of await find()) signal(one.pid, name)
    if (await goneWithin(ms, find)) return
  }
  const [stuck] = await find()
  if (stuck === undefined) return
  throw new EmbeddedPostgresError(
    `PostgreSQL process ${stuck.pid} of an earlier Numberplane does not end: end it first`)
}

async function goneWithin(ms: number, find: () => Promise<ServerProcess[]>): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < ms; waitedMs += POLL_MS) {
    if ((await find()).length === 0) return true
    await delay(POLL_MS)
  }
  return false
}

function recordedPid(text: string | undefined): number | undefined {
  const pid = Number.parseInt(text?.split('\n', 1)[0] ?? '', 10)
  return pid > 1 ? pid : undefined
}
