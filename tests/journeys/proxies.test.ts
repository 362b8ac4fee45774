import { afterAll, describe, expect, it } from 'vitest'
import { createWorld, type Answer, type World } from '../world/world.ts'

/** Whose word counts on where a client is, for those who fail to sign in and for the addresses in answers. */

const worlds: World[] = []
afterAll(async () => { for (const world of worlds) await world.close() })

async function opened(env: Record<string, string>): Promise<World> {
  const world = await createWorld({ worker: false, env })
  worlds.push(world)
  return world
}

const TRIES = 10
const SUBSCRIPTION = '<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>a@example.com</Email><DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>'
const FORWARDED = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'numbers.example.com' }
const from = (world: World, client: string, auth: string, headers = {}): Promise<Answer> =>
  world.api('GET', '/users', undefined, { auth, headers: { 'x-forwarded-for': client, ...headers } })

/** Fails so often that the address has to wait, each time as somebody else. */
async function failFrom(world: World, client: string): Promise<void> {
  for (let i = 0; i < TRIES; i += 1) expect((await from(world, client, `nobody-${i}:wrong`)).status).toBe(401)
}

describe('behind a proxy that is trusted', () => {
  it('failures are counted for the client that the proxy names, and not for others behind the same proxy', async () => {
    const world = await opened({ NUMBERPLANE_TRUST_PROXY: '127.0.0.0/8, 10.0.0.0/8' })
    await failFrom(world, '203.0.113.7')
    expect((await from(world, '203.0.113.7', 'nobody-new:wrong')).status).toBe(429)
    expect((await from(world, '198.51.100.1, 203.0.113.7, 10.1.1.1', 'nobody-new:wrong')).status).toBe(429)
    expect((await from(world, '203.0.113.8', 'nobody-new:wrong')).status).toBe(401)
    const { headers } = await world.api('POST', `/accounts/${world.account}/subscriptions`, SUBSCRIPTION, { headers: FORWARDED })
    expect(headers.get('location')).toMatch(/^https:\/\/numbers\.example\.com\/api\/accounts\//)
  })
})

describe('where no proxy is trusted', () => {
  it('what a client says of itself changes nothing', async () => {
    const world = await opened({})
    const { headers } = await world.api('POST', `/accounts/${world.account}/subscriptions`, SUBSCRIPTION, { headers: FORWARDED })
    expect(headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/accounts\//)
    for (let i = 0; i < TRIES; i += 1) await from(world, `203.0.113.${i}`, `nobody-${i}:wrong`)
    expect((await from(world, '203.0.113.99', 'nobody-new:wrong')).status).toBe(429)
  })
})
