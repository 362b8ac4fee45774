import numbers from '@bandwidth/numbers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/domains/accounts/index.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text, texts } from '../world/xml.ts'

/** The vendor's own SDK from npm, unmodified, told nothing but where the API is. */
const { AvailableNumbers, Client, InServiceNumber, Order, SipPeer, Site, Subscription, Tn } = numbers

let world: World
let owner: FreshAccount
let receiver: CallbackReceiver
let client: InstanceType<typeof Client>

beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  receiver = await startCallbackReceiver()
  client = clientOf(owner)
})
afterAll(async () => {
  await receiver.close()
  await world.close()
})

function clientOf({ account, auth }: FreshAccount, apiEndPoint = world.url): InstanceType<typeof Client> {
  const [user = '', password = ''] = auth.split(':')
  return new Client(account, user, password, '', '', { apiEndPoint })
}

const address = { houseNumber: '900', streetName: 'Main Campus', streetSuffix: 'Dr', city: 'Raleigh', stateCode: 'NC', zip: '27606', addressType: 'Service' }
const subscription = (url: string) => ({
  orderType: 'orders',
  callbackSubscription: {
    uRL: url, expiry: 3153600000,
    callbackCredentials: { basicAuthentication: { username: 'User15', password: 'Hunter15' } },
  },
})

async function available(query: object): Promise<string[]> {
  const { telephoneNumberList } = await AvailableNumbers.listAsync(client, query) as { telephoneNumberList?: { telephoneNumber: string | string[] } }
  return [telephoneNumberList?.telephoneNumber ?? []].flat()
}

const existing = (tns: readonly string[]) => ({ telephoneNumberList: { telephoneNumber: tns } })

async function ended(order: object) {
  const placed = await Order.createAsync(client, { siteId: owner.site, ...order })
  expect(placed.orderStatus).toBe('RECEIVED')
  await world.settle(owner.account)
  return { id: placed.order.id, answer: await Order.getAsync(client, placed.order.id) }
}

function numbersOf({ completedNumbers }: { [element: string]: unknown }): string[] {
  const { telephoneNumber } = completedNumbers as { telephoneNumber: { fullNumber: string } | { fullNumber: string }[] }
  return [telephoneNumber].flat().map(({ fullNumber }) => fullNumber)
}

describe('sites and SIP peers', () => {
  it('creates, reads and lists sites', async () => {
    const site = await Site.createAsync(client, { name: 'Raleigh', description: 'Made by the SDK', customerName: 'Someone', address })
    expect(site).toMatchObject({ name: 'Raleigh', description: 'Made by the SDK', address: { city: 'Raleigh', stateCode: 'NC', zip: 27606 } })
    expect(await Site.getAsync(client, site.id)).toMatchObject({ id: site.id, name: 'Raleigh' })
    expect((await Site.listAsync(client)).map(({ name }) => name)).toEqual(['Sandbox site', 'Raleigh'])
  })

  it('creates, reads and lists SIP peers; the first one of a site becomes the default', async () => {
    const site = await Site.createAsync(client, { name: 'Peers', address })
    expect(await SipPeer.listAsync(client, site.id)).toHaveLength(0)
    const first = await SipPeer.createAsync(client, {
      siteId: site.id, peerName: 'One', description: 'first', isDefaultPeer: false,
      voiceHosts: { host: { hostName: '1.1.1.1' } }, terminationHosts: { terminationHost: { hostName: '1.1.1.2', port: 5060 } },
    })
    const second = await SipPeer.createAsync(client, { siteId: site.id, peerName: 'Two', isDefaultPeer: false })
    expect(first).toMatchObject({ peerName: 'One', isDefaultPeer: true, voiceHosts: { host: { hostName: '1.1.1.1' } } })
    expect(second).toMatchObject({ peerName: 'Two', isDefaultPeer: false })
    expect((await SipPeer.listAsync(client, site.id)).map(({ id }) => id)).toEqual([first.id, second.id])
    expect(await SipPeer.getAsync(client, site.id, first.id)).toMatchObject({ peerId: first.id, peerName: 'One' })
  })

  it('does not choke on a fetched object that is sent back, with the whole client hanging on it, and stores none of it', async () => {
    const fetched = await Site.getAsync(client, owner.site)
    const made = await Site.createAsync(client, Object.assign(fetched, { name: 'Copy of it' }))
    expect(made).toMatchObject({ name: 'Copy of it' })
    expect(made.id).not.toBe(owner.site)
    const { rows } = await world.database.pool.query<{ all: string }>('select string_agg(site::text, chr(10)) as all from site')
    expect(rows[0]?.all).not.toContain(owner.auth.split(':')[1])
  })
})

describe('searches', () => {
  it.each([
    ['an area code', { areaCode: '919', quantity: 3 }, /^919/],
    ['an exchange', { npaNxx: '540551', quantity: 3 }, /^540551/],
    ['a state', { state: 'CO', quantity: 3 }, /^\d{10}$/],
    ['a city', { city: 'RALEIGH', state: 'NC', quantity: 3 }, /^919|^984/],
    ['a rate center', { rateCenter: 'RALEIGH', state: 'NC', quantity: 3 }, /^919|^984/],
    ['a ZIP code', { zip: '27606', quantity: 3 }, /^\d{10}$/],
  ])('by %s', async (_what, query, shape) => {
    const found = await available(query)
    expect(found).toHaveLength(3)
    for (const tn of found) expect(tn).toMatch(shape)
  })

  it('with details', async () => {
    const found = await AvailableNumbers.listAsync(client, { areaCode: 540, quantity: 2, enableTNDetail: true })
    expect(found).toMatchObject({ resultCount: 2, telephoneNumberDetailList: { telephoneNumberDetail: [{ state: 'VA' }, { state: 'VA' }] } })
  })

  it('answers a list of one and of none in forms that the SDK can read', async () => {
    expect(await available({ areaCode: '919', quantity: 1 })).toHaveLength(1)
    expect(await available({ areaCode: '919', state: 'NJ', quantity: 1 })).toEqual([])
  })

  it('rejects a refused search with the documented code and text', async () => {
    const refused = await AvailableNumbers.listAsync(client, { areaCode: '199' }).catch((error: unknown) => error)
    const { status, response } = refused as { status: number, response: { text: string } }
    expect(status).toBe(400)
    expect(text(readXml(response.text), 'Error/Code')).toBe('4000')
  })
})

describe('subscriptions', () => {
  it('creates, reads, updates, lists and deletes', async () => {
    const made = await Subscription.createAsync(client, subscription('http://127.0.0.1:9/a'))
    expect(made).toMatchObject({ orderType: 'orders', callbackSubscription: { uRL: 'http://127.0.0.1:9/a', expiry: '3153600000' } })
    expect(JSON.stringify(made.callbackSubscription)).not.toContain('Hunter15')
    await made.updateAsync(subscription('http://127.0.0.1:9/c'))
    expect(await Subscription.getAsync(client, String(made.id))).toMatchObject({ callbackSubscription: { uRL: 'http://127.0.0.1:9/c' } })
    const other = await Subscription.createAsync(client, subscription('http://127.0.0.1:9/b'))
    expect((await Subscription.listAsync(client)).map(({ id }) => id)).toEqual([made.id, other.id])
    await made.deleteAsync()
    expect((await Subscription.listAsync(client)).map(({ id }) => id)).toEqual([other.id])
    await expect(Subscription.getAsync(client, made.id)).rejects.toMatchObject({ status: 404 })
    await other.deleteAsync()
    expect(await Subscription.listAsync(client)).toEqual([])
  })
})

describe('orders', () => {
  it('orders numbers that it found, is called back, and sees them in service', async () => {
    const subscribed = await Subscription.createAsync(client, subscription(receiver.url))
    const tns = await available({ areaCode: '303', quantity: 2 })
    const { id, answer } = await ended({ name: 'By number', customerOrderId: 'sdk-1', existingTelephoneNumberOrderType: existing(tns) })
    expect(answer).toMatchObject({ orderStatus: 'COMPLETE', completedQuantity: 2, failedQuantity: 0, order: { name: 'By number', customerOrderId: 'sdk-1' } })
    expect(answer.orderCompleteDate).toBeInstanceOf(Date)
    expect(numbersOf(answer)).toEqual(tns)

    const [callback] = await receiver.waitFor(({ body }) => body.includes(String(id)))
    expect(callback?.headers.authorization).toBe(`Basic ${Buffer.from('User15:Hunter15').toString('base64')}`)
    const told = readXml(callback?.body ?? '')
    expect(names(told)).toEqual(['Status', 'SubscriptionId', 'Message', 'OrderId', 'OrderType', 'CustomerOrderId', 'CompletedTelephoneNumbers'])
    expect([text(told, 'Status'), text(told, 'SubscriptionId'), text(told, 'OrderType')]).toEqual(['COMPLETE', subscribed.id, 'orders'])
    expect(texts(told, 'CompletedTelephoneNumbers/TelephoneNumber')).toEqual(tns)

    const held = await InServiceNumber.listAsync(client, { areacode: '303' })
    expect(held).toMatchObject({ totalCount: 2, telephoneNumbers: { count: 2, telephoneNumber: tns } })
    expect(await InServiceNumber.totalsAsync(client)).toMatchObject({ count: 2 })
    expect(await InServiceNumber.getAsync(client, tns[0] ?? '')).toEqual({})
    await expect(InServiceNumber.getAsync(client, '9195550000')).rejects.toMatchObject({ status: 404 })
    expect(await Tn.getAsync(client, tns[0] ?? '')).toMatchObject({ telephoneNumber: tns[0], status: 'Inservice', accountId: owner.account, siteId: owner.site })
    await subscribed.deleteAsync()
  })

  it.each([
    ['an area code', { areaCodeSearchAndOrderType: { areaCode: '404', quantity: 2 } }, /^404/],
    ['an exchange', { nPANXXSearchAndOrderType: { npaNxx: '540551', enableTNDetail: true, enableLCA: false, quantity: 2 } }, /^540551/],
    ['a state', { stateSearchAndOrderType: { state: 'TX', quantity: 2 } }, /^\d{10}$/],
    ['a city', { citySearchAndOrderType: { city: 'DENVER', state: 'CO', quantity: 2 } }, /^303|^720/],
  ])('orders by %s', async (_what, selection, shape) => {
    const { answer } = await ended(selection)
    expect(answer.orderStatus).toBe('COMPLETE')
    expect(numbersOf(answer)).toHaveLength(2)
    for (const tn of numbersOf(answer)) expect(tn).toMatch(shape)
  })

  it('takes a list whose wrapper is repeated for each number, as the SDK writes an array of objects', async () => {
    const tns = await available({ areaCode: '512', quantity: 3 })
    const { answer } = await ended({ existingTelephoneNumberOrderType: { telephoneNumberList: tns.map((telephoneNumber) => ({ telephoneNumber })) } })
    expect(numbersOf(answer)).toEqual(tns)
  })

  it('tells of a number that is gone: two missing numbers resolve as FAILED, one rejects as the SDK reads it', async () => {
    const tns = await available({ areaCode: '206', quantity: 2 })
    await ended({ existingTelephoneNumberOrderType: existing(tns) })
    const { answer } = await ended({ existingTelephoneNumberOrderType: existing(tns) })
    expect(answer).toMatchObject({ orderStatus: 'FAILED', failedQuantity: 2, failedNumbers: { fullNumber: tns } })
    await expect(ended({ existingTelephoneNumberOrderType: existing(tns.slice(0, 1)) }))
      .rejects.toMatchObject({ code: 5005, message: 'The telephone number is unavailable for ordering' })
  })

  it('lists orders', async () => {
    const listed = await Order.listAsync(client, { customerOrderId: 'sdk-1' })
    expect(listed).toMatchObject({ listOrderIdUserIdDate: { totalCount: 1, orderIdUserIdDate: { orderStatus: 'COMPLETE', countOfTNs: 2 } } })
  })

  it('rejects a refused order', async () => {
    await expect(Order.createAsync(client, { siteId: 999999, areaCodeSearchAndOrderType: { areaCode: '919', quantity: 1 } }))
      .rejects.toMatchObject({ status: 400 })
  })
})

describe('credentials', () => {
  it('rejects wrong ones with 401', async () => {
    const stranger = clientOf({ ...owner, auth: 'sandbox:wrong' })
    await expect(Site.listAsync(stranger)).rejects.toMatchObject({ status: 401 })
  })

  it('works with a Bearer token that was fetched before', async () => {
    const made = await world.database.transaction(async (tx) => {
      const user = await tx.selectFrom('app_user').select('id').where('username', '=', owner.auth.split(':')[0] ?? '').executeTakeFirstOrThrow()
      return createClient(tx, { userId: user.id, at: new Date() })
    })
    const response = await fetch(`${world.url}/v1/oauth2/token`, {
      method: 'POST', body: 'grant_type=client_credentials',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${made.id}:${made.secret}`).toString('base64')}` },
    })
    const { access_token: tempAccessToken } = await response.json() as { access_token: string }
    const bearer = new Client(owner.account, '', '', '', '', { apiEndPoint: world.url, tempAccessToken })
    expect((await Site.listAsync(bearer)).map(({ id }) => id)).toContain(owner.site)
  })

  it('sees nothing of another account, in the same words as of none', async () => {
    const refusal = async (account: number) => {
      const failed = await Site.listAsync(clientOf({ ...owner, account })).catch((error: unknown) => error)
      const { status, response } = failed as { status: number, response: { text: string } }
      return { status, text: response.text }
    }
    const theirs = await refusal(world.account)
    expect(theirs.status).toBe(404)
    expect(theirs).toEqual(await refusal(1))
  })
})

describe('operations that are not built', () => {
  const { Account, City, Disconnect, LnpChecker, PortIn, User } = numbers

  /** Calls of the SDK with the operation that each one reaches. */
  const calls: readonly (readonly [operation: string, call: () => Promise<unknown>])[] = [
    ['GET /accounts/{accountId}/products', () => Account.getProductsAsync(client)],
    ['GET /accounts/{accountId}/moveTns', () => Account.getMoveTnsOrdersAsync(client)],
    ['GET /users', () => User.listAsync(client)],
    ['GET /tns', () => Tn.listAsync(client, {})],
    ['GET /cities', () => City.listAsync(client, { state: 'NC' })],
    ['POST /accounts/{accountId}/disconnects', () => Disconnect.createAsync(client, 'x', ['9195551212'])],
    ['POST /accounts/{accountId}/portins', () => PortIn.createAsync(client, { siteId: 1 })],
    ['POST /accounts/{accountId}/lnpchecker', () => LnpChecker.checkAsync(client, ['9195551212'])],
    ['GET /accounts/{accountId}/orders/{}/notes', async () => (await anyOrder()).getNotesAsync()],
    ['PUT /accounts/{accountId}/sites/{}', async () => (await Site.getAsync(client, owner.site)).updateAsync({ name: 'other' })],
  ]

  async function anyOrder() {
    const { order } = await Order.createAsync(client, { siteId: owner.site, areaCodeSearchAndOrderType: { areaCode: '919', quantity: 1 } })
    return order
  }

  it('are rejected with 501 and a text, and do not hang', async () => {
    const built = new Map(world.program.routes.map(({ operation: { method, path, built: done } }) =>
      [`${method} ${path.replace(/\{(?!accountId)\w+\}/g, '{}')}`.toLowerCase(), done !== false]))
    for (const [operation] of calls) expect(built.has(operation.toLowerCase()), `${operation} is not known at all`).toBe(true)
    const unbuilt = calls.filter(([operation]) => built.get(operation.toLowerCase()) === false)
    expect(unbuilt.length).toBeGreaterThan(0)
    for (const [operation, call] of unbuilt) {
      const failed = await call().catch((error: unknown) => error) as { status?: number, response?: { text: string } }
      expect([operation, failed.status]).toEqual([operation, 501])
      expect(failed.response?.text, operation).toMatch(/<\w+>.*not (built|described)/s)
    }
  }, 10_000)
})
