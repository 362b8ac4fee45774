import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { createUser, DuplicateUserError, findAccount, InvalidUserNameError, moveClock, resetAccountClock } from '../index.ts'
import { CachedDirectory } from './directory.ts'
import { createAccount } from './service.ts'

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

const at = systemClock.now()
const fresh = (sandbox: boolean) => world.database.transaction((tx) => createAccount(tx, { companyName: 'Fresh', sandbox, at }))

describe('createAccount', () => {
  it('gives every account an id of its own when many are made at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => fresh(true)))
    expect(new Set(ids).size).toBe(12)
    expect(Math.min(...ids)).toBeGreaterThan(5_500_100)
  })

  it('steps over ids that were chosen by hand, and refuses one that is taken', async () => {
    const before = await fresh(true)
    await createAccount(world.database.db, { id: before + 1, companyName: 'By hand', sandbox: true, at })
    expect(await fresh(true)).toBe(before + 2)
    await expect(createAccount(world.database.db, { id: before, companyName: 'Again', sandbox: true, at })).rejects.toThrow('already')
  })
})

describe('moveClock', () => {
  it('sets the offset of a sandbox account and takes it back', async () => {
    const id = await fresh(true)
    await moveClock(world.database.db, id, 86_400_000)
    expect((await findAccount(world.database.db, id))?.clockOffsetMs).toBe(86_400_000)
    await resetAccountClock(world.database.db, id)
    expect((await findAccount(world.database.db, id))?.clockOffsetMs).toBe(0)
  })

  it('refuses accounts that are no sandbox, or not there', async () => {
    await expect(moveClock(world.database.db, await fresh(false), 1)).rejects.toThrow('no clock to move')
    await expect(moveClock(world.database.db, 1, 1)).rejects.toThrow('no clock to move')
  })
})

describe('createUser', () => {
  const user = (username: string) => createUser(world.database.db, { username, password: 'x', at, roles: [], accounts: [] })

  it('refuses a name that is in use in another case', async () => {
    await user('Somebody')
    await expect(user('someBODY')).rejects.toThrow(DuplicateUserError)
  })

  it.each(['', 'with:colon', ' space', 'tab\tinside', 'nul\u0000'])('refuses %j, which HTTP Basic cannot carry', async (name) => {
    await expect(user(name)).rejects.toThrow(InvalidUserNameError)
  })
})

describe('CachedDirectory', () => {
  function directory() {
    const time = { ms: 0 }
    const clock = { now: () => at, monotonicMs: () => time.ms }
    return { time, directory: new CachedDirectory(world.database, clock) }
  }

  it('shows a moved clock after forget(), or after two seconds by itself', async () => {
    const id = await fresh(true)
    const { time, directory: accounts } = directory()
    const now = async () => (await accounts.scope(id))?.clock.now().getTime()
    expect(await now()).toBe(at.getTime())
    await moveClock(world.database.db, id, 1_000)
    expect(await now()).toBe(at.getTime())
    accounts.forget()
    expect(await now()).toBe(at.getTime() + 1_000)
    await moveClock(world.database.db, id, 2_000)
    time.ms = 2_000
    expect(await now()).toBe(at.getTime() + 2_000)
  })

  it('knows no suspended account and none that does not exist', async () => {
    const id = await fresh(true)
    await world.database.pool.query(`update account set status = 'suspended' where id = $1`, [id])
    const { directory: accounts } = directory()
    expect(await accounts.scope(id)).toBeUndefined()
    expect(await accounts.scope(2)).toBeUndefined()
  })

  it('does not remember a failed reading', async () => {
    const id = await fresh(true)
    let broken = true
    const clock = { now: () => at, monotonicMs: () => 0 }
    const accounts = new CachedDirectory({
      get db() {
        if (broken) throw new Error('lost')
        return world.database.db
      },
    }, clock)
    await expect(accounts.scope(id)).rejects.toThrow('lost')
    broken = false
    expect((await accounts.scope(id))?.id).toBe(id)
  })
})
