import { generateKeyPairSync } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { basicXml, openStandIn, strangeId, subscriptionXml } from '../world/subscriptions.ts'
import { createWorld } from '../world/world.ts'
import { at, text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())

const path = (account = world.account) => `/accounts/${account}/subscriptions`
const post = (body: string) => world.api('POST', path(), body)
let made = 0
const mailXml = (address: string, digest: string) =>
  `<Subscription><OrderType>portins</OrderType><EmailSubscription><Email>${address}</Email><DigestRequested>${digest}</DigestRequested></EmailSubscription></Subscription>`
const freshUrl = () => `https://receiver.example.com/${++made}`

async function refusal(body: string) {
  const { status, xml } = await post(body)
  expect(xml.name).toBe('SubscriptionsResponse')
  return { status, code: text(xml, 'ResponseStatus/ErrorCode'), description: text(xml, 'ResponseStatus/Description') }
}

describe('201', () => {
  it('the documented example: Location names the subscription, the body is empty', async () => {
    const { status, headers, text: body } = await post(`<Subscription>
      <OrderType>orders</OrderType>
      <CallbackSubscription>
        <URL>"http://yourhost:8080/path/to/resource"</URL>
        <User>a-user-id</User>
        <Expiry>12000</Expiry>
        <CallbackCredentials>
          <BasicAuthentication><Username>superuser</Username><Password>s3cure</Password></BasicAuthentication>
          <PublicKey>LS0tLS1CRUdJTiBDRVJUSU [...] kQgQ0VSVElGSUNBVEUtLS0tLQ0K</PublicKey>
        </CallbackCredentials>
      </CallbackSubscription>
    </Subscription>`)
    expect(status).toBe(201)
    expect(body).toBe('')
    const location = headers.get('location') ?? ''
    expect(location.startsWith(`${world.url}${path()}/`)).toBe(true)
    const id = location.split('/').at(-1)
    const read = await world.api('GET', `${path()}/${id}`)
    expect(text(read.xml, 'Subscriptions/Subscription/SubscriptionId')).toBe(id)
  })

  it('keeps the password sealed: neither readable in the database nor ever returned', async () => {
    const { headers } = await post(subscriptionXml(freshUrl(), { more: basicXml('iris', 'open-sesame-4711') }))
    const id = headers.get('location')?.split('/').at(-1) ?? ''
    const { rows } = await world.database.pool.query('select to_jsonb(s)::text as kept from subscription s where id = $1', [id])
    expect(rows[0].kept).toContain('"iris"')
    expect(rows[0].kept).not.toContain('open-sesame')
    for (const where of [path(), `${path()}/${id}`]) expect((await world.api('GET', where)).text).not.toContain('open-sesame')
  })

  it('takes order types in any case and returns them in the documented spelling', async () => {
    for (const [given, canonical] of [['IMPORTTNORDERS', 'importtnorders'], ['externaltns', 'externalTns'], ['Csrs', 'csrs'], ['bulkportins', 'bulkPortins']]) {
      const { status, headers } = await post(subscriptionXml(freshUrl(), { about: `<OrderType> ${given} </OrderType>` }))
      expect(status).toBe(201)
      const read = await world.api('GET', `${path()}/${headers.get('location')?.split('/').at(-1)}`)
      expect(text(read.xml, 'Subscriptions/Subscription/OrderType')).toBe(canonical)
    }
  })

  it('takes MESSAGING_LOST, one order, and an expiry of a hundred years', async () => {
    const order = await openStandIn(world, world.account)
    for (const about of ['<EventType>messaging_lost</EventType>', `<OrderType>orders</OrderType><OrderId>${order.toUpperCase()}</OrderId>`]) {
      const { status, headers } = await post(subscriptionXml(freshUrl(), { about, expiry: '3153600000' }))
      expect(status).toBe(201)
      const read = await world.api('GET', `${path()}/${headers.get('location')?.split('/').at(-1)}`)
      expect(text(read.xml, 'Subscriptions/Subscription/CallbackSubscription/Expiry')).toBe('3153600000')
    }
  })

  it('takes a subscription by mail, and shows it as it was asked for', async () => {
    for (const [digest, shown] of [['NONE', 'NONE'], ['daily', 'DAILY']] as const) {
      const { status, headers } = await post(mailXml(`somebody+${++made}@example.com`, digest))
      expect(status).toBe(201)
      const read = await world.api('GET', `${path()}/${headers.get('location')?.split('/').at(-1)}`)
      expect(read.text).toContain('<OrderType>portins</OrderType><EmailSubscription>'
        + `<Email>somebody+${made}@example.com</Email><DigestRequested>${shown}</DigestRequested></EmailSubscription></Subscription>`)
    }
  })

  it('takes a certificate and a public key in the documented form', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    const more = `<CallbackCredentials><PublicKey>${Buffer.from(pem).toString('base64')}</PublicKey></CallbackCredentials>`
    expect((await post(subscriptionXml(freshUrl(), { more }))).status).toBe(201)
  })

  it('takes JSON', async () => {
    const body = JSON.stringify({ orderType: 'orders', callbackSubscription: { url: freshUrl(), expiry: 60 } })
    const { status } = await world.api('POST', path(), body, { headers: { 'content-type': 'application/json' } })
    expect(status).toBe(201)
  })
})

describe('400', () => {
  it.each([
    ['an order type that is not documented', '<OrderType>pizzas</OrderType>', '14500'],
    ['an event type that is not documented', '<EventType>MESSAGING_GAINED</EventType>', '14507'],
    ['neither order type nor event type', '', '14508'],
    ['both order type and event type', '<OrderType>orders</OrderType><EventType>MESSAGING_LOST</EventType>', '14508'],
    ['an order id that is no UUID', '<OrderType>orders</OrderType><OrderId>4711</OrderId>', '1008'],
    ['an order id with an event type', `<EventType>MESSAGING_LOST</EventType><OrderId>${strangeId()}</OrderId>`, '14501'],
  ])('%s', async (_what, about, code) => {
    expect(await refusal(subscriptionXml(freshUrl(), { about }))).toMatchObject({ status: 400, code })
  })

  it.each([
    ['an empty URL', '', '14503'],
    ['no URL at all', null, '14503'],
    ['a URL without a scheme', 'receiver.example.com/path', '14506'],
    ['a URL of another scheme', 'ftp://receiver.example.com/', '14506'],
    ['a URL with credentials', 'https://user:secret@receiver.example.com/', '14506'],
    ['an address that callbacks may not reach', 'http://169.254.169.254/latest', '14506'],
  ])('%s', async (_what, url, code) => {
    const body = subscriptionXml(url ?? '')
    expect(await refusal(url === null ? body.replace('<URL/>', '').replace('<URL></URL>', '') : body)).toMatchObject({ status: 400, code })
  })

  it.each([
    ['missing', ''], ['zero', '0'], ['negative', '-5'], ['a fraction', '1.5'], ['not a number', 'soon'], ['beyond the calendar', '99999999999999'],
  ])('an Expiry that is %s', async (_what, expiry) => {
    const { status, code, description } = await refusal(subscriptionXml(freshUrl(), { expiry }))
    expect({ status, code }).toEqual({ status: 400, code: '14501' })
    expect(description).toContain('Subscription.CallbackSubscription.Expiry')
  })

  it('a user name of 101 characters; one of 100 is taken', async () => {
    expect(await refusal(subscriptionXml(freshUrl(), { more: basicXml('u'.repeat(101), 'p') }))).toMatchObject({ status: 400, code: '14501' })
    expect((await post(subscriptionXml(freshUrl(), { more: basicXml('u'.repeat(100), 'p') }))).status).toBe(201)
  })

  it('a user name with a colon', async () => {
    expect(await refusal(subscriptionXml(freshUrl(), { more: basicXml('a:b', 'p') }))).toMatchObject({ status: 400, code: '14501' })
  })

  it('half of the credentials', async () => {
    for (const half of [basicXml('', 'p'), basicXml('u', '')]) {
      expect(await refusal(subscriptionXml(freshUrl(), { more: half }))).toMatchObject({ status: 400, code: '14505' })
    }
  })

  it('a public key that is not Base64', async () => {
    const more = '<CallbackCredentials><PublicKey>-----BEGIN CERTIFICATE-----!</PublicKey></CallbackCredentials>'
    expect(await refusal(subscriptionXml(freshUrl(), { more }))).toMatchObject({ status: 400, code: '14504' })
  })

  it('a public key that nobody can read, for a receiver that would be held to it', async () => {
    const more = `<CallbackCredentials><PublicKey>${Buffer.from('not a key').toString('base64')}</PublicKey></CallbackCredentials>`
    expect(await refusal(subscriptionXml(freshUrl(), { more }))).toMatchObject({ status: 400, code: '14504' })
    expect((await post(subscriptionXml(freshUrl().replace('https:', 'http:'), { more }))).status).toBe(201)
  })

  it.each([
    ['no address', '', 'NONE', '14501'],
    ['no mail address', 'somebody', 'NONE', '14501'],
    ['two addresses', 'a@example.com,b@example.com', 'NONE', '14501'],
    ['an address that would be a header', 'a@example.com&#10;Bcc: b@example.com', 'NONE', '14501'],
    ['no digest', 'a@example.com', '', '14502'],
    ['another digest', 'a@example.com', 'HOURLY', '14502'],
  ])('a mail with %s', async (_what, address, digest, code) => {
    expect(await refusal(mailXml(address, digest))).toMatchObject({ status: 400, code })
  })

  it('more subscriptions than an account may have; those to one order do not count', async () => {
    const small = await createWorld({ worker: false, env: { NUMBERPLANE_SUBSCRIPTIONS_MAX: '2' } })
    const owner = await small.newAccount()
    const make = (body: string) => small.api('POST', path(owner.account), body, { auth: owner.auth })
    const order = await openStandIn(small, owner.account)
    expect((await make(subscriptionXml(freshUrl()))).status).toBe(201)
    expect((await make(subscriptionXml(freshUrl(), { about: `<OrderType>orders</OrderType><OrderId>${order}</OrderId>` }))).status).toBe(201)
    expect((await make(mailXml('a@example.com', 'NONE'))).status).toBe(201)
    const { status, xml } = await make(subscriptionXml(freshUrl()))
    expect({ status, code: text(xml, 'ResponseStatus/ErrorCode') }).toEqual({ status: 400, code: '16006' })
    await small.close()
  })

  it('no way to tell the subscriber, or two', async () => {
    const email = '<EmailSubscription><Email>a@example.com</Email><DigestRequested>NONE</DigestRequested></EmailSubscription>'
    expect(await refusal('<Subscription><OrderType>orders</OrderType></Subscription>')).toMatchObject({ status: 400, code: '14501' })
    const both = subscriptionXml(freshUrl()).replace('</Subscription>', `${email}</Subscription>`)
    expect(await refusal(both)).toMatchObject({ status: 400, code: '14501' })
  })

  it('a body that is not XML, or of another root', async () => {
    expect(await refusal('<Subscription>')).toMatchObject({ status: 400, code: '14501' })
    expect(await refusal('<Order/>')).toMatchObject({ status: 400, code: '14501' })
  })

  it('leaves nothing behind', async () => {
    const other = await world.newAccount()
    await world.api('POST', path(other.account), subscriptionXml('nowhere'), { auth: other.auth })
    const { xml } = await world.api('GET', path(other.account), undefined, { auth: other.auth })
    expect(at(xml, 'Subscriptions').children).toEqual([])
  })
})

describe('401', () => {
  it('without credentials', async () => {
    expect((await world.api('POST', path(), subscriptionXml(freshUrl()), { auth: false })).status).toBe(401)
  })
})

describe('404', () => {
  it('an order that does not exist, is of another type, or is another account\'s: in the same words', async () => {
    const other = await world.newAccount()
    const [unknown, theirs, ours] = [strangeId(), await openStandIn(world, other.account), await openStandIn(world, world.account, { type: 'disconnects' })]
    for (const order of [unknown, theirs, ours]) {
      const answer = await refusal(subscriptionXml(freshUrl(), { about: `<OrderType>orders</OrderType><OrderId>${order}</OrderId>` }))
      expect(answer).toEqual({ status: 404, code: '16004', description: `Order '${order}' of type orders is not found.` })
    }
  })

  it('another account', async () => {
    const other = await world.newAccount()
    expect((await world.api('POST', path(world.account), subscriptionXml(freshUrl()), { auth: other.auth })).status).toBe(404)
  })
})

describe('409', () => {
  it('the same subject and URL again, also when both come at once', async () => {
    const body = subscriptionXml(freshUrl())
    const answers = await Promise.all([post(body), post(body), post(body)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(await refusal(body)).toMatchObject({ status: 409, code: '16008' })
  })

  it('the same subject and mail address again', async () => {
    expect((await post(mailXml('twice@example.com', 'NONE'))).status).toBe(201)
    expect(await refusal(mailXml('twice@example.com', 'DAILY'))).toMatchObject({ status: 409, code: '16008' })
  })

  it('is not answered for another URL, another type or one order of it', async () => {
    const url = freshUrl()
    const order = await openStandIn(world, world.account)
    const abouts = ['<OrderType>orders</OrderType>', '<OrderType>portins</OrderType>', '<EventType>MESSAGING_LOST</EventType>', `<OrderType>orders</OrderType><OrderId>${order}</OrderId>`]
    for (const about of abouts) expect((await post(subscriptionXml(url, { about }))).status).toBe(201)
  })
})
