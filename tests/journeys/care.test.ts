import { createHmac } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readXml } from '../../src/kernel/xml/index.ts'
import { answer, hang, startCallbackReceiver, type CallbackBehaviour, type CallbackReceiver, type ReceivedCallback } from '../world/callback-receiver.ts'
import { basicXml, deliveriesOf, orderEnds, strangeId, subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

const world = await createWorld({ env: { NUMBERPLANE_CALLBACK_TIMEOUT_MS: '300' } })
const receivers: CallbackReceiver[] = []
afterEach(async () => { await Promise.all(receivers.splice(0).map((receiver) => receiver.close())) })
afterAll(() => world.close())

async function receiverWith(behaviour?: CallbackBehaviour): Promise<CallbackReceiver> {
  const receiver = await startCallbackReceiver(behaviour)
  receivers.push(receiver)
  return receiver
}

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' }
const call = (owner: FreshAccount, method: string, path: string, body?: object) =>
  world.api(method, `/accounts/${owner.account}${path}`, body && JSON.stringify(body), { auth: owner.auth, headers: JSON_HEADERS })
const orderIds = (receiver: CallbackReceiver) => receiver.requests.map(({ body }) => text(readXml(body), 'OrderId'))

interface Listed { links: { next?: string }, deliveries: { id: string, state: string, orderId: string, attempts: number, latestAttempt?: { outcome: string } }[] }
const listed = async (owner: FreshAccount, query = ''): Promise<Listed> => (await call(owner, 'GET', `/deliveries${query}`)).json as Listed

async function signatureOf({ headers, body }: ReceivedCallback, secret: string): Promise<string> {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`
}

describe('signatures', () => {
  it('come with every callback once a key was made, and with both keys for a day after another one', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(receiver.requests[0]?.headers['webhook-signature']).toBeUndefined()
    const made = await call(owner, 'POST', `/subscriptions/${id}/secret`)
    expect(made.status).toBe(201)
    const { secret } = made.json as { secret: string }
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const [, signed] = receiver.requests
    expect(signed?.headers['webhook-signature']).toBe(signed && await signatureOf(signed, secret))
    expect(Math.abs(Number(signed?.headers['webhook-timestamp']) * 1000 - (signed?.at ?? 0))).toBeLessThan(30_000)
    const next = (await call(owner, 'POST', `/subscriptions/${id}/secret`)).json as { secret: string, previousUntil: string }
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const [, , both] = receiver.requests
    expect(both?.headers['webhook-signature']).toBe(both && `${await signatureOf(both, next.secret)} ${await signatureOf(both, secret)}`)
    await world.advance('PT24H', owner.account)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const last = receiver.requests.at(-1)
    expect(last?.headers['webhook-signature']).toBe(last && await signatureOf(last, next.secret))
    const { rows } = await world.database.pool.query('select to_jsonb(s)::text as kept from subscription s where id = $1', [id])
    expect(rows[0].kept).not.toContain(next.secret.slice(8))
    expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).json).toMatchObject({ signed: true, state: 'active' })
  })

  it('keep the id of a callback that is sent again', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith((_request, n) => n === 1 ? answer(500) : answer(200))
    await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    await world.advance('PT10S', owner.account)
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([receiver.requests[0]?.headers['webhook-id'], receiver.requests[0]?.headers['webhook-id']])
  })
})

describe('a subscription that fails for a day', () => {
  it('is paused, the contact of the account is told by mail, and nothing is lost when it is resumed', async () => {
    const owner = await world.newAccount()
    await world.database.pool.query(`update account set details = jsonb_set(details, '{contact}', '{"email": "contact@example.com"}') where id = $1`, [owner.account])
    const receiver = await receiverWith(answer(503, 'closed'))
    const id = await subscribe(world, owner, receiver.url)
    const orders = [await orderEnds(world, owner.account)]
    await world.settle(owner.account)
    await world.advance('PT10S', owner.account)
    expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).json).toMatchObject({ state: 'failing', waiting: 1, attempts: 2, failures: 2 })
    await world.advance('PT24H', owner.account)
    expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).json).toMatchObject({ state: 'paused', waiting: 1 })
    const sent = receiver.requests.length
    orders.push(await orderEnds(world, owner.account))
    await world.advance('P2D', owner.account)
    expect(receiver.requests).toHaveLength(sent)
    const outbox = await fetch(`${world.origin}/sandbox/outbox`, { headers: { authorization: `Basic ${btoa(owner.auth)}`, accept: 'application/json' } })
    const { mails } = await outbox.json() as { mails: { to: string, subject: string, text: string }[] }
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([['contact@example.com', `Subscription ${id} is paused (account ${owner.account})`]])
    expect(mails[0]?.text).toContain('Latest attempt: 503 Service Unavailable: closed')
    expect((await call(owner, 'POST', `/subscriptions/${id}/test`)).status).toBe(409)
    receiver.setBehaviour(answer(200))
    expect((await call(owner, 'POST', `/subscriptions/${id}/resume`)).status).toBe(200)
    await world.settle(owner.account)
    expect(orderIds(receiver).slice(sent)).toEqual(orders)
    expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).json).toMatchObject({ state: 'active', waiting: 0, lagSeconds: 0 })
  })

  it('is not paused where one callback a day is taken', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500))
    const id = await subscribe(world, owner, receiver.url)
    for (let day = 0; day < 3; day += 1) {
      receiver.setBehaviour(answer(500))
      await orderEnds(world, owner.account)
      await world.settle(owner.account)
      await world.advance('PT20H', owner.account)
      receiver.setBehaviour(answer(200))
      await world.advance('PT3H', owner.account)
    }
    expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).json).toMatchObject({ state: 'active', waiting: 0 })
  })
})

describe('the log of deliveries', () => {
  it('lists by subscription, order, state and time, in pages', async () => {
    const owner = await world.newAccount()
    const [good, bad] = [await receiverWith(), await receiverWith(answer(500))]
    const goodId = await subscribe(world, owner, good.url)
    await subscribe(world, owner, bad.url)
    const orders: string[] = []
    for (let i = 0; i < 3; i += 1) orders.push(await orderEnds(world, owner.account))
    await world.settle(owner.account)
    expect((await listed(owner)).deliveries).toHaveLength(6)
    expect((await listed(owner, `?subscriptionId=${goodId}`)).deliveries.map(({ orderId, state }) => [orderId, state])).toEqual(orders.toReversed().map((order) => [order, 'delivered']))
    expect((await listed(owner, '?state=pending')).deliveries.map(({ orderId }) => orderId)).toEqual(orders.toReversed())
    expect((await listed(owner, `?orderId=${orders[0]}&state=delivered`)).deliveries).toMatchObject([{ latestAttempt: { outcome: 'success' } }])
    expect((await listed(owner, '?from=2100-01-01T00:00:00Z')).deliveries).toEqual([])
    expect((await listed(owner, '?to=2100-01-01T00:00:00Z')).deliveries).toHaveLength(6)
    const seen: string[] = []
    let path: string | undefined = '?size=4'
    for (let pages = 0; path !== undefined && pages < 3; pages += 1) {
      const page: Listed = await listed(owner, path)
      seen.push(...page.deliveries.map(({ id }) => id))
      path = /\?[^>]*/.exec(page.links.next ?? '')?.[0]
    }
    expect(new Set(seen).size).toBe(6)
    expect((await listed(await world.newAccount())).deliveries).toEqual([])
  })

  it('tells of one attempt in full, without credentials, in XML and JSON', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(418, 'I am a teapot', { 'x-kind': 'teapot' }))
    await subscribe(world, owner, receiver.url, { more: basicXml('User15', 'Hunter15') })
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const [delivery] = (await listed(owner)).deliveries
    const path = `/accounts/${owner.account}/deliveries/${delivery?.id}/attempts/1`
    const { status, xml, text: whole } = await world.api('GET', path, undefined, { auth: owner.auth })
    expect(status).toBe(200)
    const [attempt] = all(xml, 'Attempt')
    if (!attempt) throw new Error('no attempt')
    expect([text(attempt, 'Outcome'), text(attempt, 'ResponseStatus'), text(attempt, 'ResponseBody')]).toEqual(['rejected', '418', 'I am a teapot'])
    expect(text(attempt, 'RequestBody')).toBe(receiver.requests[0]?.body)
    expect(text(attempt, 'RequestHead')).toContain('authorization: Basic ***')
    expect(text(attempt, 'ResponseHead')).toContain('x-kind: teapot')
    expect(whole).not.toContain(Buffer.from('User15:Hunter15').toString('base64'))
    expect((await call(owner, 'GET', `/deliveries/${delivery?.id}`)).json).toMatchObject({ delivery: { state: 'pending', attempts: 1 }, attemptList: [{ number: 1, responseStatus: 418 }] })
    expect((await call(owner, 'GET', `/deliveries/${delivery?.id}/attempts/2`)).status).toBe(404)
    const other = await world.newAccount()
    for (const stranger of [`/deliveries/${delivery?.id}`, `/deliveries/${delivery?.id}/attempts/1`, `/deliveries/${strangeId()}`, '/deliveries/nonsense']) {
      expect((await call(other, 'GET', stranger)).status).toBe(404)
    }
  })

  it('sends one again, a range, and all since an instant, in their old order', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url)
    const orders = [await orderEnds(world, owner.account)]
    await world.settle(owner.account)
    const [first] = (await listed(owner)).deliveries
    expect((await call(owner, 'POST', `/deliveries/${first?.id}/redeliver`)).json).toEqual({ count: 1 })
    await world.settle(owner.account)
    expect(orderIds(receiver)).toEqual([orders[0], orders[0]])
    await world.advance('PT1H', owner.account)
    const { json } = await call(owner, 'GET', `/subscriptions/${id}/health`)
    expect(json).toMatchObject({ attempts: 2, failures: 0 })
    const since = await world.database.pool.query<{ now: Date }>('select now() + clock_offset_ms * interval \'1 millisecond\' - interval \'1 minute\' as now from account where id = $1', [owner.account])
    for (let i = 0; i < 3; i += 1) orders.push(await orderEnds(world, owner.account))
    await world.settle(owner.account)
    const again = await call(owner, 'POST', '/redeliveries', { from: since.rows[0]?.now })
    expect({ status: again.status, json: again.json }).toEqual({ status: 202, json: { count: 3 } })
    await world.settle(owner.account)
    const all4 = await call(owner, 'POST', '/redeliveries', { subscriptionId: id })
    expect(all4.json).toEqual({ count: 4 })
    await world.settle(owner.account)
    expect(orderIds(receiver).slice(-4)).toEqual(orders)
    expect((await call(owner, 'POST', '/redeliveries', { orderId: orders[2] })).json).toEqual({ count: 1 })
    expect((await call(owner, 'POST', '/redeliveries', {})).status).toBe(400)
    await world.settle(owner.account)
    expect((await deliveriesOf(world, id)).map(({ attempts }) => attempts)).toEqual([3, 3, 4, 3])
  })

  it('gives what is sent again a whole schedule of retries', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500))
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const schedule = ['PT10S', 'PT30S', 'PT1M', 'PT2M', 'PT5M', 'PT8M', 'PT10M', 'PT13M20S']
    for (const pause of schedule) await world.advance(pause, owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'abandoned', attempts: 9 }])
    const [delivery] = (await listed(owner)).deliveries
    expect((await call(owner, 'POST', `/deliveries/${delivery?.id}/redeliver`)).status).toBe(202)
    await world.settle(owner.account)
    expect((await call(owner, 'POST', `/deliveries/${delivery?.id}/redeliver`)).status).toBe(409)
    for (const pause of schedule) await world.advance(pause, owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'abandoned', attempts: 18 }])
  })

  it('a test goes to the one subscription, and stands in the log', async () => {
    const owner = await world.newAccount()
    const [receiver, other] = [await receiverWith(), await receiverWith()]
    const id = await subscribe(world, owner, receiver.url)
    await subscribe(world, owner, other.url)
    const { status, json } = await call(owner, 'POST', `/subscriptions/${id}/test`)
    expect(status).toBe(202)
    await world.settle(owner.account)
    expect(receiver.requests.map(({ body, headers }) => [text(readXml(body), 'Status'), text(readXml(body), 'SubscriptionId'), headers['webhook-id']]))
      .toEqual([['TEST', id, (json as { deliveryId: string }).deliveryId]])
    expect(other.requests).toEqual([])
    expect((await listed(owner)).deliveries).toMatchObject([{ id: (json as { deliveryId: string }).deliveryId, state: 'delivered' }])
  })

  it('operations on subscriptions of somebody else, expired or unknown, find none', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const theirs = await subscribe(world, other, 'https://company.example.com/')
    const expired = await subscribe(world, owner, 'https://company.example.com/', { expiry: '5' })
    await world.advance('PT6S', owner.account)
    for (const id of [theirs, expired, strangeId(), 'nonsense']) {
      expect((await call(owner, 'GET', `/subscriptions/${id}/health`)).status).toBe(404)
      for (const method of ['GET', 'DELETE']) expect((await call(owner, method, `/subscriptions/${id}/retries`)).status).toBe(404)
      expect((await call(owner, 'PUT', `/subscriptions/${id}/retries`, { pauses: [1] })).status).toBe(404)
      for (const verb of ['test', 'resume', 'secret']) expect((await call(owner, 'POST', `/subscriptions/${id}/${verb}`)).status).toBe(404)
    }
  })
})

describe('one receiver that hangs', () => {
  it('delays none of 99 healthy ones', async () => {
    // Twice as long as the test waits for the healthy ones: whoever waited for the hanging receiver would come too late.
    const patient = await createWorld({ env: { NUMBERPLANE_CALLBACK_TIMEOUT_MS: '40000' } })
    const [dead, healthy] = [await startCallbackReceiver(hang), await startCallbackReceiver()]
    try {
      const owner = await patient.newAccount()
      for (let i = 0; i < 20; i += 1) await subscribe(patient, owner, `${dead.url}/${i}`)
      for (let i = 0; i < 99; i += 1) await subscribe(patient, owner, `${healthy.url}/${i}`)
      for (let event = 1; event <= 5; event += 1) {
        await orderEnds(patient, owner.account)
        await healthy.waitFor(99 * event, 20_000)
      }
      expect(new Set(healthy.requests.map(({ path }) => path)).size).toBe(99)
      expect(dead.requests.length).toBeGreaterThan(0)
    } finally {
      // Ends what hangs, so that closing the world need not wait for it.
      await dead.close()
      await patient.close()
      await healthy.close()
    }
  })
})

describe('metrics', () => {
  it('tell lag, attempts and failures of each subscription', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500))
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const body = await (await fetch(`${world.origin}/metrics`)).text()
    for (const line of [`numberplane_subscription_attempts{subscription="${id}"} 1`, `numberplane_subscription_failures{subscription="${id}"} 1`]) expect(body).toContain(line)
    expect(body).toContain(`numberplane_subscription_lag_seconds{subscription="${id}"} `)
  })
})
