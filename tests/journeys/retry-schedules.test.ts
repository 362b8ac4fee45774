import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { answer, startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { deliveriesOf, orderEnds, subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount } from '../world/world.ts'

const world = await createWorld()
const receivers: CallbackReceiver[] = []
afterEach(async () => { await Promise.all(receivers.splice(0).map((receiver) => receiver.close())) })
afterAll(() => world.close())

/** One that takes nothing. */
async function refusing(): Promise<CallbackReceiver> {
  const receiver = await startCallbackReceiver(answer(500))
  receivers.push(receiver)
  return receiver
}

const call = (owner: FreshAccount, method: string, path: string, body?: object) => world.api(method, `/accounts/${owner.account}${path}`, body && JSON.stringify(body),
  { auth: owner.auth, headers: { accept: 'application/json', 'content-type': 'application/json' } })

describe('a schedule of retries of its own', () => {
  it('counts for one subscription, by the account\'s clock, until it is taken back', async () => {
    const owner = await world.newAccount()
    const [receiver, other] = [await refusing(), await refusing()]
    const [id, plain] = [await subscribe(world, owner, receiver.url), await subscribe(world, owner, other.url)]
    const general = { own: false, pauses: [10, 30, 60, 120, 300, 480, 600, 800] }
    const path = `/subscriptions/${id}/retries`
    expect((await call(owner, 'GET', path)).json).toEqual(general)
    const set = await call(owner, 'PUT', path, { pauses: [5, 3600] })
    expect([set.status, set.json]).toEqual([200, { own: true, pauses: [5, 3600] }])
    expect((await call(owner, 'GET', path)).json).toEqual({ own: true, pauses: [5, 3600] })
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const attempts = async () => [(await deliveriesOf(world, id))[0]?.attempts, (await deliveriesOf(world, plain))[0]?.attempts]
    const seen: unknown[] = [await attempts()]
    for (const step of ['PT4S', 'PT1S', 'PT5S', 'PT3594S', 'PT1S']) {
      await world.advance(step, owner.account)
      seen.push(await attempts())
    }
    expect(seen.map((pair) => (pair as number[])[0])).toEqual([1, 1, 2, 2, 2, 3])
    expect((seen[3] as number[])[1]).toBe(2)
    expect((await deliveriesOf(world, id))[0]?.state).toBe('abandoned')
    expect((await call(owner, 'DELETE', path)).json).toEqual(general)
    expect((await call(owner, 'GET', path)).json).toEqual(general)
  })

  it('of no pauses tries once, in XML and JSON', async () => {
    const owner = await world.newAccount()
    const receiver = await refusing()
    const id = await subscribe(world, owner, receiver.url)
    const put = await world.api('PUT', `/accounts/${owner.account}/subscriptions/${id}/retries`, '<RetrySchedule><Pauses/></RetrySchedule>', { auth: owner.auth })
    expect([put.status, put.text]).toEqual([200, expect.stringContaining('<RetrySchedule><Own>true</Own><Pauses/></RetrySchedule>')])
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(await deliveriesOf(world, id)).toMatchObject([{ state: 'abandoned', attempts: 1 }])
    const two = await world.api('PUT', `/accounts/${owner.account}/subscriptions/${id}/retries`, '<RetrySchedule><Pauses><Seconds>0</Seconds><Seconds>0</Seconds></Pauses></RetrySchedule>', { auth: owner.auth })
    expect(two.text).toContain('<Pauses><Seconds>0</Seconds><Seconds>0</Seconds></Pauses>')
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect((await deliveriesOf(world, id))[1]).toMatchObject({ state: 'abandoned', attempts: 3 })
  })

  it('stays when the subscription is changed, and is refused where it makes no sense', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://company.example.com/')
    const path = `/subscriptions/${id}/retries`
    await call(owner, 'PUT', path, { pauses: [7] })
    for (const pauses of [[-1], [1_000_000], [1.5], ['x'], 'x', undefined, Array.from({ length: 51 }, () => 1)]) {
      const refused = await call(owner, 'PUT', path, { pauses })
      expect([refused.status, refused.json], JSON.stringify(pauses)).toEqual([400, expect.objectContaining({ code: 400 })])
    }
    const changed = await world.api('PUT', `/accounts/${owner.account}/subscriptions/${id}`,
      '<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>https://other.example.com/</URL><Expiry>3000</Expiry></CallbackSubscription></Subscription>', { auth: owner.auth })
    expect(changed.status).toBe(200)
    expect((await call(owner, 'GET', path)).json).toEqual({ own: true, pauses: [7] })
    const trail = await world.database.db.selectFrom('audit_entry').select('operation').where('account_id', '=', owner.account).where('operation', 'like', '%retries%').execute()
    expect(trail).toEqual([{ operation: 'subscriptions-id-retries-put' }])
  })
})
