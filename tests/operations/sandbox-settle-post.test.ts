import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, search } from '../world/orders.ts'
import { nowOf, sandboxOf } from '../world/sandbox.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let idle: World
beforeAll(async () => {
  world = await createWorld()
  idle = await createWorld({ worker: false })
})
afterAll(async () => {
  await world.close()
  await idle.close()
})

async function orderFor(where: World, { account, auth, site }: FreshAccount, tns?: readonly string[]): Promise<string> {
  const placed = await where.api('POST', `/accounts/${account}/orders`, existingOrder(site, tns ?? await search(where, 1)), { auth })
  return text(placed.xml, 'Order/id')
}

describe('200', () => {
  it('answers once every order of the account has ended', async () => {
    const owner = await world.newAccount()
    const ids: string[] = []
    for (const tn of await search(world, 10)) ids.push(await orderFor(world, owner, [tn]))
    expect((await sandboxOf(world, owner).settle()).status).toBe(200)
    for (const id of ids) {
      const { xml } = await world.api('GET', `/accounts/${owner.account}/orders/${id}`, undefined, { auth: owner.auth })
      expect(text(xml, 'OrderStatus')).toBe('COMPLETE')
    }
  })

  it('tells the account\'s time, and answers at once where nothing is due', async () => {
    const owner = await world.newAccount()
    const { clock, settle } = sandboxOf(world, owner)
    await clock({ to: '2150-01-01T00:00:00Z' })
    expect(nowOf(await settle(1))).toBeGreaterThanOrEqual(Date.UTC(2150, 0, 1))
  })

  it('does not wait for other accounts', async () => {
    const busy = await idle.newAccount()
    await orderFor(idle, busy)
    expect((await sandboxOf(idle, await idle.newAccount()).settle(1)).status).toBe(200)
  })
})

describe('400', () => {
  it.each([0, -1, 301, 1.5, Number.NaN])('refuses a timeout of %s seconds', async (seconds) => {
    expect((await sandboxOf(world, await world.newAccount()).settle(seconds)).status).toBe(400)
  })
})

describe('404', () => {
  it('knows no account of somebody else', async () => {
    const other = await world.newAccount()
    expect((await sandboxOf(world, await world.newAccount()).settle(1, other.auth)).status).toBe(404)
  })
})

describe('504', () => {
  it('says what is still outstanding when the time is up', async () => {
    const owner = await idle.newAccount()
    await orderFor(idle, owner)
    const answer = await sandboxOf(idle, owner).settle(1)
    expect(answer.status).toBe(504)
    expect(answer.json).toMatchObject({ detail: 'Still outstanding after 1 s: 0 events, 1 jobs, 0 timers.' })
  })
})
