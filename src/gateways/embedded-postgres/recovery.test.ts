import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serverAccount } from './account.ts'
import { usableBinaries } from './binaries.ts'
import { dataArgument, layoutOf, prepareCluster } from './cluster.ts'
import { startEmbeddedPostgres } from './index.ts'
import { launchPostmaster } from './postmaster.ts'
import { freePort } from './port.ts'
import { isAlive } from './processes.ts'
import { start } from './programs.ts'
import {
  databaseGone, guardsOf, postmasterPid, processGone, spawnOwner, sql, temporaryFolder, until,
} from './testing.ts'

const quiet = (): void => undefined
const onLinux = process.platform === 'linux'
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let row = 0

// One folder for all, as making one takes longer than most of these tests; each has a row of its own.
beforeAll(async () => {
  folder = await temporaryFolder()
  dataDir = join(folder.path, 'data')
  const database = await startEmbeddedPostgres({ dataDir, log: quiet })
  await sql(database.url, 'create table kept (n int)')
  await database.stop()
})

beforeEach(() => { row += 1 })
afterEach(() => databaseGone(dataDir))
afterAll(() => folder.remove())

/** Starts an owner process, commits the test's row, and names the server. */
async function ownerWithARow() {
  const owner = spawnOwner(dataDir)
  const { url } = await owner.next()
  await sql(String(url), `insert into kept values (${row})`)
  return { owner, server: postmasterPid(dataDir) }
}

/** Starts and stops the database; what it logs goes to `lines`. */
async function expectTheRow(lines: string[] = []): Promise<void> {
  const database = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) })
  expect(await sql(database.url, `select n from kept where n = ${row}`)).toEqual([{ n: row }])
  await database.stop()
}

describe('after our process was killed', () => {
  it('the database ends by itself', async () => {
    const { owner, server } = await ownerWithARow()
    process.kill(owner.pid, 'SIGKILL')
    await processGone(server)
    await expectTheRow()
  })

  it('and its guard too, the next start ends the orphan and keeps the data', async () => {
    const { owner, server } = await ownerWithARow()
    for (const guard of guardsOf(server)) process.kill(guard, 'SIGKILL')
    process.kill(owner.pid, 'SIGKILL')
    await owner.ended
    expect(isAlive(server)).toBe(true)
    const lines: string[] = []
    await expectTheRow(lines)
    expect(lines).toContain(`ending the PostgreSQL that an earlier Numberplane left behind (process ${server})`)
    await processGone(server)
  })

  it.runIf(onLinux)('and the server too, the next start recovers and frees its shared memory', async () => {
    const { owner, server } = await ownerWithARow()
    process.kill(owner.pid, 'SIGKILL')
    process.kill(server, 'SIGKILL')
    await owner.ended
    expect(makersOfSharedMemory()).toContain(server)
    await expectTheRow()
    expect(makersOfSharedMemory()).not.toContain(server)
  })

  it('a lock and a pid file whose pids now belong to other programs do not hold up the next start', async () => {
    const { owner, server } = await ownerWithARow()
    process.kill(owner.pid, 'SIGKILL')
    process.kill(server, 'SIGKILL')
    await owner.ended
    await databaseGone(dataDir)
    const { uid, gid } = await stat(join(dataDir, 'postgres'))
    const stranger = spawn('/bin/sleep', ['60'], { uid, gid, stdio: 'ignore' })
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(stranger.pid)))
    await writeFile(join(dataDir, 'postgres-owner', `held-${stranger.pid}-0123456712`), '')
    await expectTheRow()
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    stranger.kill()
  })
})

describe('after the server was killed', () => {
  it('it is started again on the same port, even while a session is busy computing', async () => {
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    await sql(database.url, `insert into kept values (${row})`)
    const busy = sql(database.url, 'select count(*) from generate_series(1, 1e12::bigint)')
      .catch((error: unknown) => error)
    await until(async () => {
      const rows = await sql(database.url, `select 1 from pg_stat_activity
        where state = 'active' and query like '%1e12%' and pid <> pg_backend_pid()`)
      return rows.length === 1
    })
    const server = postmasterPid(dataDir)
    process.kill(server, 'SIGKILL')
    expect(await busy).toBeInstanceOf(Error)
    await until(async () => (await sql(database.url, `select n from kept where n = ${row}`)).length === 1)
    expect(postmasterPid(dataDir)).not.toBe(server)
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    await until(async () => (await sql(database.url, `select n from kept where n = ${row}`)).length === 1)
    await database.stop()
    expect(await database.exited).toEqual({ code: 0, signal: null })
  })

  it('stop() ends our part at once and gives the folder free', async () => {
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    await database.stop()
    await database.exited
    expect(readdirSync(join(dataDir, 'postgres-owner'))).toEqual([])
  })
})

describe('several processes that start at once', () => {
  it('leave the folder to exactly one, which the others name', async () => {
    const owners = [1, 2, 3].map(() => spawnOwner(dataDir))
    const answers = await Promise.all(owners.map((owner) => owner.next()))
    const winner = owners[answers.findIndex((answer) => 'url' in answer)]
    const message: unknown = expect.stringContaining(`as process ${winner?.pid} `)
    expect(answers.filter((answer) => 'url' in answer)).toHaveLength(1)
    expect(answers.filter((answer) => 'error' in answer)).toEqual([
      { name: 'EmbeddedPostgresError', error: message }, { name: 'EmbeddedPostgresError', error: message },
    ])
    if (winner !== undefined) process.kill(winner.pid, 'SIGTERM')
    await Promise.all(owners.map((owner) => owner.ended))
  })
})

describe('a server started by hand', () => {
  async function byHand() {
    const layout = layoutOf(dataDir)
    const account = await serverAccount(layout)
    const binaries = await usableBinaries(account, [])
    await prepareCluster(layout, binaries, account, quiet)
    return { cluster: layout.cluster, account, binaries }
  }

  it('that Numberplane did not start is left alone, and named', async () => {
    const { cluster, account, binaries } = await byHand()
    const ready = Promise.withResolvers<void>()
    const foreign = start({
      program: binaries.postgres, cwd: cluster, account, detached: true,
      args: ['-D', dataArgument(cluster, account), '-c', `port=${await freePort()}`, '-c', 'unix_socket_directories='],
      onLine: (line) => { if (line.includes('ready to accept')) ready.resolve() },
    })
    await ready.promise
    await expect(startEmbeddedPostgres({ dataDir, log: quiet })).rejects.toThrow(`process ${foreign.pid}, runs on`)
    foreign.kill('SIGINT')
    expect(await foreign.ended).toEqual({ code: 0, signal: null })
  })

  it('that does not answer to a fast or immediate shutdown is ended by force', async () => {
    const options = await byHand()
    const server = await launchPostmaster({
      ...options, port: await freePort(), log: quiet, signal: new AbortController().signal,
    })
    process.kill(server.pid, 'SIGSTOP')
    await server.stop({ fastMs: 50, immediateMs: 50, killMs: 5000 })
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' })
  })
})

/** Who made the System V segments of this machine; every server makes one, and a killed one leaves it. */
function makersOfSharedMemory(): number[] {
  return readFileSync('/proc/sysvipc/shm', 'latin1').trim().split('\n').slice(1)
    .map((line) => Number(line.trim().split(/\s+/)[4]))
}
