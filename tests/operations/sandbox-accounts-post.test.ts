import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, search } from '../world/orders.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld, type World } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const make = (auth?: string) => fetch(`${world.origin}/sandbox/accounts`, {
  method: 'POST', headers: { accept: 'application/json', ...auth === undefined ? {} : { authorization: `Basic ${btoa(auth)}` } },
})

describe('201', () => {
  it('gives an account with a user, a site and a default peer, at once fit for orders', async () => {
    const response = await make('sandbox:sandbox')
    expect(response.status).toBe(201)
    const made = await response.json() as { accountId: number, username: string, password: string, siteId: number, peerId: number }
    const auth = `${made.username}:${made.password}`
    const base = `/accounts/${made.accountId}`
    const peers = (await world.api('GET', `${base}/sites/${made.siteId}/sippeers`, undefined, { auth })).xml
    expect([text(peers, 'SipPeers/SipPeer/PeerId'), text(peers, 'SipPeers/SipPeer/IsDefaultPeer')]).toEqual([String(made.peerId), 'true'])
    const placed = await world.api('POST', `${base}/orders`, existingOrder(made.siteId, await search(world, 1)), { auth })
    await sandboxOf(world, { account: made.accountId, auth }).settle()
    const { xml } = await world.api('GET', `${base}/orders/${text(placed.xml, 'Order/id')}`, undefined, { auth })
    expect(text(xml, 'OrderStatus')).toBe('COMPLETE')
  })

  it('isolates it: its user sees that account only, and nobody else sees it', async () => {
    const one = await world.newAccount()
    const other = await world.newAccount()
    const sites = (account: number, auth?: string) => world.api('GET', `/accounts/${account}/sites`, undefined, { auth })
    expect(texts((await sites(one.account, one.auth)).xml, 'Sites/Site')).toHaveLength(1)
    for (const [account, auth] of [[one.account, other.auth], [other.account, one.auth], [one.account, undefined], [world.account, one.auth]] as const) {
      expect((await sites(account, auth)).status).toBe(404)
    }
  })

  it('draws from the common pool: a number that one has taken is gone for the other', async () => {
    const one = await world.newAccount()
    const other = await world.newAccount()
    const [tn = ''] = await search(world, 1)
    const order = ({ account, auth, site }: typeof one) => world.api('POST', `/accounts/${account}/orders`, existingOrder(site, [tn]), { auth })
    await order(one)
    await world.settle(one.account)
    const late = await order(other)
    await world.settle(other.account)
    const { xml } = await world.api('GET', `/accounts/${other.account}/orders/${text(late.xml, 'Order/id')}`, undefined, { auth: other.auth })
    expect(text(xml, 'OrderStatus')).toBe('FAILED')
  })

  it('gives ten at once their own ids and passwords', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => world.newAccount()))
    expect(new Set(made.map(({ account }) => account)).size).toBe(10)
    expect(new Set(made.map(({ auth }) => auth)).size).toBe(10)
  })
})

describe('401', () => {
  it('wants a user', async () => {
    expect((await make()).status).toBe(401)
    expect((await make('sandbox:wrong')).status).toBe(401)
  })
})

describe('404', () => {
  it('is the answer of every sandbox endpoint in production mode', async () => {
    const env = { NUMBERPLANE_MODE: 'production', NUMBERPLANE_SECRET: Buffer.alloc(32, 1).toString('base64') }
    const production = await createWorld({ env, worker: false })
    try {
      for (const path of ['', `/${production.account}/clock`, `/${production.account}/settle`, `/${production.account}/reset`]) {
        const response = await fetch(`${production.origin}/sandbox/accounts${path}`, { method: 'POST', headers: { authorization: `Basic ${btoa('sandbox:sandbox')}` } })
        expect([path, response.status]).toEqual([path, 404])
      }
    } finally {
      await production.close()
    }
  })
})
