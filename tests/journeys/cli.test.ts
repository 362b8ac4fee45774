import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { settings } from '../../src/kernel/config/settings.ts'
import { databaseUrl, onServer } from '../world/global-setup.ts'
import { withClient } from '../world/order-storm.ts'
import { dataFolder, killAll, runToEnd, start, type ProgramProcess } from '../world/program-process.ts'
import { cloneTemplate, type TestDatabase } from '../world/template-database.ts'

const run = promisify(execFile)
const SECRET = Buffer.alloc(32, 1).toString('base64')

let folder: Awaited<ReturnType<typeof dataFolder>>
let seeded: TestDatabase
beforeAll(async () => {
  folder = await dataFolder()
  seeded = await cloneTemplate()
})
afterAll(async () => {
  await killAll()
  await seeded.close()
  await folder.remove()
})

/** Runs a command that must refuse: exit code 1, nothing on standard output. Answers what it said in one line. */
async function refusal(args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(args, { env: { NUMBERPLANE_DATA: join(folder.path, 'unused'), ...env }, input })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^numberplane: [^\n]+\n$/)
  return stderr.trim()
}

async function emptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const name = `np_cli_${process.pid}`
  await onServer(inject('serverUrl'), `create database ${name}`)
  try {
    return await work(databaseUrl(inject('serverUrl'), name))
  } finally {
    await onServer(inject('serverUrl'), `drop database ${name} with (force)`)
  }
}

describe('the command line', () => {
  it('explains itself, naming every setting', async () => {
    const { code, stdout, stderr } = await runToEnd(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { env } of Object.values(settings)) expect(stdout).toContain(env)
  })

  it('tells its version', async () => {
    expect(await runToEnd(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' })
  })

  it.each([
    [['fly'], '"fly" is not a command; see numberplane --help'],
    [['serve', 'now'], '"serve now" is not a command; see numberplane --help'],
    [['user', 'add'], '"user add" is not a command; see numberplane --help'],
    [['serve', '--role', 'cook'], '--role takes api or worker, not "cook"'],
    [['serve', '--role', 'api'], '--role api needs DATABASE_URL: processes share an external database'],
    [['serve', '--role', 'worker'], '--role worker needs DATABASE_URL: processes share an external database'],
  ])('refuses %j in one line', async (args, reason) => {
    expect(await refusal(args)).toBe(`numberplane: ${reason}`)
  })

  it('refuses an option that it does not have in one line', async () => {
    expect(await refusal(['--turbo'])).toMatch(/--turbo/)
  })

  it.each([
    ['PORT', 'high', 'PORT ("high") is not a whole number'],
    ['PORT', '65536', 'PORT ("65536") is above 65535'],
    ['DATABASE_URL', 'mysql://u:hidden@h/d', 'DATABASE_URL does not start with postgres://'],
    ['NUMBERPLANE_MODE', 'party', 'NUMBERPLANE_MODE ("party") is neither sandbox nor production'],
    ['NUMBERPLANE_MODE', 'production', 'NUMBERPLANE_SECRET is required in production mode: set it to 32 random bytes in base64'],
    ['NUMBERPLANE_SECRET', 'c2hvcnQ=', 'NUMBERPLANE_SECRET is not 32 bytes of base64'],
    ['NUMBERPLANE_LOG_LEVEL', 'loud', 'NUMBERPLANE_LOG_LEVEL ("loud") is not a log level'],
    ['NUMBERPLANE_BODY_LIMIT', '1', 'NUMBERPLANE_BODY_LIMIT ("1") is below 1024'],
    ['NUMBERPLANE_DB_POOL', '1', 'NUMBERPLANE_DB_POOL ("1") is below 2'],
  ])('refuses %s=%s in one line', async (name, value, reason) => {
    expect(await refusal(['serve'], { [name]: value })).toBe(`numberplane: ${reason}`)
  })

  it('refuses callback ranges that are none', async () => {
    expect(await refusal(['serve'], { NUMBERPLANE_CALLBACK_ALLOW: '10.0.0.0/8,everything', DATABASE_URL: seeded.url })).toMatch(/NUMBERPLANE_CALLBACK_ALLOW.*everything/)
  })
})

describe('what the machine refuses is told in one line', () => {
  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    expect(await refusal(['serve', '--port', port], { DATABASE_URL: seeded.url })).toBe(`numberplane: listen EADDRINUSE: address already in use 127.0.0.1:${port}`)
    other.close()
  })

  it.each([
    [['serve'], 'postgres://np@127.0.0.1:1/np', 'connect ECONNREFUSED 127.0.0.1:1'],
    [['user', 'add', 'x', '--password', 'long enough'], 'postgres://np@127.0.0.1:1/np', 'connect ECONNREFUSED 127.0.0.1:1'],
    [['serve'], 'postgres://np@nowhere.invalid/np', 'nowhere.invalid'],
  ])('a database server that cannot be reached: %j with %s', async (args, url, reason) => {
    expect(await refusal(args, { DATABASE_URL: url })).toContain(reason)
  })

  it('a database that does not exist, and a user who may not in', async () => {
    expect(await refusal(['migrate'], { DATABASE_URL: databaseUrl(seeded.url, 'np_nowhere') })).toBe('numberplane: database "np_nowhere" does not exist')
    const wrong = new URL(seeded.url)
    wrong.username = 'np_nobody'
    expect(await refusal(['migrate'], { DATABASE_URL: wrong.href })).toMatch(/np_nobody/)
  })

  it('a data folder that is a file', async () => {
    const file = join(folder.path, 'file')
    await writeFile(file, '')
    expect(await refusal(['serve'], { NUMBERPLANE_DATA: file })).toContain(file)
  })

  it('a record file that cannot be written', async () => {
    expect(await refusal(['serve'], { NUMBERPLANE_RECORD: join(folder.path, 'nowhere', 'record'), DATABASE_URL: seeded.url })).toMatch(/^numberplane: NUMBERPLANE_RECORD: ENOENT/)
  })

  it('a database that a newer release migrated', async () => {
    await withClient(seeded.url, (client) => client.query(`insert into schema_migration (name, checksum, applied_at) values ('9999_future.sql', '', now())`))
    expect(await refusal(['serve'], { DATABASE_URL: seeded.url })).toBe('numberplane: the database is newer than this program: it has 9999_future.sql')
    await withClient(seeded.url, (client) => client.query(`delete from schema_migration where name = '9999_future.sql'`))
  })

  it('sandbox data in production mode', async () => {
    const env = { NUMBERPLANE_MODE: 'production', NUMBERPLANE_SECRET: SECRET, DATABASE_URL: seeded.url }
    expect(await refusal(['serve'], env)).toBe('numberplane: the database holds sandbox account 5500012; production mode refuses to run on it')
  })
})

describe('an operator', () => {
  it('migrates (twice at once does no harm), adds a user and serves in production mode', async () => {
    await emptyDatabase(async (url) => {
      const env = { NUMBERPLANE_MODE: 'production', NUMBERPLANE_SECRET: SECRET, DATABASE_URL: url, NUMBERPLANE_DATA: join(folder.path, 'production') }
      const migrations = await Promise.all([runToEnd(['migrate'], { env }), runToEnd(['migrate'], { env })])
      for (const end of migrations) expect(end).toMatchObject({ code: 0, stdout: 'the schema is up to date\n', stderr: '' })
      expect(await runToEnd(['user', 'add', 'alice', '--account', '1001', '--company', 'Example Telecom'], { env, input: 'correct horse\n' }))
        .toMatchObject({ code: 0, stdout: 'user alice may act on account 1001\n', stderr: '' })
      const program = start(['serve'], { env })
      const address = await program.ready()
      expect(program.output()).not.toMatch(/sandbox/)
      expect((await signIn(address, 'alice:correct horse', 1001)).status).toBe(200)
      expect((await signIn(address, 'sandbox:sandbox', 1001)).status).toBe(401)
      expect((await fetch(`${address}/sandbox/accounts`, { method: 'POST' })).status).toBe(404)
      program.kill('SIGTERM')
      expect((await program.ended).code).toBe(0)
    })
  }, 60_000)

  it.each([
    ['a short password', ['user', 'add', 'bob'], 'short\n', 'the password needs at least 8 characters'],
    ['no password', ['user', 'add', 'bob'], '', 'the password needs at least 8 characters'],
    ['an account that is no number', ['user', 'add', 'bob', '--account', 'x'], 'long enough\n', '--account takes a number, not "x"'],
    ['an account that does not exist', ['user', 'add', 'bob', '--account', '77'], 'long enough\n', 'account 77 does not exist; --company NAME makes it'],
    ['a name that is taken', ['user', 'add', 'sandbox'], 'long enough\n', /sandbox/],
    ['a name with a colon', ['user', 'add', 'a:b'], 'long enough\n', /colon|user name/i],
  ])('is refused %s', async (_what, args, input, reason) => {
    const said = await refusal(args, { DATABASE_URL: seeded.url }, input)
    if (typeof reason === 'string') expect(said).toBe(`numberplane: ${reason}`)
    else expect(said).toMatch(reason)
  })
})

const signIn = (address: string, userAndPassword: string, account: number) =>
  fetch(`${address}/api/accounts/${account}`, { headers: { authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}` } })

/** What curl prints; the same over our own client where a machine has no curl. */
async function curl(user: string, url: string): Promise<string> {
  try {
    return (await run('curl', ['-sS', '-u', user, url])).stdout
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return (await fetch(url, { headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } })).text()
  }
}

describe('a running sandbox', () => {
  let program: ProgramProcess
  let address: string
  const env = () => ({ NUMBERPLANE_DATA: join(folder.path, 'sandbox') })
  beforeAll(async () => {
    program = start(['serve'], { env: env() })
    address = await program.ready()
  })

  it('says where it listens, who may sign in, and a line to paste that works', async () => {
    const said = program.output()
    expect(said).toMatch(/account 5500012 {3}user sandbox {3}password sandbox/)
    const [, user, url] = /curl -u (\S+) '(\S+)'/.exec(said) ?? []
    expect((await curl(user ?? '', url ?? '')).match(/<TelephoneNumber>919\d{7}</g)).toHaveLength(3)
    const [, docs] = /docs: (\S+)/.exec(said) ?? []
    expect((await fetch(docs ?? '')).status).toBe(200)
  })

  it('lets no second program start on its data folder, and names the first', async () => {
    const said = await refusal(['serve'], env())
    expect(said).toContain(`process ${program.pid}`)
    expect(said).toContain(env().NUMBERPLANE_DATA)
  })

  it('works with the commands beside it: seeding again changes nothing, a new user can sign in at once', async () => {
    expect(await runToEnd(['seed'], { env: env() })).toMatchObject({ code: 0, stdout: 'the sandbox was seeded before; nothing changed\n' })
    expect((await signIn(address, 'carol:long enough', 5_500_012)).status).toBe(401)
    expect(await runToEnd(['user', 'add', 'carol', '--account', '5500012'], { env: env(), input: 'long enough' })).toMatchObject({ code: 0 })
    expect((await signIn(address, 'carol:long enough', 5_500_012)).status).toBe(200)
  })

  it('keeps its secrets from other users of the machine', async () => {
    const { stdout } = await run('find', [env().NUMBERPLANE_DATA, '-maxdepth', '1', '-type', 'f', '-perm', '/077'])
    expect(stdout).toBe('')
  })

  it('stops on SIGTERM with 0 although requests keep coming', async () => {
    let going = true
    const clients = Array.from({ length: 4 }, async () => {
      while (going) {
        const status = await signIn(address, 'sandbox:sandbox', 5_500_012).then((answer) => answer.status, (): 'refused' => 'refused')
        expect([200, 'refused']).toContain(status)
        if (status === 'refused') return
      }
    })
    program.kill('SIGTERM')
    const { code, stderr } = await program.ended
    going = false
    await Promise.all(clients)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('starts again on what it left, and on an empty data folder that somebody made', async () => {
    await mkdir(join(folder.path, 'made'), { mode: 0o755 })
    expect(await runToEnd(['migrate'], { env: { NUMBERPLANE_DATA: join(folder.path, 'made') } })).toMatchObject({ code: 0 })
    const again = start(['serve'], { env: env() })
    expect((await signIn(await again.ready(), 'carol:long enough', 5_500_012)).status).toBe(200)
    again.kill('SIGINT')
    expect((await again.ended).code).toBe(0)
  })
})
