import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { answer, flood, hang, redirect, reset, startCallbackReceiver, type CallbackBehaviour, type CallbackReceiver } from '../world/callback-receiver.ts'
import { basicXml, deliveriesOf, endStandIn, openStandIn, orderEnds, standIn, subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { has, names, text, texts } from '../world/xml.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { emit } from '../../src/kernel/events/event.ts'
import { subjectsImpacted } from '../../src/kernel/events/subjects-impacted.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import { advance } from '../../src/kernel/orders/engine.ts'
import { addNote, changeNote, notesOf } from '../../src/kernel/orders/notes.ts'
import { readXml } from '../../src/kernel/xml/index.ts'

const ATTEMPT_TIMEOUT_MS = 300
const world = await createWorld({ env: { NUMBERPLANE_CALLBACK_TIMEOUT_MS: String(ATTEMPT_TIMEOUT_MS) } })
const receivers: CallbackReceiver[] = []
afterEach(async () => { await Promise.all(receivers.splice(0).map((receiver) => receiver.close())) })
afterAll(() => world.close())

async function receiverWith(behaviour?: CallbackBehaviour): Promise<CallbackReceiver> {
  const receiver = await startCallbackReceiver(behaviour)
  receivers.push(receiver)
  return receiver
}

async function statusOf(owner: FreshAccount, id: string, where: World = world): Promise<string> {
  const { xml } = await where.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })
  return text(xml, 'Subscriptions/Subscription/CallbackSubscription/Status')
}

const orderIds = (receiver: CallbackReceiver) => receiver.requests.map(({ body }) => text(readXml(body), 'OrderId'))

describe('an order that ends', () => {
  it('is told to its subscriber as documented, with the numbers that were obtained', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url, { more: basicXml('User15', 'Hünter 15') })
    const order = await orderEnds(world, owner.account, {
      message: 'Created a new number order for 1 number from WASHINGTON, VA',
      lines: [{ subject: '5402278098' }, { subject: '5402278099', problem: { code: 5005, text: 'gone' } }],
    })
    await world.settle(owner.account)
    const [request] = receiver.requests
    expect(receiver.requests).toHaveLength(1)
    expect(request?.method).toBe('POST')
    expect(request?.headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('User15:Hünter 15').toString('base64')}`)
    expect(request?.body).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Notification><Status>COMPLETE</Status>'
      + `<SubscriptionId>${id}</SubscriptionId><Message>Created a new number order for 1 number from WASHINGTON, VA</Message>`
      + `<OrderId>${order}</OrderId><OrderType>orders</OrderType>`
      + '<CompletedTelephoneNumbers><TelephoneNumber>5402278098</TelephoneNumber></CompletedTelephoneNumbers></Notification>')
    expect(await statusOf(owner, id)).toBe('200 OK')
    expect(await deliveriesOf(world, id)).toEqual([{ state: 'delivered', attempts: 1, errors: [null], bodies: [request?.body] }])
  })

  it('lists the numbers that were tried where none could be obtained, and the customer\'s own order id', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account, {
      move: 'fail', message: '', customerOrderId: 'my-order-1', lines: [{ subject: '5402278098', problem: { code: 5005, text: 'gone' } }],
    })
    await world.settle(owner.account)
    const notification = readXml(receiver.requests[0]?.body ?? '')
    expect(names(notification)).toEqual(['Status', 'SubscriptionId', 'OrderId', 'OrderType', 'CustomerOrderId', 'CompletedTelephoneNumbers'])
    expect(text(notification, 'Status')).toBe('FAILED')
    expect(text(notification, 'CustomerOrderId')).toBe('my-order-1')
    expect(texts(notification, 'CompletedTelephoneNumbers/TelephoneNumber')).toEqual(['5402278098'])
    expect(receiver.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('is told to those only who asked: by account, type of order, and order', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const receiver = await receiverWith()
    const watched = await openStandIn(world, owner.account)
    const ids = {
      all: await subscribe(world, owner, `${receiver.url}/all`),
      one: await subscribe(world, owner, `${receiver.url}/one`, { about: `<OrderType>orders</OrderType><OrderId>${watched}</OrderId>` }),
      type: await subscribe(world, owner, `${receiver.url}/type`, { about: '<OrderType>externaltns</OrderType>' }),
      event: await subscribe(world, owner, `${receiver.url}/event`, { about: '<EventType>MESSAGING_LOST</EventType>' }),
      other: await subscribe(world, other, `${receiver.url}/other`),
    }
    await endStandIn(world, watched)
    await orderEnds(world, owner.account)
    await orderEnds(world, owner.account, { type: 'externalTns' })
    await world.settle(owner.account)
    const told = receiver.requests.map(({ path, body }) => `${path.split('/').at(-1)} ${text(readXml(body), 'OrderType')}`)
    expect(told.sort()).toEqual(['all orders', 'all orders', 'one orders', 'type externalTns'])
    expect(await deliveriesOf(world, ids.event)).toEqual([])
    expect(await deliveriesOf(world, ids.other)).toEqual([])
  })

  it('with 5,000 numbers is told in one piece', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    await subscribe(world, owner, receiver.url)
    const lines = Array.from({ length: 5_000 }, (_, index) => ({ subject: String(9_195_550_000 + index) }))
    for (let i = 0; i < 4; i += 1) await orderEnds(world, owner.account, { lines })
    await world.settle(owner.account)
    expect(receiver.requests).toHaveLength(4)
    for (const { body } of receiver.requests) {
      expect(texts(readXml(body), 'CompletedTelephoneNumbers/TelephoneNumber')).toEqual(lines.map(({ subject }) => subject))
    }
  })
})

describe('a note on an order', () => {
  it('is told to the subscribers of the order, in the order of what happened', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url)
    const order = await openStandIn(world, owner.account, { customerOrderId: 'my-order-2' })
    const type = standIn('orders')
    const added = await world.database.transaction(async (tx) => {
      const first = await addNote(tx, type, owner.account, order, { author: 'jbm', description: 'Please hurry & <call>', at: systemClock.now() })
      await advance(tx, { clock: systemClock, log: createLogger('silent'), actor: 'test' }, type, order, async () => ({ move: 'complete', message: '' }))
      await addNote(tx, type, owner.account, order, { author: 'jbm', description: 'Thanks', at: systemClock.now() })
      return first
    })
    await world.settle(owner.account)
    expect(receiver.requests.map(({ body }) => names(readXml(body)).join())).toEqual([
      'SubscriptionId,OrderId,OrderType,CustomerOrderId,Note', 'Status,SubscriptionId,OrderId,OrderType,CustomerOrderId,CompletedTelephoneNumbers',
      'SubscriptionId,OrderId,OrderType,CustomerOrderId,Note',
    ])
    const told = readXml(receiver.requests[0]?.body ?? '')
    expect([text(told, 'SubscriptionId'), text(told, 'Note')]).toEqual([id, 'Please hurry & <call>'])
    expect(await world.database.transaction((tx) => changeNote(tx, order, added ?? 0, { author: 'eve', description: 'Done', at: systemClock.now() }))).toBe(true)
    expect((await notesOf(world.database.db, order)).map(({ author, description }) => `${author}: ${description}`)).toEqual(['eve: Done', 'jbm: Thanks'])
  })

  it('on an order of another account or type is not written', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const order = await openStandIn(world, owner.account)
    const note = { author: 'jbm', description: 'x', at: systemClock.now() }
    const add = (account: number, type: string) => world.database.transaction((tx) => addNote(tx, standIn(type), account, order, note))
    expect(await add(other.account, 'orders')).toBeUndefined()
    expect(await add(owner.account, 'portins')).toBeUndefined()
  })
})

describe('numbers that lost messaging through somebody else', () => {
  it('are told to those who subscribed to the event', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url, { about: '<EventType>MESSAGING_LOST</EventType>' })
    await subscribe(world, owner, receiver.url)
    await world.database.transaction((tx) =>
      emit(tx, subjectsImpacted, owner.account, systemClock.now(), { eventType: 'MESSAGING_LOST', subjects: ['9192345678', '9192345679'] }))
    await world.settle(owner.account)
    expect(receiver.requests.map(({ body }) => body)).toEqual(['<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Notification>'
      + `<SubscriptionId>${id}</SubscriptionId><EventType>MESSAGING_LOST</EventType><ImpactedTelephoneNumbers><TelephoneNumber>9192345678</TelephoneNumber>`
      + '<TelephoneNumber>9192345679</TelephoneNumber></ImpactedTelephoneNumbers></Notification>'])
  })
})

describe('order of callbacks', () => {
  it('a subscriber gets them in the order of the events, over many batches and although one is refused', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith((_request, n) => n === 40 ? answer(503) : answer(200))
    const id = await subscribe(world, owner, receiver.url)
    const orders: string[] = []
    for (let i = 0; i < 120; i += 1) orders.push(await orderEnds(world, owner.account))
    await world.settle(owner.account)
    expect(orderIds(receiver)).toEqual(orders.slice(0, 40))
    await world.advance('PT10S', owner.account)
    expect(orderIds(receiver)).toEqual([...orders.slice(0, 40), ...orders.slice(39)])
    expect((await deliveriesOf(world, id)).map(({ state }) => state)).toEqual(orders.map(() => 'delivered'))
  })

  it('an event that is relayed twice is told once', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    await subscribe(world, owner, receiver.url)
    const first = await orderEnds(world, owner.account)
    await world.settle(owner.account)
    await world.database.pool.query('update event set relayed = false where account_id = $1', [owner.account])
    const second = await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(orderIds(receiver)).toEqual([first, second])
  })
})

describe('a receiver that does not take a callback', () => {
  it('gets it again, the same, after 10 seconds of the account\'s clock', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500, 'out of order\nstack trace'))
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(await statusOf(owner, id)).toBe('500 Internal Server Error: out of order')
    receiver.setBehaviour(answer(204))
    await world.advance('PT5S', owner.account)
    expect(receiver.requests).toHaveLength(1)
    await world.advance('PT5S', owner.account)
    expect(receiver.requests).toHaveLength(2)
    expect(receiver.requests[1]?.body).toBe(receiver.requests[0]?.body)
    expect(await statusOf(owner, id)).toBe('204 No Content')
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('gets it nine times within 40 minutes, then the next one', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500))
    const id = await subscribe(world, owner, receiver.url)
    const first = await orderEnds(world, owner.account)
    const second = await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const delays = ['PT10S', 'PT30S', 'PT1M', 'PT2M', 'PT5M', 'PT8M', 'PT10M', 'PT13M20S']
    for (const [index, delay] of delays.entries()) {
      expect(receiver.requests).toHaveLength(index + 1)
      expect((await deliveriesOf(world, id)).map(({ state }) => state)).toEqual(['pending', 'pending'])
      await world.advance(delay, owner.account)
    }
    expect(orderIds(receiver)).toEqual([...Array.from({ length: 9 }, () => first), second])
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'abandoned', attempts: 9 }, { state: 'pending', attempts: 1 }])
    receiver.setBehaviour(answer(200))
    await world.advance('PT10S', owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'abandoned' }, { state: 'delivered', attempts: 2 }])
  })

  it.each([
    ['hangs', hang, /^timeout: /],
    ['resets the connection', reset, /^reset: /],
    ['redirects', redirect('http://127.0.0.1:9/elsewhere'), /^302 Found/],
    ['refuses the credentials', answer(401, 'who are you?'), /^401 Unauthorized: who are you\?$/],
    ['answers rubbish', answer(500, '\u0000\ufffe<b>\n'), /^500 Internal Server Error: /],
  ])('that %s: the attempt is on record and shown', async (_what, behaviour, shown) => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(behaviour)
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(receiver.requests).toHaveLength(1)
    expect(await statusOf(owner, id)).toMatch(shown)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'pending', attempts: 1 }])
  })

  it('that floods its answer: the status counts and little of it is read', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(flood(500_000_000))
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(receiver.floodedBytes).toBeLessThan(50_000_000)
  })

  it('does not hold up another subscriber to the same orders', async () => {
    const owner = await world.newAccount()
    const [dead, alive] = [await receiverWith(hang), await receiverWith()]
    const deadId = await subscribe(world, owner, dead.url)
    await subscribe(world, owner, alive.url)
    const orders: string[] = []
    for (let i = 0; i < 20; i += 1) orders.push(await orderEnds(world, owner.account))
    await alive.waitFor(20)
    await world.settle(owner.account)
    expect(orderIds(alive)).toEqual(orders)
    expect(new Set(orderIds(dead))).toEqual(new Set([orders[0]]))
    expect((await deliveriesOf(world, deadId)).filter(({ state }) => state === 'pending')).toHaveLength(20)
  })
})

describe('a process that dies between sending and writing what came of it', () => {
  it('has the callback sent again, as the same attempt', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith()
    const id = await subscribe(world, owner, receiver.url)
    const { pool } = world.database
    // The database refuses the outcome: for the delivery the same as a process that is gone before it could write.
    await pool.query(`create function refuse_attempt() returns trigger language plpgsql as $$ begin raise exception 'refused by the test'; end $$`)
    await pool.query('create trigger refuse_attempt before insert on delivery_attempt for each row execute function refuse_attempt()')
    await orderEnds(world, owner.account)
    await receiver.waitFor(1)
    await world.settle(owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'pending', attempts: 0 }])
    await pool.query('drop function refuse_attempt cascade')
    await receiver.waitFor(2, 15_000)
    await world.settle(owner.account)
    expect(receiver.requests[1]?.body).toBe(receiver.requests[0]?.body)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
  })
})

describe('a subscription that ends', () => {
  it('is not told of what happens after its expiry, but still of what happened before', async () => {
    const owner = await world.newAccount()
    const receiver = await receiverWith(answer(500))
    await subscribe(world, owner, receiver.url, { expiry: '5' })
    const before = await orderEnds(world, owner.account)
    await world.settle(owner.account)
    receiver.setBehaviour(answer(200))
    await world.advance('PT10S', owner.account)
    expect(orderIds(receiver)).toEqual([before, before])
    const after = await openStandIn(world, owner.account)
    await endStandIn(world, after)
    await world.settle(owner.account)
    expect(orderIds(receiver)).toEqual([before, before])
  })
})

describe('a target that callbacks may not reach', () => {
  it('is refused when the subscription is made, and when a name leads to it', async () => {
    const strict = await createWorld({ env: { NUMBERPLANE_CALLBACK_ALLOW: '10.0.0.0/8' } })
    const owner = await strict.newAccount()
    const receiver = await receiverWith()
    await expect(subscribe(strict, owner, receiver.url)).rejects.toThrow('14506')
    const id = await subscribe(strict, owner, receiver.url.replace('127.0.0.1', 'localhost'))
    await orderEnds(strict, owner.account)
    await strict.settle(owner.account)
    expect(receiver.connections).toBe(0)
    expect(await statusOf(owner, id, strict)).toMatch(/^refused-target: /)
    expect((await deliveriesOf(strict, id))[0]?.errors[0]).toMatch(/^refused-target: /)
    expect(has(readXml((await deliveriesOf(strict, id))[0]?.bodies[0] ?? ''), 'OrderId')).toBe(true)
    await strict.close()
  })
})

describe('metrics', () => {
  it('count attempts by outcome', async () => {
    const body = await (await fetch(`${world.origin}/metrics`)).text()
    for (const outcome of ['success', 'rejected', 'failed']) expect(body).toMatch(new RegExp(`numberplane_callback_attempts_total\\{outcome="${outcome}"\\} [1-9]`))
  })
})
