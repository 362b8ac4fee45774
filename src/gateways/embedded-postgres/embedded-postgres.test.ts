import { chmod, chown, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from './index.ts'
import {
  canRunAs, databaseGone, guardsOf, isRoot, NOBODY, postmasterPid, processGone, spawnOwner, sql, temporaryFolder,
} from './testing.ts'

const quiet = (): void => undefined

describe('an embedded database', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let dataDir: string
  let database: EmbeddedPostgres

  beforeAll(async () => {
    folder = await temporaryFolder()
    dataDir = join(folder.path, 'made', 'on', 'first', 'use')
    database = await startEmbeddedPostgres({ dataDir, log: quiet })
  })

  afterAll(async () => {
    await database.stop()
    await folder.remove()
  })

  it('is a durable UTF-8 PostgreSQL 18 with its own database and role', async () => {
    const [row] = await sql(database.url, `
      select current_database() as database, current_user as role,
        current_setting('server_version_num')::int / 10000 as major,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('server_encoding') as encoding,
        (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale,
        current_setting('max_connections')::int as connections`)
    expect(row).toEqual({
      database: 'numberplane', role: 'numberplane', major: 18, fsync: 'on', commit: 'on', pages: 'on',
      encoding: 'UTF8', locale: 'b C.UTF-8', connections: 100,
    })
  })

  it('listens on the loopback address only and wants the password', async () => {
    const [row] = await sql(database.url, `select current_setting('listen_addresses') as address,
      current_setting('unix_socket_directories') as sockets`)
    expect(row).toEqual({ address: '127.0.0.1', sockets: '' })
    const wrong = new URL(database.url)
    wrong.password = 'guessed'
    await expect(sql(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('keeps the password in a file for its owner only', async () => {
    const file = join(dataDir, 'postgres-password')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readFile(file, 'utf8')).trim()).toBe(new URL(database.url).password)
  })

  it.runIf(isRoot)('does not run as root when we do', async () => {
    expect((await stat(`/proc/${postmasterPid(dataDir)}`)).uid).not.toBe(0)
  })

  it('has its data when it is started again', async () => {
    await sql(database.url, 'create table kept (n int); insert into kept values (7)')
    await database.stop()
    database = await startEmbeddedPostgres({ dataDir, log: quiet })
    expect(await sql(database.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  it('refuses a second start on the same folder, naming the owner', async () => {
    await expect(startEmbeddedPostgres({ dataDir, log: quiet })).rejects.toThrow(EmbeddedPostgresError)
    await expect(startEmbeddedPostgres({ dataDir, log: quiet })).rejects.toThrow(`as process ${process.pid} `)
    const other = spawnOwner(dataDir)
    expect(await other.next()).toEqual({
      name: 'EmbeddedPostgresError', error: expect.stringMatching(new RegExp(`as process ${process.pid} .*[^\n]$`)),
    })
    await other.ended
    expect(await sql(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('stops cleanly, again and again, and leaves no process behind', async () => {
    const pid = postmasterPid(dataDir)
    const guards = guardsOf(pid)
    expect(guards).toHaveLength(1)
    await Promise.all([database.stop(), database.stop()])
    await database.stop()
    expect(await database.exited).toEqual({ code: 0, signal: null })
    await databaseGone(dataDir)
    for (const guard of guards) await processGone(guard)
  })
})

describe('a process that owns a database', () => {
  it('can still use and stop it after a Ctrl-C for the whole process group', async () => {
    const folder = await temporaryFolder()
    try {
      const owner = spawnOwner(folder.path)
      expect(await owner.next()).toHaveProperty('url')
      process.kill(-owner.pid, 'SIGINT')
      expect(await owner.next()).toMatchObject({ answer: 42, exit: { code: 0, signal: null } })
      await owner.ended
    } finally {
      await folder.remove()
    }
  })

  it.runIf(canRunAs(NOBODY))('may be a user without rights; root goes on with that user\'s data', async () => {
    const folder = await temporaryFolder()
    try {
      await chmod(folder.path, 0o755)
      await chown(folder.path, NOBODY, NOBODY)
      const dataDir = join(folder.path, 'data')
      const owner = spawnOwner(dataDir, NOBODY)
      const { url } = await owner.next()
      await sql(String(url), 'create table mine (n int)')
      process.kill(owner.pid, 'SIGTERM')
      expect(await owner.next()).toMatchObject({ answer: 42, exit: { code: 0, signal: null } })
      await owner.ended
      const database = await startEmbeddedPostgres({ dataDir, log: quiet })
      expect(await sql(database.url, 'select n from mine')).toEqual([])
      await database.stop()
      const again = spawnOwner(dataDir, NOBODY)
      expect(await again.next()).toHaveProperty('url')
      process.kill(again.pid, 'SIGTERM')
      await again.ended
    } finally {
      await folder.remove()
    }
  })
})
