import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { createLogger } from '../../../kernel/log/logger.ts'
import { createUser } from '../user/service.ts'
import { hashPassword } from '../user/passwords.ts'
import { CredentialAuthenticator } from './authenticator.ts'
import { PasswordCheck } from './password-check.ts'

const ADDRESS = '192.0.2.1'
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

let world: World
let users = 0

beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

interface Bench {
  readonly authenticator: CredentialAuthenticator
  readonly time: { ms: number }
  /** How often a password was hashed. */
  readonly counts: { hashes: number }
  readonly user: string
  readonly userId: number
  signIn(password?: string, options?: { user?: string, address?: string }): Promise<{ userName: string, rights: ReadonlySet<string>, accounts: ReadonlySet<number> }>
  statusOf(password: string, options?: { user?: string, address?: string }): Promise<number>
  execute(change: string): Promise<void>
}

let bench: Bench

beforeEach(async () => {
  const time = { ms: 0 }
  const counts = { hashes: 0 }
  const clock = { now: () => systemClock.now(), monotonicMs: () => time.ms }
  const { database } = world
  const passwords = new PasswordCheck(clock, createLogger('silent'), (hash, password) => {
    counts.hashes += 1
    return verify(hash, password)
  })
  const authenticator = new CredentialAuthenticator({ database, clock, passwords })
  const user = `user${users += 1}`
  const userId = await createUser(database.db, {
    username: user, password: 'right', at: systemClock.now(), accounts: [world.account],
    roles: [{ role: 'ROLE_API_SEARCH', view: true, update: false }, { role: 'ROLE_API_ORDERING', view: true, update: true }],
  })
  const signIn: Bench['signIn'] = (password = 'right', options = {}) =>
    authenticator.authenticate(basic(options.user ?? user, password), options.address ?? ADDRESS)
  bench = {
    authenticator, time, counts, user, userId, signIn,
    statusOf: (password, options) => signIn(password, options).then(() => 200, (error: unknown) => {
      if (error instanceof ApiError) return error.status
      throw error
    }),
    execute: async (change) => { await database.pool.query(change) },
  }
})

/** Ten failures for the bench's user, from addresses of their own. */
async function failTenTimes(user: string): Promise<void> {
  for (let n = 0; n < 10; n += 1) expect(await bench.statusOf(`wrong ${n}`, { user, address: `198.51.100.${n}` })).toBe(401)
}

describe('who signs in', () => {
  it('gets rights from roles and the accounts that were granted; the name matches without case', async () => {
    const actor = await bench.signIn('right', { user: bench.user.toUpperCase() })
    expect(actor.userName).toBe(bench.user)
    expect([...actor.rights].sort()).toEqual(['ROLE_API_ORDERING:update', 'ROLE_API_ORDERING:view', 'ROLE_API_SEARCH:view'])
    expect([...actor.accounts]).toEqual([world.account])
  })

  it('is refused with a challenge for a wrong password, an unknown name and no credentials alike', async () => {
    const refusals = await Promise.all([
      bench.authenticator.authenticate(basic('nobody at all', 'x'), ADDRESS).catch((error: unknown) => error),
      bench.signIn('wrong').catch((error: unknown) => error),
      bench.authenticator.authenticate(undefined, ADDRESS).catch((error: unknown) => error),
    ])
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(ApiError)
      expect(refusal).toMatchObject({
        status: 401, headers: { 'WWW-Authenticate': 'Basic realm="Numberplane", charset="UTF-8"' },
        problems: [{ code: 401, text: 'Valid credentials are required: HTTP Basic or a Bearer token.' }],
      })
    }
  })

  it('costs a hash also where the name is unknown', async () => {
    await bench.statusOf('x', { user: 'nobody' })
    expect(bench.counts.hashes).toBe(1)
  })
})

describe('what held', () => {
  it('is checked once for many requests at the same time, and then not at all', async () => {
    await Promise.all(Array.from({ length: 20 }, () => bench.signIn()))
    await bench.signIn()
    expect(bench.counts.hashes).toBe(1)
  })

  it('is read again after ten seconds without hashing, and hashed again after five minutes', async () => {
    await bench.signIn()
    await bench.execute(`delete from user_role where user_id = ${bench.userId} and role = 'ROLE_API_SEARCH'`)
    bench.time.ms = 9_999
    expect((await bench.signIn()).rights).toContain('ROLE_API_SEARCH:view')
    bench.time.ms = 10_000
    expect((await bench.signIn()).rights).not.toContain('ROLE_API_SEARCH:view')
    expect(bench.counts.hashes).toBe(1)
    bench.time.ms = 300_000
    await bench.signIn()
    expect(bench.counts.hashes).toBe(2)
  })

  it('counts from the next request on after forget(), with the same password hash at no cost', async () => {
    await bench.signIn()
    await bench.execute(`delete from user_account where user_id = ${bench.userId}`)
    bench.authenticator.forget()
    expect([...(await bench.signIn()).accounts]).toEqual([])
    expect(bench.counts.hashes).toBe(1)
  })

  it('does not outlive a change that is announced while it is being read', async () => {
    const reading = bench.signIn()
    bench.authenticator.forget()
    await reading
    await bench.execute(`update app_user set status = 'disabled' where id = ${bench.userId}`)
    expect(await bench.statusOf('right')).toBe(401)
  })

  it.each([
    ['the user is disabled', (id: number) => `update app_user set status = 'disabled' where id = ${id}`],
    ['the user is deleted', (id: number) => `delete from app_user where id = ${id}`],
    ['the user is renamed', (id: number) => `update app_user set username = 'renamed ${id}' where id = ${id}`],
  ])('ends when %s', async (_what, change) => {
    await bench.signIn()
    await bench.execute(change(bench.userId))
    bench.authenticator.forget()
    expect(await bench.statusOf('right')).toBe(401)
  })

  it('ends when the password is changed, and the new one holds', async () => {
    await bench.signIn()
    await bench.execute(`update app_user set password_hash = '${await hashPassword('new')}' where id = ${bench.userId}`)
    bench.authenticator.forget()
    expect(await bench.statusOf('right')).toBe(401)
    expect(await bench.statusOf('new')).toBe(200)
  })
})

describe('those who fail', () => {
  it('have to wait after ten failures for a name, wherever they come from, also with the right password', async () => {
    await failTenTimes(bench.user)
    await expect(bench.signIn()).rejects.toMatchObject({ status: 429, headers: { 'Retry-After': '10' } })
    bench.time.ms += 10_000
    expect(await bench.statusOf('right')).toBe(200)
  })

  it('have to wait after ten failures from an address, whatever the names', async () => {
    for (let n = 0; n < 10; n += 1) expect(await bench.statusOf('wrong', { user: `guess${n}` })).toBe(401)
    expect(await bench.statusOf('right')).toBe(429)
    expect(await bench.statusOf('right', { address: '198.51.100.1' })).toBe(200)
  })

  it('cannot try more by asking for everything at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, (_, n) => bench.statusOf(`wrong ${n}`)))
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(11)
    expect(statuses).toContain(429)
  })

  it('do not keep out credentials that were in use before, not even when these are hashed again', async () => {
    await bench.signIn()
    bench.time.ms = 295_000
    await failTenTimes(bench.user)
    expect(await bench.statusOf('right')).toBe(200)
    bench.time.ms = 300_000
    expect(await bench.statusOf('right')).toBe(200)
    expect(bench.counts.hashes).toBe(12)
  })

  it('are forgiven by a success', async () => {
    for (let n = 0; n < 9; n += 1) await bench.statusOf('wrong', { address: `198.51.100.${n}` })
    await bench.signIn()
    expect(await bench.statusOf('wrong')).toBe(401)
    expect(await bench.statusOf('wrong again')).toBe(401)
  })
})
