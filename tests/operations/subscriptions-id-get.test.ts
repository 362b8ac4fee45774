import { afterAll, describe, expect, it } from 'vitest'
import { strangeId, subscribe } from '../world/subscriptions.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())

const read = (owner: { account: number, auth: string }, id: string) => world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })

describe('200', () => {
  it('answers a list of the one, as it was defined', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, '"http://company.example.com/callback"', {
      about: '<OrderType>PORTINS</OrderType>', expiry: '4283455101',
      more: '<User>somebody</User><CallbackCredentials><PublicKey>LS0tLS1CRUdJTg==</PublicKey></CallbackCredentials>',
    })
    const { status, text: body } = await read(owner, id)
    expect(status).toBe(200)
    expect(body).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SubscriptionsResponse><Subscriptions>'
      + `<Subscription><SubscriptionId>${id}</SubscriptionId><OrderType>portins</OrderType><CallbackSubscription>`
      + '<URL>"http://company.example.com/callback"</URL><User>somebody</User><Expiry>4283455101</Expiry>'
      + '<CallbackCredentials><PublicKey>LS0tLS1CRUdJTg==</PublicKey></CallbackCredentials></CallbackSubscription></Subscription>'
      + '</Subscriptions></SubscriptionsResponse>')
  })

  it('an id in capitals is the same id', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://company.example.com/')
    expect(text((await read(owner, id.toUpperCase())).xml, 'Subscriptions/Subscription/SubscriptionId')).toBe(id)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await world.api('GET', `/accounts/${world.account}/subscriptions/${strangeId()}`, undefined, { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it('unknown, malformed, expired and another account\'s ids get the same answer', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const theirs = await subscribe(world, other, 'https://company.example.com/')
    const expired = await subscribe(world, owner, 'https://company.example.com/', { expiry: '10' })
    await world.advance('PT10S', owner.account)
    for (const id of [strangeId(), 'nonsense', theirs, expired]) {
      const { status, xml } = await read(owner, id)
      expect(status).toBe(404)
      expect(text(xml, 'ResponseStatus/ErrorCode')).toBe('16000')
      expect(text(xml, 'ResponseStatus/Description')).toBe(`Subscription '${id}' is not found on account ${owner.account}.`)
    }
  })
})
