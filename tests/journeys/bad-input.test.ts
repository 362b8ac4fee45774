import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXml } from '../../src/kernel/xml/index.ts'
import { existingOrder, firstSite, search } from '../world/orders.ts'
import { storedRows } from '../world/requests.ts'
import { createWorld, type World } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

/** Bodies and queries that can be read and say strange things. Unreadable ones are in bad-bodies.test.ts. */

let world: World
let site: number
let account: string
beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
  account = `/accounts/${world.account}`
})
afterAll(() => world.close())

const asJson = { headers: { 'content-type': 'application/json' } }
const address = '<Address><HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip><AddressType>Service</AddressType></Address>'
const area = '<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>'
const callback = (url: string, expiry = '60') => `<CallbackSubscription><URL>${url}</URL><Expiry>${expiry}</Expiry></CallbackSubscription>`

async function unchanged(work: () => Promise<unknown>): Promise<void> {
  const before = await storedRows(world)
  await work()
  await world.settle()
  expect(await storedRows(world)).toEqual(before)
}

describe('wrong types and values are refused with 400 and a text, and leave nothing', () => {
  const cases: readonly (readonly [string, string, () => string])[] = [
    ['a text for a number', 'orders', () => `<Order><SiteId>first</SiteId>${area}</Order>`],
    ['a number with an exponent', 'orders', () => `<Order><SiteId>7e2</SiteId>${area}</Order>`],
    ['a fraction of a number', 'orders', () => `<Order><SiteId>${site}.5</SiteId>${area}</Order>`],
    ['a number beyond all bounds', 'orders', () => `<Order><SiteId>${'9'.repeat(400)}</SiteId>${area}</Order>`],
    ['the largest exact integer', 'orders', () => `<Order><SiteId>9007199254740991</SiteId>${area}</Order>`],
    ['a negative id', 'orders', () => `<Order><SiteId>-1</SiteId>${area}</Order>`],
    ['elements where a number belongs', 'orders', () => `<Order><SiteId><Id>${site}</Id></SiteId>${area}</Order>`],
    ['a text where elements belong', 'orders', () => `<Order><SiteId>${site}</SiteId><AreaCodeSearchAndOrderType>919</AreaCodeSearchAndOrderType></Order>`],
    ['a number twice', 'orders', () => `<Order><SiteId>${site}</SiteId><SiteId>${site}</SiteId>${area}</Order>`],
    ['a word for a truth value', 'orders', () => `<Order><SiteId>${site}</SiteId><PartialAllowed>perhaps</PartialAllowed>${area}</Order>`],
    ['a million characters for an area code', 'orders', () => `<Order><SiteId>${site}</SiteId>${area.replace('919', '9'.repeat(1_000_000))}</Order>`],
    ['a text instead of an order', 'orders', () => '<Order>please</Order>'],
    ['an SQL fragment for a city', 'orders', () => `<Order><SiteId>${site}</SiteId><CitySearchAndOrderType><City>x' or 1=1 --</City><State>NC</State></CitySearchAndOrderType></Order>`],
    ['a site without an address', 'sites', () => '<Site><Name>x</Name></Site>'],
    ['a site with a text for an address', 'sites', () => '<Site><Name>x</Name><Address>Main St 1</Address></Site>'],
    ['a site with a name of 100,000 characters', 'sites', () => `<Site><Name>${'n'.repeat(100_000)}</Name>${address}</Site>`],
    ['a site with a ZIP code of letters', 'sites', () => `<Site><Name>x</Name>${address.replace('27606', 'ABCDE')}</Site>`],
    ['a subscription to an unknown type', 'subscriptions', () => `<Subscription><OrderType>wishes</OrderType>${callback('http://127.0.0.1:9/')}</Subscription>`],
    ['a subscription with a file address', 'subscriptions', () => `<Subscription><OrderType>orders</OrderType>${callback('file:///etc/passwd')}</Subscription>`],
    ['a subscription with a script address', 'subscriptions', () => `<Subscription><OrderType>orders</OrderType>${callback('javascript:alert(1)')}</Subscription>`],
    ['a subscription to the cloud\'s metadata', 'subscriptions', () => `<Subscription><OrderType>orders</OrderType>${callback('http://169.254.169.254/latest')}</Subscription>`],
    ['a subscription that lasts for ever', 'subscriptions', () => `<Subscription><OrderType>orders</OrderType>${callback('http://127.0.0.1:9/', '9'.repeat(30))}</Subscription>`],
    ['a subscription that lasts no time', 'subscriptions', () => `<Subscription><OrderType>orders</OrderType>${callback('http://127.0.0.1:9/', '-5')}</Subscription>`],
    ['a subscription under another root', 'subscriptions', () => `<Order><OrderType>orders</OrderType>${callback('http://127.0.0.1:9/')}</Order>`],
    ['a peer without a name', 'sites/SITE/sippeers', () => '<SipPeer><IsDefaultPeer>true</IsDefaultPeer></SipPeer>'],
    ['a peer whose host is a command', 'sites/SITE/sippeers', () => '<SipPeer><PeerName>x</PeerName><VoiceHosts><Host><HostName>$(reboot)</HostName></Host></VoiceHosts></SipPeer>'],
  ]

  it.each(cases)('%s (%s)', (_what, path, body) => unchanged(async () => {
    const answer = await world.api('POST', `${account}/${path.replace('SITE', String(site))}`, body())
    expect(answer.status, answer.text.slice(0, 500)).toBe(400)
    expect(answer.text).toMatch(/<(Error)?Code>\d+<.*<Description>[^<]{5,}</)
    const described = answer.text.match(/<Description>([^<]*)/)?.[1] ?? ''
    expect(described.length).toBeLessThan(1_200)
  }))

  it.each([
    ['a list for a number', { siteId: [1] }],
    ['an object for a text', { siteId: 1, name: { first: 'x' } }],
    ['a number for a list', { siteId: 1, existingTelephoneNumberOrderType: { telephoneNumberList: 9195551212 } }],
    ['numbers for telephone numbers', { siteId: 1, existingTelephoneNumberOrderType: { telephoneNumberList: [9195551212] } }],
    ['a truth value for a number', { siteId: true }],
    ['a text for a number', { siteId: '1' }],
  ])('%s (orders, JSON)', (_what, body) => unchanged(async () => {
    const answer = await world.api('POST', `${account}/orders`, JSON.stringify(body), asJson)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8'])
  }))

  it.each(['a\0b', '\u001b[2J', '\ud800', 'x\ufffe'])('the text %j, which XML could not carry, in JSON', (name) => unchanged(async () => {
    const body = JSON.stringify({ name, address: { houseNumber: '1', streetName: 'Main', city: name, stateCode: 'NC', zip: '27606' } })
    const answer = await world.api('POST', `${account}/sites`, body, asJson)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Site.Name')
  }))
})

describe('a root that was not expected', () => {
  it('is taken where the path says what is meant, as some clients need it', async () => {
    const answer = await world.api('POST', `${account}/orders`, `<NumberOrder><SiteId>${site}</SiteId>${area}</NumberOrder>`)
    expect(answer.status).toBe(201)
  })

  it('is refused with its name where nothing else would tell the mistake', async () => {
    const answer = await world.api('POST', `${account}/subscriptions`, '<Site/>')
    expect(text(answer.xml, 'ResponseStatus/ErrorCode')).toBe('14501')
    expect(text(answer.xml, 'ResponseStatus/Description')).toContain('Site')
  })
})

describe('names that mean something to JavaScript', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']
  const unpolluted = () => {
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Reflect.get({}, 'siteId')).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  }

  it('are unknown elements in XML', async () => {
    const strange = names.map((name) => `<${name}><polluted>yes</polluted><siteId>1</siteId></${name}>`).join('')
    const answer = await world.api('POST', `${account}/orders`, `<Order>${strange}<SiteId>${site}</SiteId>${area}</Order>`)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('numberplane-ignored')).toContain('Order.__proto__')
    unpolluted()
  })

  it('are unknown members in JSON, and give no property to anything', async () => {
    const strange = names.map((name) => `"${name}":{"polluted":"yes","siteId":${site}}`).join(',')
    const without = await world.api('POST', `${account}/orders`, `{${strange},"areaCodeSearchAndOrderType":{"areaCode":"919","quantity":1}}`, asJson)
    expect(without.json).toMatchObject({ code: 5022 })
    const answer = await world.api('POST', `${account}/orders`, `{${strange},"siteId":${site},"areaCodeSearchAndOrderType":{"__proto__":{"areaCode":"303"},"areaCode":"919","quantity":1}}`, asJson)
    expect(answer.status).toBe(201)
    unpolluted()
  })

  it('are unknown in a query', async () => {
    const query = names.map((name) => `${name}=1&${name}[polluted]=yes&${name}.polluted=yes`).join('&')
    const answer = await world.api('GET', `${account}/availableNumbers?areaCode=919&quantity=1&${query}`)
    expect(answer.status).toBe(200)
    unpolluted()
  })
})

describe('queries', () => {
  const at = (query: string) => `${account}/${query}`
  it.each([
    'availableNumbers', 'availableNumbers?quantity=5', 'availableNumbers?areaCode=abc', 'availableNumbers?areaCode=919&quantity=0',
    'availableNumbers?areaCode=919&quantity=5001', 'availableNumbers?areaCode=919&quantity=many', 'availableNumbers?areaCode=919&quantity=1e1',
    'availableNumbers?areaCode=919&areaCode=303', 'availableNumbers?areaCode=919&quantity=1&QUANTITY=2', 'availableNumbers?npaNxx=91955',
    'availableNumbers?areaCode=919&npaNxx=919555', 'availableNumbers?areaCode=%D9%A9%D9%A1%D9%A9', 'availableNumbers?city=RALEIGH',
    'availableNumbers?city=%00&state=NC', 'availableNumbers?zip=%27%20or%201=1', 'availableNumbers?areaCode=919&enableTNDetail=perhaps',
    `availableNumbers?lata=${'9'.repeat(1000)}`,
    'orders?page=0', 'orders?page=-1', 'orders?page=x', 'orders?size=0', 'orders?size=-1', 'orders?size=1.5', 'orders?size=1e3',
    `orders?size=${'9'.repeat(30)}`, 'orders?page=1&page=2', 'orders?page=00000000-0000-7000-8000-00000000000', 'orders?startdate=2024-01-01',
    'orders?startdate=2024-13-45&enddate=2024-12-31', 'orders?startdate=x&enddate=y', 'orders?startdate=2024-02-01&enddate=2024-01-01',
    'orders?customerOrderId=%00', 'orders?status=%1b', 'inserviceNumbers?page=0', 'inserviceNumbers?page=x', 'inserviceNumbers?size=0',
    'inserviceNumbers?size=10001', 'inserviceNumbers?areacode=9', 'inserviceNumbers?state=North', 'inserviceNumbers?startdate=yesterday',
    'inserviceNumbers?ratecenter=%00',
  ])('%s is refused with 400', async (query) => {
    const answer = await world.api('GET', at(query))
    expect(answer.status, answer.text).toBe(400)
    expect(answer.text).toMatch(/<(Error)?Code>\d+<.*<Description>[^<]{5,}</)
    const json = await world.api('GET', at(query), undefined, { headers: { accept: 'application/json' } })
    expect(json.json).toMatchObject({ status: 400, detail: expect.any(String) })
  })

  it('with 4,000 parameters that nobody knows are answered, and the header that names them stays short', async () => {
    const query = Array.from({ length: 2_000 }, (_, n) => `p${n}=1`).join('&')
    const answer = await world.api('GET', at(`availableNumbers?areaCode=919&quantity=1&${query}`))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('numberplane-ignored')?.length).toBeLessThan(1_000)
  })
})

describe('what is echoed', () => {
  it('cannot add a header: line ends in names that were ignored become question marks', async () => {
    const injected = 'x\r\nSet-Cookie: a=b'
    const body = JSON.stringify({ [injected]: 1, siteId: site, areaCodeSearchAndOrderType: { areaCode: '919', quantity: 1 } })
    const answers = [
      await world.api('POST', `${account}/orders`, body, asJson),
      await world.api('GET', `${account}/availableNumbers?areaCode=919&quantity=1&${encodeURIComponent(injected)}=1`),
    ]
    for (const { headers, status } of answers) {
      expect(status).toBeLessThan(300)
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('numberplane-ignored')).toContain('??Set-Cookie: a=b')
    }
  })

  it('keeps its place in the markup', async () => {
    const evil = `</Name><OrderStatus>COMPLETE</OrderStatus>&"'<!--`
    const [tn = ''] = await search(world, 1)
    const body = JSON.stringify({ name: evil, siteId: site, existingTelephoneNumberOrderType: { telephoneNumberList: [tn] } })
    const answer = await world.api('POST', `${account}/orders`, body, { headers: { ...asJson.headers, accept: 'application/xml' } })
    expect(text(answer.xml, 'Order/Name')).toBe(evil)
    expect(text(answer.xml, 'OrderStatus')).toBe('RECEIVED')
    const missing = await world.api('GET', `${account}/sites/${encodeURIComponent('<b>&')}`)
    expect(text(missing.xml, 'ResponseStatus/Description')).toContain('<b>&')
  })

  it('takes no request id that could split a log line or a header', async () => {
    const answer = await world.api('GET', `${account}/sites`, undefined, { headers: { 'x-request-id': 'a b<c>"' } })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const kept = await world.api('GET', `${account}/sites`, undefined, { headers: { 'x-request-id': 'trace-1' } })
    expect(kept.headers.get('x-request-id')).toBe('trace-1')
  })

  it('keeps emoji and other scripts as they are', async () => {
    const name = 'Zürich 東京 📞'
    const { headers } = await world.api('POST', `${account}/sites`, `<Site><Name>${name}</Name>${address}</Site>`)
    const read = await world.api('GET', new URL(headers.get('location') ?? '').pathname.replace('/api', ''))
    expect(text(read.xml, 'Site/Name')).toBe(name)
  })
})

describe('strict accounts', () => {
  it('refuse unknown names that others only hear of', async () => {
    const strict = await world.newAccount()
    await world.database.db.updateTable('account').set({ strict_input: true }).where('id', '=', strict.account).execute()
    const order = existingOrder(strict.site, await search(world, 1), '<FooBar/>')
    await expect.poll(async () => (await world.api('POST', `/accounts/${strict.account}/orders`, order, { auth: strict.auth })).status).toBe(400)
    const answer = await world.api('POST', `/accounts/${strict.account}/orders`, order, { auth: strict.auth })
    expect(has(readXml(answer.text), 'ErrorList/Error/Code')).toBe(true)
    expect(answer.text).toContain('Order.FooBar')
  })
})
