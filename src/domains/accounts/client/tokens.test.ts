import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, SANDBOX_ACCOUNT, type World } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { createLogger } from '../../../kernel/log/logger.ts'
import { CredentialAuthenticator } from '../sign-in/authenticator.ts'
import { PasswordCheck } from '../sign-in/password-check.ts'
import { createUser } from '../user/service.ts'
import { createClient } from './service.ts'
import { Tokens } from './tokens.ts'

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

const count = async () => {
  const result = await world.database.pool.query<{ count: number }>('select count(*) as count from access_token')
  return result.rows[0]?.count
}

it('a token ends at its time although it is remembered as good, and is deleted by a later request for a token', async () => {
  const time = { ms: systemClock.now().getTime() }
  const clock = { now: () => new Date(time.ms), monotonicMs: () => time.ms }
  const { database } = world
  const passwords = new PasswordCheck(clock, createLogger('silent'))
  const tokens = new Tokens({ database, clock, passwords, tokenSeconds: 5 })
  const authenticator = new CredentialAuthenticator({ database, clock, passwords })
  const userId = await createUser(database.db, { username: 'owner', password: 'x', at: clock.now(), roles: 'all', accounts: [SANDBOX_ACCOUNT] })
  const { id, secret } = await createClient(database.db, { userId, at: clock.now(), id: 'known', secret: 'known secret' })
  const { token } = await tokens.issue({ clientId: id, secret }, '192.0.2.1')
  const signIn = () => authenticator.authenticate(`Bearer ${token}`, '192.0.2.1')

  expect((await signIn()).userName).toBe('owner')
  time.ms += 4_999
  expect((await signIn()).userName).toBe('owner')
  time.ms += 1
  await expect(signIn()).rejects.toMatchObject({ status: 401 })

  await tokens.issue({ clientId: id, secret }, '192.0.2.1')
  expect(await count()).toBe(2)
  time.ms += 60_000
  await tokens.issue({ clientId: id, secret }, '192.0.2.1')
  expect(await count()).toBe(1)
})
