import { afterAll, describe, expect, it } from 'vitest'
import { answer, startCallbackReceiver } from '../world/callback-receiver.ts'
import { basicXml, openStandIn, orderEnds, strangeId, subscribe, subscriptionXml } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())

const put = (owner: { account: number, auth?: string }, id: string, body: string) =>
  world.api('PUT', `/accounts/${owner.account}/subscriptions/${id}`, body, { auth: owner.auth })
const read = async (owner: FreshAccount, id: string) =>
  (await world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })).xml
const SUBSCRIPTION = 'Subscriptions/Subscription'
const email = (digest = 'NONE', address = 'someone@example.com') => `<EmailSubscription><Email>${address}</Email><DigestRequested>${digest}</DigestRequested></EmailSubscription>`

describe('200', () => {
  it('replaces subject, URL, expiry and credentials, and answers with an empty body', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://one.example.com/', { more: basicXml('old', 'secret') })
    const { status, text: body } = await put(owner, id, subscriptionXml('https://two.example.com/', {
      about: '<OrderType>PORTINS</OrderType>', expiry: '77', more: basicXml('new', 'secret'),
    }))
    expect({ status, body }).toEqual({ status: 200, body: '' })
    const xml = await read(owner, id)
    expect(text(xml, `${SUBSCRIPTION}/OrderType`)).toBe('portins')
    expect(text(xml, `${SUBSCRIPTION}/CallbackSubscription/URL`)).toBe('https://two.example.com/')
    expect(text(xml, `${SUBSCRIPTION}/CallbackSubscription/Expiry`)).toBe('77')
    expect(text(xml, `${SUBSCRIPTION}/CallbackSubscription/CallbackCredentials/BasicAuthentication/Username`)).toBe('new')
  })

  it('takes back what GET answers, and keeps the password that GET does not tell', async () => {
    const owner = await world.newAccount()
    const receiver = await startCallbackReceiver()
    const id = await subscribe(world, owner, receiver.url, { more: basicXml('User15', 'Hunter15') })
    const told = await world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })
    const whole = /<Subscription>.*<\/Subscription>/s.exec(told.text)?.[0] ?? ''
    expect((await put(owner, id, whole)).status).toBe(200)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(receiver.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('User15:Hunter15').toString('base64')}`)
    expect((await put(owner, id, subscriptionXml(receiver.url))).status).toBe(200)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect(receiver.requests[1]?.headers.authorization).toBeUndefined()
    await receiver.close()
  })

  it('begins the expiry anew, by the account\'s clock', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://one.example.com/', { expiry: '100' })
    await world.advance('PT90S', owner.account)
    expect((await put(owner, id, subscriptionXml('https://one.example.com/', { expiry: '100' }))).status).toBe(200)
    await world.advance('PT90S', owner.account)
    expect(has(await read(owner, id), SUBSCRIPTION)).toBe(true)
  })

  it('turns a callback into a mail and back', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://one.example.com/')
    expect((await put(owner, id, `<Subscription><EventType>MESSAGING_LOST</EventType>${email('daily')}</Subscription>`)).status).toBe(200)
    const mailed = await read(owner, id)
    expect(text(mailed, `${SUBSCRIPTION}/EmailSubscription/DigestRequested`)).toBe('DAILY')
    expect(has(mailed, `${SUBSCRIPTION}/CallbackSubscription`)).toBe(false)
    expect((await put(owner, id, subscriptionXml('https://one.example.com/'))).status).toBe(200)
    expect(has(await read(owner, id), `${SUBSCRIPTION}/EmailSubscription`)).toBe(false)
  })

  it('sends at once to the new URL what the old one did not take', async () => {
    const owner = await world.newAccount()
    const [broken, sound] = [await startCallbackReceiver(answer(500)), await startCallbackReceiver()]
    const id = await subscribe(world, owner, broken.url)
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    expect((await put(owner, id, subscriptionXml(sound.url))).status).toBe(200)
    await world.settle(owner.account)
    expect(sound.requests.map(({ body }) => body)).toEqual(broken.requests.map(({ body }) => body))
    await Promise.all([broken.close(), sound.close()])
  })
})

describe('400', () => {
  it.each([
    ['neither order type nor event type', subscriptionXml('https://one.example.com/', { about: '' }), '14508'],
    ['an unknown order type', subscriptionXml('https://one.example.com/', { about: '<OrderType>pizzas</OrderType>' }), '14500'],
    ['a digest that is not documented', `<Subscription><OrderType>orders</OrderType>${email('WEEKLY')}</Subscription>`, '14502'],
    ['no URL', subscriptionXml(''), '14503'],
    ['a password that nobody knows', subscriptionXml('https://one.example.com/', { more: basicXml('somebody-else', 'x').replace(/<Password>.*<\/Password>/, '') }), '14505'],
    ['a bad URL', subscriptionXml('nowhere'), '14506'],
  ])('%s', async (_what, body, code) => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://one.example.com/', { more: basicXml('User15', 'Hunter15') })
    const before = await world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })
    const { status, xml } = await put(owner, id, body)
    expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 400, code })
    expect((await world.api('GET', `/accounts/${owner.account}/subscriptions/${id}`, undefined, { auth: owner.auth })).text).toBe(before.text)
  })
})

describe('404', () => {
  it('unknown, malformed, expired and another account\'s subscriptions', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const theirs = await subscribe(world, other, 'https://one.example.com/')
    const expired = await subscribe(world, owner, 'https://one.example.com/', { expiry: '10' })
    await world.advance('PT10S', owner.account)
    for (const id of [strangeId(), 'nonsense', theirs, expired]) {
      const { status, xml } = await put(owner, id, subscriptionXml('https://two.example.com/'))
      expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 404, code: '16000' })
    }
  })

  it('an order that does not exist', async () => {
    const owner = await world.newAccount()
    const id = await subscribe(world, owner, 'https://one.example.com/')
    const about = (order: string) => subscriptionXml('https://one.example.com/', { about: `<OrderType>orders</OrderType><OrderId>${order}</OrderId>` })
    const { status, xml } = await put(owner, id, about(strangeId()))
    expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 404, code: '16004' })
    expect((await put(owner, id, about(await openStandIn(world, owner.account)))).status).toBe(200)
  })
})

describe('409', () => {
  it('what another subscription is already; the same again is none', async () => {
    const owner = await world.newAccount()
    await subscribe(world, owner, 'https://one.example.com/')
    const id = await subscribe(world, owner, 'https://two.example.com/')
    const { status, xml } = await put(owner, id, subscriptionXml('https://one.example.com/'))
    expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 409, code: '16008' })
    expect((await put(owner, id, subscriptionXml('https://two.example.com/'))).status).toBe(200)
  })
})
