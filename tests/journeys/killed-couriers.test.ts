import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest'
import type pg from 'pg'
import { databaseUrl } from '../world/global-setup.ts'
import { answer, hang, startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { until } from '../world/order-storm.ts'
import { dataFolder, killAll, start, type ProgramProcess } from '../world/program-process.ts'
import { deliveriesOf, orderEnds, subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/*
 * A worker process is stopped at each point between a transaction and a socket, by what it waits for there (a lock of the
 * database, a receiver), and killed with SIGKILL. Another one then finishes. docs/events.md tells what is guaranteed at each.
 */

const folder = await dataFolder()
// The API is in this process; the workers that die are processes of their own on its database.
const world = await createWorld({ worker: false })
const url = databaseUrl(inject('serverUrl'), await nameOf(world))
const receivers: CallbackReceiver[] = []
const key = randomBytes(32)

afterEach(async () => {
  await killAll()
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()))
})
afterAll(async () => {
  await world.close()
  await folder.remove()
})

async function nameOf({ database }: World): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  return rows[0]?.name ?? ''
}

const worker = (): ProgramProcess => start(['serve', '--role', 'worker'], {
  env: { DATABASE_URL: url, NUMBERPLANE_DATA: folder.path, NUMBERPLANE_SECRET: key.toString('base64'), NUMBERPLANE_LOG_LEVEL: 'silent' },
})

async function subscribed(behaviour = answer(200)): Promise<{ owner: FreshAccount, receiver: CallbackReceiver, id: string }> {
  const owner = await world.newAccount()
  const receiver = await startCallbackReceiver(behaviour)
  receivers.push(receiver)
  return { owner, receiver, id: await subscribe(world, owner, receiver.url) }
}

/** Holds whatever a statement locks until it is let go. */
async function holding(statement: string): Promise<{ letGo: () => Promise<void> }> {
  const client = await world.database.pool.connect()
  await client.query('begin')
  await client.query(statement)
  return {
    letGo: async () => {
      await client.query('rollback')
      client.release()
    },
  }
}

const waitsFor = (lock: string) => until(`a worker waits for ${lock}`, async () => {
  const { rows } = await world.database.pool.query<{ waits: boolean }>(`select exists (select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database() and l.relation = $1::regclass) as waits`, [lock])
  return rows[0]?.waits === true
})

async function kill(process: ProgramProcess): Promise<void> {
  process.kill('SIGKILL')
  await process.ended
}

/** Lets another worker finish. Answers what was kept of the subscription's deliveries. */
async function finish(id: string) {
  const successor = worker()
  await successor.ready()
  await until('everything is delivered', async () => {
    const kept = await deliveriesOf(world, id)
    return kept.length > 0 && kept.every(({ state }) => state === 'delivered')
  })
  await kill(successor)
  return deliveriesOf(world, id)
}

const webhookIds = ({ requests }: CallbackReceiver) => new Set(requests.map(({ headers }) => headers['webhook-id']))

describe('a worker that is killed', () => {
  it('before it relays an event: another one relays it, and it is told once', async () => {
    const { owner, receiver, id } = await subscribed()
    const lock = await holding('select pg_advisory_xact_lock(7201903)')
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await kill(victim)
    expect(await deliveriesOf(world, id)).toEqual([])
    await lock.letGo()
    expect(await finish(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(receiver.requests).toHaveLength(1)
  })

  it('while it plans the deliveries: nothing of that remains, and they are planned once', async () => {
    const { owner, receiver, id } = await subscribed()
    const lock = await holding('lock table delivery in share row exclusive mode')
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await waitsFor('delivery')
    await kill(victim)
    await lock.letGo()
    expect(await finish(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(receiver.requests).toHaveLength(1)
  })

  it('with the job in its hands, before it sends: the job is taken over, and it is told once', async () => {
    const { owner, receiver, id } = await subscribed()
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await until('the first order is told', () => receiver.requests.length === 1)
    const lock = await holding('lock table orders in access exclusive mode')
    await insertEvent(world.database.pool, owner.account)
    await until('the second callback is planned', async () => (await deliveriesOf(world, id)).length === 2)
    await waitsFor('orders')
    await kill(victim)
    await lock.letGo()
    expect(await finish(id)).toMatchObject([{ state: 'delivered' }, { state: 'delivered', attempts: 1 }])
    expect(receiver.requests).toHaveLength(2)
  })

  it('while the callback is on its way: it is sent again as the same attempt under the same id', async () => {
    const { owner, receiver, id } = await subscribed(hang)
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await receiver.waitFor(1, 20_000)
    await kill(victim)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'pending', attempts: 0 }])
    receiver.setBehaviour(answer(200))
    expect(await finish(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(receiver.requests).toHaveLength(2)
    expect(webhookIds(receiver).size).toBe(1)
  })

  it('after the receiver has taken the callback, before that is written: it is sent again under the same id', async () => {
    const { owner, receiver, id } = await subscribed()
    const lock = await holding('lock table delivery_attempt in share row exclusive mode')
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await receiver.waitFor(1, 20_000)
    await waitsFor('delivery_attempt')
    await kill(victim)
    await lock.letGo()
    expect(await finish(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(receiver.requests).toHaveLength(2)
    expect(webhookIds(receiver).size).toBe(1)
  })

  it('while a retry waits for its time: another one makes it', async () => {
    const { owner, receiver, id } = await subscribed(answer(500))
    const victim = worker()
    await victim.ready()
    await orderEnds(world, owner.account)
    await until('the failure is written', async () => (await deliveriesOf(world, id))[0]?.attempts === 1)
    await kill(victim)
    receiver.setBehaviour(answer(200))
    const successor = worker()
    await successor.ready()
    await world.advance('PT10S', owner.account)
    await until('the retry is delivered', async () => (await deliveriesOf(world, id))[0]?.state === 'delivered')
    expect(await deliveriesOf(world, id)).toMatchObject([{ attempts: 2 }])
    expect(receiver.requests).toHaveLength(2)
  })
})

/** An event as an order would write it, of a process that needs no table of orders for that. */
async function insertEvent(pool: pg.Pool, account: number): Promise<void> {
  await pool.query(`insert into event (id, account_id, name, version, at, payload) values (gen_random_uuid(), $1, 'order.note-added', 1, now(),
    jsonb_build_object('orderId', gen_random_uuid(), 'orderType', 'orders', 'note', 'late'))`, [account])
}

