import { afterAll, describe, expect, it } from 'vitest'
import { answer, startCallbackReceiver } from '../world/callback-receiver.ts'
import { orderEnds, strangeId, subscribe } from '../world/subscriptions.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())

const remove = (owner: { account: number, auth: string }, id: string) => world.api('DELETE', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })

describe('200', () => {
  it('the subscription is gone, and a second delete finds none', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://company.example.com/')
    const { status, text: body } = await remove(owner, id)
    expect({ status, body }).toEqual({ status: 200, body: '' })
    expect((await world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })).status).toBe(404)
    expect((await remove(owner, id)).status).toBe(404)
  })

  it('drops callbacks that were still to be tried again', async () => {
    const owner = await world.newAccount()
    const receiver = await startCallbackReceiver(answer(500))
    const id = await subscribe(world, owner, receiver.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(receiver.requests).toHaveLength(1)
    expect((await remove(owner, id)).status).toBe(200)
    await world.advance('PT1H', owner.account)
    expect(receiver.requests).toHaveLength(1)
    await receiver.close()
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await world.api('DELETE', `/accounts/${world.account}/subscriptions/${strangeId()}`, undefined, { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it('unknown, malformed and another account\'s ids; the latter stays', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const theirs = await subscribe(world, other, 'https://company.example.com/')
    for (const id of [strangeId(), 'nonsense', theirs]) {
      const { status, xml } = await remove(owner, id)
      expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 404, code: '16000' })
    }
    expect((await remove(other, theirs)).status).toBe(200)
  })
})
