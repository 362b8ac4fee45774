import { afterAll, describe, expect, it } from 'vitest'
import { startCallbackReceiver } from '../world/callback-receiver.ts'
import { basicXml, orderEnds, subscribe } from '../world/subscriptions.ts'
import { createWorld } from '../world/world.ts'
import { all, at, text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())

const list = (owner: { account: number, auth: string }) => world.api('GET', `/accounts/${owner.account}/subscriptions`, undefined, { auth: owner.auth })

describe('200', () => {
  it('an account without subscriptions gets the empty wrapper', async () => {
    const { status, text: body } = await list(await world.newAccount())
    expect(status).toBe(200)
    expect(body).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SubscriptionsResponse><Subscriptions/></SubscriptionsResponse>')
  })

  it('lists mails as they were asked for, and what came of the latest callback', async () => {
    const owner = await world.newAccount()
    const receiver = await startCallbackReceiver()
    const id = await subscribe(world, owner, receiver.url)
    const mail = '<Subscription><EventType>MESSAGING_LOST</EventType><EmailSubscription><Email>a@example.com</Email><DigestRequested>DAILY</DigestRequested></EmailSubscription></Subscription>'
    expect((await world.api('POST', `/accounts/${owner.account}/subscriptions`, mail, { auth: owner.auth })).status).toBe(201)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const [callback, email] = all(at((await list(owner)).xml, 'Subscriptions'), 'Subscription')
    expect(callback && [text(callback, 'SubscriptionId'), text(callback, 'CallbackSubscription/Status')]).toEqual([id, '200 OK'])
    expect(email && [text(email, 'EventType'), text(email, 'EmailSubscription/Email'), text(email, 'EmailSubscription/DigestRequested')])
      .toEqual(['MESSAGING_LOST', 'a@example.com', 'DAILY'])
    await receiver.close()
  })

  it('lists all in the order of their creation, with the documented elements in their order', async () => {
    const owner = await world.newAccount()
    const first = await subscribe(world, owner, 'https://company.example.com/callback', { expiry: '30000', more: basicXml('iris', 'secret') })
    const second = await subscribe(world, owner, 'https://company.example.com/lost', { about: '<EventType>MESSAGING_LOST</EventType>' })
    const { text: body } = await list(owner)
    expect(body).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SubscriptionsResponse><Subscriptions>'
      + `<Subscription><SubscriptionId>${first}</SubscriptionId><OrderType>orders</OrderType><CallbackSubscription>`
      + '<URL>https://company.example.com/callback</URL><Expiry>30000</Expiry><CallbackCredentials><BasicAuthentication>'
      + '<Username>iris</Username></BasicAuthentication></CallbackCredentials></CallbackSubscription></Subscription>'
      + `<Subscription><SubscriptionId>${second}</SubscriptionId><EventType>MESSAGING_LOST</EventType><CallbackSubscription>`
      + '<URL>https://company.example.com/lost</URL><Expiry>3153600000</Expiry></CallbackSubscription></Subscription>'
      + '</Subscriptions></SubscriptionsResponse>')
  })

  it('shows nobody else\'s', async () => {
    const [mine, theirs] = [await world.newAccount(), await world.newAccount()]
    await subscribe(world, theirs, 'https://company.example.com/theirs')
    expect(at((await list(mine)).xml, 'Subscriptions').children).toEqual([])
  })

  it('one that has expired is not shown any more, and may be made again', async () => {
    const owner = await world.newAccount()
    await subscribe(world, owner, 'https://company.example.com/short', { expiry: '60' })
    await world.advance('PT59S', owner.account)
    expect(all(at((await list(owner)).xml, 'Subscriptions'), 'Subscription')).toHaveLength(1)
    await world.advance('PT1S', owner.account)
    expect(all(at((await list(owner)).xml, 'Subscriptions'), 'Subscription')).toHaveLength(0)
    const again = await subscribe(world, owner, 'https://company.example.com/short', { expiry: '60' })
    expect(text((await list(owner)).xml, 'Subscriptions/Subscription/SubscriptionId')).toBe(again)
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await world.api('GET', `/accounts/${world.account}/subscriptions`, undefined, { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it('another account', async () => {
    const other = await world.newAccount()
    const { status, xml } = await list({ account: world.account, auth: other.auth })
    expect(status).toBe(404)
    expect(xml.name).toBe('SubscriptionsResponse')
  })
})
