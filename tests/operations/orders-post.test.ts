import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type Answer, type FreshAccount, type World } from '../world/world.ts'
import { has, names, text, texts } from '../world/xml.ts'

let world: World
let site: number
beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
})
afterAll(() => world.close())

const post = (body: string, options?: Parameters<World['api']>[3]) => world.api('POST', `/accounts/${world.account}/orders`, body, options)
const searchOrder = (type: string, more = '') => `<Order><SiteId>${site}</SiteId>${more}${type}</Order>`
const statusOf = async (id: string) => {
  await world.settle()
  const { xml } = await world.api('GET', `/accounts/${world.account}/orders/${id}`)
  return xml
}

describe('201', () => {
  it('answers RECEIVED with the order, its id and where to find it', async () => {
    const [tn = ''] = await search(world, 1)
    const answer = await post(existingOrder(site, [tn]))
    expect(answer.status).toBe(201)
    expect(answer.xml.name).toBe('OrderResponse')
    expect(text(answer.xml, 'OrderStatus')).toBe('RECEIVED')
    const id = text(answer.xml, 'Order/id')
    expect(answer.headers.get('location')).toBe(`${world.url}/accounts/${world.account}/orders/${id}`)
    expect(texts(answer.xml, 'Order/ExistingTelephoneNumberOrderType/TelephoneNumberList/TelephoneNumber')).toEqual([tn])
    expect(names(answer.xml.children[0] ?? answer.xml)).toEqual(
      ['CustomerOrderId', 'id', 'Name', 'OrderCreateDate', 'BackOrderRequested', 'ExistingTelephoneNumberOrderType', 'PartialAllowed', 'SiteId'])
    expect(text(await statusOf(id), 'OrderStatus')).toBe('COMPLETE')
  })

  it.each([
    ['AreaCodeSearchAndOrderType', '<AreaCode>303</AreaCode><Quantity>3</Quantity>', /^303/],
    ['NPANXXSearchAndOrderType', '<NpaNxx>540551</NpaNxx><EnableTNDetail>true</EnableTNDetail><EnableLCA>false</EnableLCA><Quantity>3</Quantity>', /^540551/],
    ['NpanxxSearchAndOrderType', '<NpaNxx>540551</NpaNxx><Quantity>3</Quantity>', /^540551/],
    ['StateSearchAndOrderType', '<Quantity>3</Quantity><State>NC</State>', /^\d{10}$/],
    ['CitySearchAndOrderType', '<Quantity>3</Quantity><City>RALEIGH</City><State>NC</State>', /^919|^984/],
  ])('fills a search by %s', async (name, criteria, shape) => {
    const xml = await statusOf(await place(world, searchOrder(`<${name}>${criteria}</${name}>`)))
    expect(text(xml, 'OrderStatus')).toBe('COMPLETE')
    const tns = texts(xml, 'CompletedNumbers/TelephoneNumber').length
    expect(tns).toBe(3)
    for (const child of xml.children.find(({ name: n }) => n === 'CompletedNumbers')?.children ?? []) expect(text(child, 'FullNumber')).toMatch(shape)
  })

  it('takes nothing when one number is gone and a partial order is not allowed', async () => {
    const [free = '', gone = ''] = await search(world, 2)
    await place(world, existingOrder(site, [gone]))
    await world.settle()
    const xml = await statusOf(await place(world, existingOrder(site, [free, gone])))
    expect(text(xml, 'OrderStatus')).toBe('FAILED')
    expect(text(xml, 'CompletedQuantity')).toBe('0')
    expect(text(xml, 'FailedQuantity')).toBe('2')
    const row = await world.database.db.selectFrom('telephone_number').select('status').where('tn', '=', free).executeTakeFirstOrThrow()
    expect(row.status).toBe('Available')
  })

  it('takes what there is when a partial order is allowed, and names what failed', async () => {
    const [free = '', gone = ''] = await search(world, 2)
    await place(world, existingOrder(site, [gone]))
    await world.settle()
    const xml = await statusOf(await place(world, existingOrder(site, [free, gone], '<PartialAllowed>true</PartialAllowed>')))
    expect(text(xml, 'OrderStatus')).toBe('PARTIAL')
    expect(texts(xml, 'FailedNumbers/FullNumber')).toEqual([gone])
    expect(text(xml, 'ErrorList/Error/Code')).toBe('5005')
    expect(text(xml, 'ErrorList/Error/Description')).toBe('The telephone number is unavailable for ordering')
    expect(text(xml, 'ErrorList/Error/TelephoneNumber')).toBe(gone)
    expect(text(xml, 'CompletedNumbers/TelephoneNumber/FullNumber')).toBe(free)
  })

  it('fails a search order that finds less than it must', async () => {
    const xml = await statusOf(await place(world, searchOrder('<NPANXXSearchAndOrderType><NpaNxx>540551</NpaNxx><Quantity>5000</Quantity></NPANXXSearchAndOrderType>')))
    expect(text(xml, 'OrderStatus')).toBe('FAILED')
    expect(text(xml, 'ErrorList/Error/Code')).toBe('5018')
  })

  it('gives a number to exactly one of two orders that race for it', async () => {
    const [tn = ''] = await search(world, 1)
    const ids = await Promise.all(Array.from({ length: 8 }, () => place(world, existingOrder(site, [tn]))))
    const statuses = await Promise.all(ids.map(async (id) => text(await statusOf(id), 'OrderStatus')))
    expect(statuses.filter((status) => status === 'COMPLETE')).toHaveLength(1)
    expect(statuses.filter((status) => status === 'FAILED')).toHaveLength(7)
  })

  it('takes 5,000 listed numbers', async () => {
    const tns = await search(world, 5000, '303')
    expect(tns.length).toBeGreaterThan(1000)
    const xml = await statusOf(await place(world, existingOrder(site, tns)))
    expect(text(xml, 'OrderStatus')).toBe('COMPLETE')
    expect(text(xml, 'CompletedQuantity')).toBe(String(tns.length))
  })

  it('answers JSON to a client that sends JSON', async () => {
    const [tn] = await search(world, 1)
    const body = { siteId: site, existingTelephoneNumberOrderType: { telephoneNumberList: [tn] } }
    const answer = await post(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({ orderStatus: 'RECEIVED', order: { siteId: site, existingTelephoneNumberOrderType: { telephoneNumberList: [tn] } } })
  })

  it('names unknown elements in a header and takes the order all the same', async () => {
    const [tn = ''] = await search(world, 1)
    const answer = await post(existingOrder(site, [tn], '<FooBar><Deep>1</Deep></FooBar>'))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('numberplane-ignored')).toContain('Order.FooBar')
  })

  it('does an order once per Idempotency-Key and replays the first answer', async () => {
    const [tn = '', other = ''] = await search(world, 2)
    const send = (number: string) => post(existingOrder(site, [number]), { headers: { 'idempotency-key': 'key-1' } })
    const [first, second] = await Promise.all([send(tn), send(tn)])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(text(first.xml, 'Order/id')).toBe(text(second.xml, 'Order/id'))
    expect([first, second].filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(1)
    expect((await send(other)).status).toBe(422)
  })
})

describe('400', () => {
  const area = '<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>'
  it.each([
    ['an unknown site', () => `<Order><SiteId>999999</SiteId>${area}</Order>`, '5016', 'The SiteId submitted is invalid.'],
    ['no site', () => `<Order>${area}</Order>`, '5022', undefined],
    ['an unknown peer', () => searchOrder(area, '<PeerId>1</PeerId>'), '5023', undefined],
    ['quantity 0', () => searchOrder(area.replace('>1<', '>0<')), '5009', undefined],
    ['quantity 5001', () => searchOrder(area.replace('>1<', '>5001<')), '5009', undefined],
    ['a quantity that is no number', () => searchOrder(area.replace('>1<', '>many<')), '5002', undefined],
    ['an unknown area code', () => searchOrder(area.replace('919', '199')), '4000', 'The area code specified 199 is not present as a valid entry in our system'],
    ['a malformed NPA-NXX', () => searchOrder('<NPANXXSearchAndOrderType><NpaNxx>91</NpaNxx></NPANXXSearchAndOrderType>'), '4002', undefined],
    ['no way of choosing numbers', () => `<Order><SiteId>${site}</SiteId></Order>`, '5002', undefined],
    ['two ways of choosing numbers', () => searchOrder(area + '<StateSearchAndOrderType><State>NC</State></StateSearchAndOrderType>'), '5002', undefined],
    ['an empty list of numbers', () => existingOrder(site, []), '5073', undefined],
    ['a number listed twice', () => existingOrder(site, ['9195551212', '9195551212']), '5072', undefined],
    ['a malformed number', () => existingOrder(site, ['12345']), '5070', 'Telephone number is invalid.'],
    ['6,000 numbers', () => existingOrder(site, Array.from({ length: 6000 }, (_, n) => `919555${String(n).padStart(4, '0')}`)), '5007', undefined],
    ['a customer order id with a wrong character', () => searchOrder(area, '<CustomerOrderId>a_b</CustomerOrderId>'), '5052', undefined],
    ['a customer order id of 41 characters', () => searchOrder(area, `<CustomerOrderId>${'a'.repeat(41)}</CustomerOrderId>`), '5052', undefined],
    ['a name of 51 characters', () => searchOrder(area, `<Name>${'n'.repeat(51)}</Name>`), '5002', undefined],
    ['malformed XML', () => '<Order><SiteId>1</Order>', '5002', undefined],
    ['a document type with entities', () => '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Order>&b;</Order>', '5002', undefined],
    ['an empty body', () => '', '5002', undefined],
  ])('refuses %s', async (_what, body, code, description) => {
    const answer = await post(body())
    expect(answer.status).toBe(400)
    expect(answer.xml.name).toBe('OrderResponse')
    expect(text(answer.xml, 'ErrorList/Error/Code')).toBe(code)
    if (description !== undefined) expect(text(answer.xml, 'ErrorList/Error/Description')).toBe(description)
  })

  it('repeats the order that it refuses, without an id', async () => {
    const answer = await post(`<Order><CustomerOrderId>123456789</CustomerOrderId><Name>Area Code Order</Name><SiteId>763763</SiteId>${area}</Order>`)
    expect(text(answer.xml, 'Order/AreaCodeSearchAndOrderType/AreaCode')).toBe('919')
    expect(has(answer.xml, 'Order/id')).toBe(false)
    expect(names(answer.xml)).toEqual(['ErrorList', 'Order'])
  })

  it('tells a site of another account as an unknown one', async () => {
    const other = await world.newAccount()
    const answer = await post(`<Order><SiteId>${other.site}</SiteId>${area}</Order>`)
    expect(text(answer.xml, 'ErrorList/Error/Code')).toBe('5016')
  })

  it('keeps nothing of a refused order', async () => {
    const count = async () => (await world.database.db.selectFrom('orders').select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).n
    const before = await count()
    await post(`<Order><SiteId>999999</SiteId>${area}</Order>`)
    expect(await count()).toBe(before)
  })
})

describe('404', () => {
  it('says the same of an account of somebody else and of one that does not exist', async () => {
    const other = await world.newAccount()
    const theirs = await world.api('POST', `/accounts/${other.account}/orders`, existingOrder(site, ['9195551212']))
    const none = await world.api('POST', '/accounts/1/orders', existingOrder(site, ['9195551212']))
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(theirs.text).toBe(none.text)
  })
})

describe('limits that the operator set', () => {
  const limit = (owner: FreshAccount, columns: string, values: string) =>
    world.database.pool.query(`insert into ordering_limit (account_id, ${columns}) values ($1, ${values})`, [owner.account])
  const order = (owner: FreshAccount, quantity: number, waits = false) => world.api('POST', `/accounts/${owner.account}/orders`,
    `<Order><SiteId>${owner.site}</SiteId><BackOrderRequested>${waits}</BackOrderRequested><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType></Order>`,
    { auth: owner.auth })
  const outcome = async (answer: Promise<Answer>) => { const { status, xml } = await answer; return [status, status === 201 ? '' : text(xml, 'ErrorList/Error/Code')] }

  it('refuse an order for more numbers than one may bring', async () => {
    const owner = await world.newAccount()
    await limit(owner, 'numbers_per_order', '2')
    expect([await outcome(order(owner, 3)), await outcome(order(owner, 2))]).toEqual([[400, '5007'], [201, '']])
  })

  it('refuse an order that would bring more numbers than the account may have', async () => {
    const owner = await world.newAccount()
    await limit(owner, 'numbers_in_service', '3')
    expect(await outcome(order(owner, 2))).toEqual([201, ''])
    await world.settle(owner.account)
    expect([await outcome(order(owner, 2)), await outcome(order(owner, 1))]).toEqual([[400, '5007'], [201, '']])
  })

  it('refuse one more order that waits', async () => {
    const owner = await world.newAccount()
    await limit(owner, 'open_back_orders', '0')
    expect([await outcome(order(owner, 1, true)), await outcome(order(owner, 1))]).toEqual([[400, '5007'], [201, '']])
  })
})

it('takes a customer order id again: orders with the same one are different orders, and a list by it names all of them', async () => {
  const owner = await world.newAccount()
  const ids = []
  for (const tn of await search(world, 2)) {
    const answer = await world.api('POST', `/accounts/${owner.account}/orders`, existingOrder(owner.site, [tn]), { auth: owner.auth })
    ids.unshift(text(answer.xml, 'Order/id'))
  }
  const list = await world.api('GET', `/accounts/${owner.account}/orders?page=1&size=10&customerOrderId=test-1`, undefined, { auth: owner.auth })
  expect(text(list.xml, 'ListOrderIdUserIdDate/TotalCount')).toBe('2')
  for (const id of ids) expect(list.text).toContain(id)
})

it.each([
  ['criteria that exclude each other', '<AreaCode>919</AreaCode><NpaNxx>919439</NpaNxx>', '4002'], ['a city without its state', '<City>RALEIGH</City>', '4010'],
  ['local vanity without an area code', '<LocalVanity>newcars</LocalVanity>', '5002'], ['local vanity with another criterion', '<AreaCode>919</AreaCode><State>NC</State><LocalVanity>newcars</LocalVanity>', '5002'],
])('refuses combined criteria: %s', async (_what, criteria, code) => {
  const answer = await post(searchOrder(`<CombinedSearchAndOrderType><Quantity>1</Quantity>${criteria}</CombinedSearchAndOrderType>`))
  expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, code])
})

it('repeats the attributes of the documented example, External and Imported without effect', async () => {
  const attributes = '<TnAttributes><TnAttribute>Protected</TnAttribute><TnAttribute>External</TnAttribute><TnAttribute>Imported</TnAttribute></TnAttributes>'
  const body = searchOrder('<CombinedSearchAndOrderType><City>RALEIGH</City><State>NC</State><EnableLCA>false</EnableLCA><Quantity>1</Quantity></CombinedSearchAndOrderType>', attributes)
  const answer = await post(body)
  expect([answer.status, answer.text.includes(attributes)]).toEqual([201, true])
  const xml = await statusOf(await place(world, body))
  expect(texts(xml, 'Order/TnAttributes/TnAttribute')).toEqual(['Protected', 'External', 'Imported'])
  const held = await world.api('GET', `/tns/${text(xml, 'CompletedNumbers/TelephoneNumber/FullNumber')}/tndetails`)
  expect(held.text).toContain('<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>')
})

it('protects the numbers of an order, and refuses attributes that an order cannot give', async () => {
  const xml = await statusOf(await place(world, searchOrder('<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>',
    '<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>')))
  const row = await world.database.db.selectFrom('telephone_number').select('protected').where('tn', '=', text(xml, 'CompletedNumbers/TelephoneNumber/FullNumber')).executeTakeFirstOrThrow()
  expect(row.protected).toBe(true)
  for (const attributes of ['Hosted', 'Protected</TnAttribute><TnAttribute>Protected']) {
    const answer = await post(searchOrder('<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode></AreaCodeSearchAndOrderType>', `<TnAttributes><TnAttribute>${attributes}</TnAttribute></TnAttributes>`))
    expect([answer.status, text(answer.xml, 'ErrorList/Error/Code')]).toEqual([400, '5102'])
  }
})
