import { get, type IncomingMessage } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import { orderEnds } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

const world = await createWorld()
afterAll(() => world.close())

interface Received { readonly id: string | undefined, readonly event: string | undefined, readonly data: { orderId?: string, status?: string } | undefined }

/** A client of server-sent events, as browsers have it. */
async function follow(where: World, owner: FreshAccount, { lastEventId, query = '' }: { lastEventId?: string, query?: string } = {}) {
  const headers: Record<string, string> = { authorization: `Basic ${btoa(owner.auth)}`, accept: 'text/event-stream' }
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId
  // Not fetch: after a stream was broken off it opens a connection in reserve, for which a server that ends would wait.
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${where.url}/accounts/${owner.account}/events${query}`, { headers, agent: false }, resolve).on('error', reject)
  })
  const received: Received[] = []
  const waiters = new Set<() => void>()
  let rest = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    rest += chunk
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(rest.slice(0, end))?.[1]
      received.push({ id: field('id'), event: field('event'), data: field('data') === undefined ? undefined : JSON.parse(field('data') ?? '') })
      rest = rest.slice(end + 2)
    }
    for (const waiter of waiters) waiter()
  })
  const reading = new Promise<void>((resolve) => { response.on('close', resolve).on('error', () => undefined) })
  const happened = () => received.filter(({ event }) => event !== undefined)
  return {
    response, received, happened, ended: reading,
    until: (count: number) => new Promise<Received[]>((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`${happened().length} of ${count} events came`)) }, 8_000)
      const look = () => {
        if (happened().length < count) return
        clearTimeout(timer)
        resolve(happened())
      }
      waiters.add(look)
      look()
    }),
    close: async () => {
      response.destroy()
      await reading
    },
  }
}

const orders = (received: readonly Received[]) => received.map(({ data }) => data?.orderId)

describe('the stream of events', () => {
  it('brings what happens, in order, and nothing of other accounts', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const stream = await follow(world, owner)
    expect(stream.response.statusCode).toBe(200)
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const made: string[] = []
    for (let i = 0; i < 5; i += 1) {
      made.push(await orderEnds(world, owner.account, { lines: [{ subject: '5402278098' }] }))
      await orderEnds(world, other.account)
    }
    const received = await stream.until(5)
    expect(orders(received)).toEqual(made)
    expect(received[0]).toMatchObject({ event: 'order.status-changed', data: { status: 'COMPLETE', orderType: 'orders', completedTelephoneNumbers: ['5402278098'] } })
    await stream.close()
  })

  it('goes on after the event that the client has seen last, over an interruption', async () => {
    const owner = await world.newAccount()
    const first = await follow(world, owner)
    const made = [await orderEnds(world, owner.account)]
    const [seen] = await first.until(1)
    await first.close()
    for (let i = 0; i < 150; i += 1) made.push(await orderEnds(world, owner.account))
    await world.settle(owner.account)
    const second = await follow(world, owner, { lastEventId: seen?.id })
    expect(orders(await second.until(150))).toEqual(made.slice(1))
    await second.close()
    const all = await follow(world, owner, { query: '?after=0' })
    expect(orders(await all.until(151))).toEqual(made)
    await all.close()
  })

  it('loses nothing to transactions that end in another order than they began', async () => {
    const owner = await world.newAccount()
    const { pool } = world.database
    const slow = await pool.connect()
    const insert = `insert into event (id, account_id, name, version, at, payload) values (gen_random_uuid(), $1, 'order.note-added', 1, now(),
      jsonb_build_object('orderId', gen_random_uuid(), 'orderType', 'orders', 'note', $2::text))`
    const stream = await follow(world, owner)
    await slow.query('begin')
    await slow.query(insert, [owner.account, 'begun first'])
    await pool.query(insert, [owner.account, 'begun second'])
    await stream.until(1)
    await slow.query('commit')
    slow.release()
    const received = await stream.until(2)
    expect(received.map(({ data }) => (data as { note: string } | undefined)?.note)).toEqual(['begun second', 'begun first'])
    await stream.close()
  })

  it('is refused without credentials, to strangers, for a bad place, and to too many at once', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    expect((await fetch(`${world.url}/accounts/${owner.account}/events`)).status).toBe(401)
    expect((await fetch(`${world.url}/accounts/${owner.account}/events`, { headers: { authorization: `Basic ${btoa(other.auth)}` } })).status).toBe(404)
    expect((await world.api('GET', `/accounts/${owner.account}/events?after=yesterday`, undefined, { auth: owner.auth })).status).toBe(400)
    const streams = []
    for (let i = 0; i < 20; i += 1) streams.push(await follow(world, owner))
    await Promise.all(streams.map(async ({ received, until }) => { if (received.length === 0) await until(0) }))
    const refused = await world.api('GET', `/accounts/${owner.account}/events`, undefined, { auth: owner.auth })
    expect(refused.status).toBe(429)
    for (const stream of streams) await stream.close()
  })

  it('ends when the process does', async () => {
    const own = await createWorld()
    const owner = await own.newAccount()
    const stream = await follow(own, owner)
    await own.close()
    await stream.ended
    expect(stream.response.statusCode).toBe(200)
  })
})
