import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount, createUser } from '../../src/domains/accounts/index.ts'
import { answer, startCallbackReceiver } from '../world/callback-receiver.ts'
import { existingOrder, search } from '../world/orders.ts'
import { nowOf, sandboxOf } from '../world/sandbox.ts'
import { deliveriesOf, subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

const HOUR = 3_600_000
let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld()
  mine = await world.newAccount()
})
afterAll(() => world.close())

const orderedAt = async ({ account, auth, site }: FreshAccount) => {
  const placed = await world.api('POST', `/accounts/${account}/orders`, existingOrder(site, await search(world, 1)), { auth })
  return Date.parse(text(placed.xml, 'Order/OrderCreateDate'))
}

describe('200', () => {
  it('advances by a duration, which everything of the account goes by and nothing of others', async () => {
    const { clock } = sandboxOf(world, mine)
    const other = await world.newAccount()
    const before = await orderedAt(mine)
    const moved = await clock({ advance: 'PT4H' })
    expect(moved.status).toBe(200)
    expect(moved.json).toMatchObject({ offsetMs: expect.any(Number), now: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) })
    const after = await orderedAt(mine)
    expect(after - before).toBeGreaterThanOrEqual(4 * HOUR)
    expect(after - before).toBeLessThan(4 * HOUR + 60_000)
    expect(Math.abs(await orderedAt(other) - before)).toBeLessThan(60_000)
  })

  it('adds moves up, also those that come at once', async () => {
    const { clock } = sandboxOf(world, await world.newAccount())
    const start = nowOf(await clock({ advance: 'PT0S' }))
    await Promise.all(Array.from({ length: 8 }, () => clock({ advance: 'PT1H' })))
    const end = nowOf(await clock({ advance: 'PT0S' }))
    expect(end - start).toBeGreaterThanOrEqual(8 * HOUR)
    expect(end - start).toBeLessThan(8 * HOUR + 60_000)
  })

  it('moves to an instant, in any zone', async () => {
    const { clock } = sandboxOf(world, await world.newAccount())
    expect(nowOf(await clock({ to: '2150-01-31T12:00:00Z' }))).toBe(Date.UTC(2150, 0, 31, 12))
    expect(nowOf(await clock({ to: '2150-02-01T12:00:00+03:00' }))).toBe(Date.UTC(2150, 1, 1, 9))
  })

  it('moves by months of the calendar', async () => {
    const { clock } = sandboxOf(world, await world.newAccount())
    await clock({ to: '2149-01-31T12:00:00Z' })
    expect(new Date(nowOf(await clock({ advance: 'P1M' }))).toISOString()).toMatch(/^2149-02-28T12:00/)
  })

  it('moves to the next thing that waits, which then happens', async () => {
    const owner = await world.newAccount()
    const { clock, settle } = sandboxOf(world, owner)
    const receiver = await startCallbackReceiver(answer(500))
    try {
      const subscription = await subscribe(world, owner, receiver.url)
      await orderedAt(owner)
      await settle()
      expect(await deliveriesOf(world, subscription)).toMatchObject([{ state: 'pending', attempts: 1 }])
      receiver.setBehaviour(answer(200))
      expect((await clock({ nextEvent: true })).status).toBe(200)
      await settle()
      expect(await deliveriesOf(world, subscription)).toMatchObject([{ state: 'delivered', attempts: 2 }])
    } finally {
      await receiver.close()
    }
  })

  it('takes XML as well', async () => {
    const { account, auth } = await world.newAccount()
    const response = await fetch(`${world.origin}/sandbox/accounts/${account}/clock`, {
      method: 'POST', body: '<Clock><Advance>PT1H</Advance></Clock>', headers: { authorization: `Basic ${btoa(auth)}`, 'content-type': 'application/xml' },
    })
    expect(await response.text()).toMatch(/<SandboxClock><Now>.*<\/Now><OffsetMs>36\d{5}<\/OffsetMs><\/SandboxClock>/)
  })
})

describe('400', () => {
  it.each([
    ['nothing', {}], ['two moves', { advance: 'PT1H', nextEvent: true }], ['no move', { nextEvent: false }], ['an empty duration', { advance: 'P' }],
    ['a sentence', { advance: '4 hours' }], ['a negative duration', { advance: '-PT4H' }], ['an instant without a zone', { to: '2150-01-01T00:00:00' }],
    ['a day', { to: '2150-01-01' }], ['words', { to: 'tomorrow' }], ['the past', { to: '2001-01-01T00:00:00Z' }], ['the year 9999', { to: '9999-12-31T00:00:00Z' }],
    ['a million years', { advance: 'P1000000Y' }], ['more than a number can hold', { advance: `P${'9'.repeat(400)}D` }], ['a number', { advance: 4 }],
  ])('refuses %s, and the clock stands where it stood', async (_what, move) => {
    const { clock } = sandboxOf(world, mine)
    const before = nowOf(await clock({ advance: 'PT0S' }))
    const refused = await clock(move)
    expect(refused.status, refused.text).toBe(400)
    expect(refused.json).toMatchObject({ detail: expect.stringMatching(/.{10}/) })
    expect(nowOf(await clock({ advance: 'PT0S' })) - before).toBeLessThan(60_000)
  })

  it('refuses to go back behind where it was moved', async () => {
    const { clock } = sandboxOf(world, await world.newAccount())
    await clock({ to: '2150-01-01T00:00:00Z' })
    expect((await clock({ to: '2149-12-31T23:59:59Z' })).json).toMatchObject({ detail: expect.stringContaining('cannot go back') })
  })
})

describe('401', () => {
  it('wants credentials', async () => {
    expect((await sandboxOf(world, mine).clock({ advance: 'PT1H' }, 'sandbox:wrong')).status).toBe(401)
  })
})

describe('404', () => {
  it('knows neither an account of somebody else nor one that is not there', async () => {
    const other = await world.newAccount()
    const theirs = await sandboxOf(world, mine).clock({ advance: 'PT1H' }, other.auth)
    const none = await sandboxOf(world, { ...mine, account: 1 }).clock({ advance: 'PT1H' }, other.auth)
    expect([theirs.status, none.status]).toEqual([404, 404])
  })
})

describe('409', () => {
  it('says that nothing waits', async () => {
    expect((await sandboxOf(world, await world.newAccount()).clock({ nextEvent: true })).status).toBe(409)
  })

  it('never moves the clock of an account that is not a sandbox', async () => {
    const account = await world.database.transaction(async (tx) => {
      const id = await createAccount(tx, { companyName: 'Real', sandbox: false, at: new Date() })
      await createUser(tx, { username: 'real', password: 'a long password', at: new Date(), roles: 'all', accounts: [id] })
      return id
    })
    const real = sandboxOf(world, { account, auth: 'real:a long password' })
    expect((await real.clock({ advance: 'PT1H' })).status).toBe(409)
    expect((await real.reset()).status).toBe(409)
  })
})
