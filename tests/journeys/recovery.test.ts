import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postmasterPid } from '../../src/gateways/embedded-postgres/testing.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { readLedger, startStorm, until, withClient, type OrderStorm } from '../world/order-storm.ts'
import { dataFolder, killAll, start, type ProgramProcess } from '../world/program-process.ts'
import { subscriptionXml } from '../world/subscriptions.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'
import { text } from '../world/xml.ts'

const ORDERS = 200
/** How many orders are accepted before something is killed. */
const MIDWAY = 60

let folder: Awaited<ReturnType<typeof dataFolder>>
let receiver: CallbackReceiver
let program: ProgramProcess
let address: string

async function bringUp(): Promise<void> {
  program = start(['serve'], { env: { NUMBERPLANE_DATA: folder.path } })
  address = await program.ready()
}

const databaseUrl = () => readFile(join(folder.path, 'database-url'), 'utf8')
const headers = { authorization: `Basic ${Buffer.from('sandbox:sandbox').toString('base64')}`, 'content-type': 'application/xml' }

beforeAll(async () => {
  folder = await dataFolder()
  receiver = await startCallbackReceiver()
  await bringUp()
})
afterAll(async () => {
  program.kill('SIGTERM')
  await program.ended
  await killAll()
  await receiver.close()
  await folder.remove()
})

/** A sandbox as on its first day, with one subscriber to all its orders. Answers the site to order for. */
async function startOver(): Promise<number> {
  const reset = await fetch(`${address}/sandbox/accounts/${SANDBOX_ACCOUNT}/reset`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } })
  expect(reset.status).toBe(200)
  const subscribed = await fetch(`${address}/api/accounts/${SANDBOX_ACCOUNT}/subscriptions`, { method: 'POST', headers, body: subscriptionXml(receiver.url) })
  expect(subscribed.status).toBe(201)
  return withClient(await databaseUrl(), async (client) =>
    Number((await client.query(`select id from site where account_id = ${SANDBOX_ACCOUNT} order by id limit 1`)).rows[0].id))
}

/** Every order ended once, every number has one order, every ending was told. */
async function expectWhole(storm: OrderStorm): Promise<void> {
  await withClient(await databaseUrl(), async (client) => {
    await until('all orders have ended', async () => (await readLedger(client)).orders.every(({ status }) => status !== 'RECEIVED'))
    const { orders, sharedNumbers, strayNumbers } = await readLedger(client)
    expect(orders.map(({ id }) => id)).toEqual([...storm.accepted].sort())
    expect(new Set(orders.map(({ customerOrderId }) => customerOrderId)).size).toBe(ORDERS)
    expect(orders.filter(({ status, endings, numbers }) => status !== 'COMPLETE' || endings !== 1 || numbers !== 2)).toEqual([])
    expect(sharedNumbers).toEqual([])
    expect(strayNumbers).toEqual([])
  })
  await until('every ending was told', () => {
    const told = new Set(receiver.requests.map(({ body }) => text(readXml(body), 'OrderId')))
    return storm.accepted.every((id) => told.has(id))
  })
}

describe('200 orders arrive while', { timeout: 120_000 }, () => {
  it('the program is killed and started again on the same data', async () => {
    const storm = startStorm({ address: () => address, site: await startOver(), count: ORDERS })
    await storm.reached(MIDWAY)
    program.kill('SIGKILL')
    await program.ended
    await bringUp()
    await storm.done
    expect(storm.refusals.unreachable).toBeGreaterThan(0)
    await expectWhole(storm)
  })

  it('the database is killed: clients hear 503 until it is back by itself', async () => {
    const before = program.pid
    const storm = startStorm({ address: () => address, site: await startOver(), count: ORDERS })
    await storm.reached(MIDWAY)
    process.kill(postmasterPid(folder.path), 'SIGKILL')
    await storm.done
    expect([...storm.refusals.statuses.keys()]).toEqual([503])
    expect(text(readXml(storm.refusals.statuses.get(503) ?? ''), 'ErrorList/Error/Code')).toMatch(/^\d+$/)
    await expectWhole(storm)
    expect(program.pid).toBe(before)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
  })

  it('both are killed at once', async () => {
    const storm = startStorm({ address: () => address, site: await startOver(), count: ORDERS })
    await storm.reached(MIDWAY)
    const postmaster = postmasterPid(folder.path)
    program.kill('SIGKILL')
    process.kill(postmaster, 'SIGKILL')
    await program.ended
    await bringUp()
    await storm.done
    await expectWhole(storm)
  })
})
