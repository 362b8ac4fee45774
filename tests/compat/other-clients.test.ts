import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/domains/accounts/index.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { existingOrder, firstSite, search } from '../world/orders.ts'
import { exactHeader, rawRequest, type RawRequest } from '../world/raw-http.ts'
import { createWorld, type World } from '../world/world.ts'
import { has, names, text, texts } from '../world/xml.ts'

/** What the official clients for other languages put on the wire, told by their source, sent by hand. */

const AUTH = 'sandbox:sandbox'
const XML = { 'Content-Type': 'application/xml' }
let world: World
let site: number
let account: string

beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
  account = `/accounts/${world.account}`
})
afterAll(() => world.close())

const send = (request: RawRequest) => rawRequest(world.origin, { auth: AUTH, ...request })
const order = (body: string, prefix = '/api') => send({ method: 'POST', path: `${prefix}${account}/orders`, body, headers: XML })
const areaCode = (quantity = 1) => `<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType>`
const idOf = (body: string) => text(readXml(body), 'Order/id')

/** Numbers that no order of an earlier test is about to take. */
async function available(quantity: number): Promise<string[]> {
  await world.settle()
  return search(world, quantity)
}

async function finished(id: string) {
  await world.settle()
  return (await world.api('GET', `${account}/orders/${id}`)).xml
}

describe('Java: credentials only after a challenge', () => {
  it('answers the first request without credentials with 401 and a Basic challenge with a realm', async () => {
    const answer = await rawRequest(world.origin, { path: `/v1.0${account}/sites` })
    expect(answer.status).toBe(401)
    expect(exactHeader(answer, 'WWW-Authenticate')).toMatch(/^Basic realm="[^"]+"/)
    expect(text(readXml(answer.body), 'ResponseStatus/ErrorCode')).toBe('401')
  })

  it('also when that first request has a body, which is then sent again', async () => {
    const [tn = ''] = await available(1)
    const request = { method: 'POST', path: `/v1.0${account}/orders`, body: existingOrder(site, [tn]), headers: XML }
    expect((await rawRequest(world.origin, request)).status).toBe(401)
    const answer = await send(request)
    expect(answer.status).toBe(201)
    expect(text(await finished(idOf(answer.body)), 'OrderStatus')).toBe('COMPLETE')
  })

  it('finds the header Location spelled exactly so, without query and slash at its end', async () => {
    const answer = await send({
      method: 'POST', path: `/v1.0${account}/subscriptions`, headers: XML,
      body: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>http://127.0.0.1:9/</URL><Expiry>60</Expiry></CallbackSubscription></Subscription>',
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toBe('')
    expect(exactHeader(answer, 'Location')).toMatch(new RegExp(`^${world.origin}/v1[.]0${account}/subscriptions/[0-9a-f-]{36}$`))
  })

  it('gets a 201 with Location from every operation that creates', async () => {
    const address = '<Address><HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip><AddressType>Service</AddressType></Address>'
    const made = await send({ method: 'POST', path: `/v1.0${account}/sites`, headers: XML, body: `<Site><Name>Java</Name>${address}</Site>` })
    expect([made.status, exactHeader(made, 'Location')]).toEqual([201, expect.stringMatching(/\/sites\/\d+$/)])
    const peers = `/v1.0${account}/sites/${exactHeader(made, 'Location')?.split('/').at(-1)}/sippeers`
    const peer = await send({ method: 'POST', path: peers, headers: XML, body: '<SipPeer><PeerName>J</PeerName><IsDefaultPeer>true</IsDefaultPeer></SipPeer>' })
    expect([peer.status, exactHeader(peer, 'Location')]).toEqual([201, expect.stringMatching(new RegExp(`^${world.origin}${peers}/\\d+$`))])
    const placed = await order(`<Order><SiteId>${site}</SiteId>${areaCode()}</Order>`, '/v1.0')
    expect(exactHeader(placed, 'Location')).toBe(`${world.origin}/v1.0${account}/orders/${idOf(placed.body)}`)
  })
})

describe('Ruby: /v1.0, camelized query names, XML wanted', () => {
  it.each(['enableTnDetail', 'enableTNDetail', 'ENABLETNDETAIL'])('reads the query name %s', async (name) => {
    const answer = await send({ path: `/v1.0${account}/availableNumbers?areaCode=540&quantity=2&${name}=true`, headers: { Accept: 'application/xml' } })
    expect(answer.status).toBe(200)
    expect(texts(readXml(answer.body), 'TelephoneNumberDetailList/TelephoneNumberDetail')).toHaveLength(2)
  })

  it('builds links with the prefix of the request', async () => {
    for (let n = 0; n < 2; n += 1) expect((await order(`<Order><SiteId>${site}</SiteId>${areaCode()}</Order>`)).status).toBe(201)
    const answer = await send({ path: `/v1.0${account}/orders?page=1&size=1` })
    expect(text(readXml(answer.body), 'ListOrderIdUserIdDate/Links/next')).toMatch(new RegExp(`^Link=<${world.origin}/v1[.]0${account}/orders\\?.*>;rel="next";$`))
  })

  it('gets XML that parses for every refusal, since it parses before it looks at the status', async () => {
    for (const path of [`/v1.0${account}/orders/nonsense`, `/v1.0${account}/nothing`, '/v1.0/accounts/1/sites', `/v1.0${account}/portins`]) {
      const { status, body } = await send({ path, headers: { Accept: 'application/xml' } })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(readXml(body).name, `${path} answered ${body}`).toMatch(/^\w+$/)
    }
  })

  it('may send parameters of a DELETE in the query and a body with it', async () => {
    const { headers } = await world.api('POST', `${account}/subscriptions`,
      '<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>http://127.0.0.1:9/ruby</URL><Expiry>60</Expiry></CallbackSubscription></Subscription>')
    const path = new URL(headers.get('location') ?? '').pathname
    expect((await send({ method: 'DELETE', path: `${path}?Reason=none`, body: '<Reason/>', headers: XML })).status).toBe(200)
  })
})

describe('Python: Content-Type everywhere, its own spelling, elements in alphabetical order', () => {
  it('reads with a Content-Type and no body', async () => {
    expect((await send({ path: `/api${account}/sites`, headers: XML })).status).toBe(200)
    expect((await send({ path: '/api/tns/9195551212', headers: XML })).status).toBe(404)
  })

  it('orders with NpanxxSearchAndOrderType and a <Name> behind everything', async () => {
    const body = '<?xml version=\'1.0\' encoding=\'UTF-8\'?>\n<Order><CustomerOrderId>py</CustomerOrderId><Name>alphabetical</Name>' +
      '<NpanxxSearchAndOrderType><EnableLCA>false</EnableLCA><EnableTNDetail>false</EnableTNDetail><NpaNxx>540551</NpaNxx><Quantity>1</Quantity></NpanxxSearchAndOrderType>' +
      `<PartialAllowed>false</PartialAllowed><SiteId>${site}</SiteId></Order>`
    const answer = await order(body)
    expect(answer.status).toBe(201)
    expect(has(readXml(answer.body), 'Order/NPANXXSearchAndOrderType')).toBe(true)
    expect(text(await finished(idOf(answer.body)), 'OrderStatus')).toBe('COMPLETE')
  })

  it('finds code before text by position, and a body in every refusal', async () => {
    const { body } = await order('<Order/>')
    const list = readXml(body).children.find(({ name }) => name === 'ErrorList')
    expect(names(list?.children[0] ?? readXml(body)).slice(0, 2)).toEqual(['Code', 'Description'])
    const missing = readXml((await send({ path: `/api${account}/sites/1` })).body)
    expect(names(missing.children[0] ?? missing)).toEqual(['ErrorCode', 'Description'])
  })

  it('succeeds with 200 where it deletes', async () => {
    const { headers } = await world.api('POST', `${account}/subscriptions`,
      '<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>http://127.0.0.1:9/py</URL><Expiry>60</Expiry></CallbackSubscription></Subscription>')
    const path = new URL(headers.get('location') ?? '').pathname
    const deleted = await send({ method: 'DELETE', path, headers: XML })
    expect([deleted.status, deleted.body]).toEqual([200, ''])
  })
})

describe('PHP: empty elements, no empty lists', () => {
  it('reads an empty <IsDefaultPeer> as false', async () => {
    const answer = await send({
      method: 'POST', path: `/api${account}/sites/${site}/sippeers`, headers: { 'Content-Type': 'application/xml' },
      body: '<SipPeer><PeerName>php</PeerName><IsDefaultPeer></IsDefaultPeer></SipPeer>',
    })
    expect(answer.status).toBe(201)
    const peer = await send({ path: new URL(exactHeader(answer, 'Location') ?? '').pathname })
    expect(text(readXml(peer.body), 'SipPeer/IsDefaultPeer')).toBe('false')
  })

  it('reads empty optional elements as absent', async () => {
    const answer = await order(`<Order><CustomerOrderId></CustomerOrderId><Name></Name><PeerId></PeerId><SiteId>${site}</SiteId><BackOrderRequested></BackOrderRequested>${areaCode()}</Order>`)
    expect(answer.status).toBe(201)
    expect(has(readXml(answer.body), 'Order/CustomerOrderId')).toBe(false)
  })

  it('gets <SearchResult/> and not an empty list where nothing is found', async () => {
    const { body } = await send({ path: `/api${account}/availableNumbers?areaCode=919&state=NJ&quantity=1` })
    expect(readXml(body)).toMatchObject({ name: 'SearchResult', children: [] })
  })

  it('may send a whole fetched site back', async () => {
    const { body } = await send({ path: `/api${account}/sites/${site}` })
    const again = body.replace(/^.*?<Site>/s, '<Site>').replace('</SiteResponse>', '').replace(/<Name>[^<]*/, '<Name>PHP copy')
    expect((await send({ method: 'POST', path: `/api${account}/sites`, headers: XML, body: again })).status).toBe(201)
  })
})

describe('Node: repeated wrappers', () => {
  it('joins the numbers of a list that comes in several wrappers', async () => {
    const tns = await available(3)
    const lists = tns.map((tn) => `<TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList>`).join('')
    const answer = await order(`<Order><SiteId>${site}</SiteId><ExistingTelephoneNumberOrderType>${lists}</ExistingTelephoneNumberOrderType></Order>`)
    expect(text(await finished(idOf(answer.body)), 'CompletedQuantity')).toBe('3')
  })

  it('takes a bare text in the wrapper as one number', async () => {
    const [tn = ''] = await available(1)
    const answer = await order(`<Order><SiteId>${site}</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>${tn}</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`)
    expect(text(await finished(idOf(answer.body)), 'CompletedQuantity')).toBe('1')
  })
})

describe('paths', () => {
  it.each([
    ['lower case', (path: string) => path.toLowerCase()],
    ['upper case', (path: string) => path.toUpperCase()],
    ['with a slash at the end', (path: string) => `${path}/`],
    ['escaped letters', (path: string) => path.replace('availableNumbers', 'available%4eumbers')],
  ])('are found in %s, and never redirected', async (_how, change) => {
    for (const prefix of ['/api', '/v1.0', '/iris']) {
      const answer = await send({ path: `${change(`${prefix}${account}/availableNumbers`)}?areaCode=919&quantity=1` })
      expect(answer.status, `${change(`${prefix}${account}/availableNumbers`)} answered ${answer.body}`).toBe(200)
    }
  })

  it('decode escaped ids', async () => {
    const placed = await order(`<Order><SiteId>${site}</SiteId>${areaCode()}</Order>`)
    const escaped = [...idOf(placed.body)].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')
    expect((await send({ path: `/api${account}/orders/${escaped}` })).status).toBe(200)
    expect((await send({ path: '/api/accounts/%35500012/sites' })).status).toBe(200)
  })

  it('answer XML to whoever does not say what they want', async () => {
    const wishes: readonly Record<string, string>[] = [{}, { Accept: '*/*' }, { Accept: 'text/html, image/gif, */*; q=.2' }]
    for (const headers of wishes) {
      const answer = await send({ path: `/api${account}/sites`, headers })
      expect(exactHeader(answer, 'content-type') ?? exactHeader(answer, 'Content-Type')).toBe('application/xml; charset=utf-8')
    }
  })
})

describe('OAuth 2', () => {
  async function client() {
    return world.database.transaction(async (tx) => {
      const user = await tx.selectFrom('app_user').select('id').where('username', '=', 'sandbox').executeTakeFirstOrThrow()
      return createClient(tx, { userId: user.id, at: new Date() })
    })
  }
  const token = (body: string, auth?: string, path = '/api/v1/oauth2/token') =>
    rawRequest(world.origin, { method: 'POST', path, auth, body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })

  it('gives a token for Basic credentials and for credentials in the body, and takes it as Bearer', async () => {
    const { id, secret } = await client()
    const answers = [
      await token('grant_type=client_credentials', `${id}:${secret}`),
      await token(`grant_type=client_credentials&client_id=${id}&client_secret=${encodeURIComponent(secret)}`),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      const issued = JSON.parse(answer.body) as { access_token: string, expires_in: number, token_type: string }
      expect(issued).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
      const used = await rawRequest(world.origin, { path: `/api${account}/sites`, headers: { Authorization: `Bearer ${issued.access_token}` } })
      expect(used.status).toBe(200)
    }
  })

  it('refuses a wrong secret and a made-up token with 401', async () => {
    const { id } = await client()
    const refused = await token('grant_type=client_credentials', `${id}:wrong`)
    expect([refused.status, (JSON.parse(refused.body) as { error: string }).error]).toEqual([401, 'invalid_client'])
    const used = await rawRequest(world.origin, { path: `/api${account}/sites`, headers: { Authorization: 'Bearer made-up' } })
    expect(used.status).toBe(401)
    expect(exactHeader(used, 'WWW-Authenticate')).toMatch(/^Basic realm=/)
  })
})
