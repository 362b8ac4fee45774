import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { holdMost, lidbGroup, lidbXml, lineFeatures, NAME, nameOf } from '../world/line-features.ts'
import { search } from '../world/orders.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, has, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof lineFeatures>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = lineFeatures(world, owner)
})
afterAll(() => world.close())

const manyNumbers = (quantity: number) => Array.from({ length: quantity }, (_, index) => String(9_192_000_000 + index))
const own = (quantity: number, areaCode?: string) => numbersOf(world, owner, quantity, areaCode)

describe('201', () => {
  it('answers RECEIVED with the groups, and where the order is', async () => {
    const tns = await own(3)
    const { status, xml, headers } = await my.post('/lidbs', lidbXml(
      lidbGroup(tns.slice(0, 2)) + lidbGroup(tns.slice(2), '<SubscriberInformation>Joes Storage</SubscriberInformation><UseType>business</UseType><Visibility>private</Visibility>'),
      '<CustomerOrderId>my order-1</CustomerOrderId>'))
    expect([status, xml.name, names(xml)]).toEqual([201, 'LidbOrderResponse', ['LidbOrder']])
    const order = at(xml, 'LidbOrder')
    expect(names(order)).toEqual(['orderId', 'CustomerOrderId', 'ProcessingStatus', 'ErrorList', 'LidbTnGroups'])
    expect([text(order, 'CustomerOrderId'), text(order, 'ProcessingStatus'), names(at(order, 'ErrorList'))]).toEqual(['my order-1', 'RECEIVED', []])
    const [first, second] = all(at(order, 'LidbTnGroups'), 'LidbTnGroup')
    expect(names(first ?? xml)).toEqual(['TelephoneNumbers', 'SubscriberInformation', 'UseType', 'Visibility'])
    expect(texts(first ?? xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(tns.slice(0, 2))
    expect(['SubscriberInformation', 'UseType', 'Visibility'].map((name) => text(second ?? xml, name))).toEqual(['Joes Storage', 'BUSINESS', 'PRIVATE'])
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/lidbs/${text(order, 'orderId')}`)
  })

  it('is in process until the database has the names, for which it needs a day', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeLidb(lidbGroup([tn]))
    expect(await my.statusOf(`/lidbs/${id}`)).toBe('PROCESSING')
    expect(await my.featureOf(tn, 'Lidb')).toBe(`<Lidb><Status>Pending</Status>${NAME}</Lidb>`)
    await world.advance('PT23H59M', owner.account)
    expect(await my.statusOf(`/lidbs/${id}`)).toBe('PROCESSING')
    await world.advance('PT1M', owner.account)
    expect(await my.statusOf(`/lidbs/${id}`)).toBe('COMPLETE')
    expect(await my.featureOf(tn, 'Lidb')).toBe(`<Lidb><Status>Success</Status>${NAME}</Lidb>`)
  })

  it('names each number that cannot have a name, and goes on with the others', async () => {
    const [pending = '', entered = '', good = ''] = await own(3)
    await my.placeLidb(lidbGroup([entered]))
    await my.finish()
    await my.placeLidb(lidbGroup([pending]))
    const [tollFree = ''] = await own(1, '888')
    const [available = ''] = await search(world, 1)
    const [elsewhere = ''] = await numbersOf(world, await world.newAccount(), 1)
    const [unknown = '', imported = ''] = await outside(world, 2)
    await bringing(world, owner).import([imported])
    const wanted = { [pending]: '11020', [entered]: '11020', [tollFree]: '11015', [available]: '11014', [elsewhere]: '11014', [unknown]: '11025', [imported]: '11016', '123': '11025' }
    const { status, xml } = await my.post('/lidbs', lidbXml(lidbGroup([good, ...Object.keys(wanted)])))
    expect(status).toBe(201)
    const order = at(xml, 'LidbOrder')
    expect(text(order, 'ProcessingStatus')).toBe('RECEIVED')
    const errors = at(order, 'ErrorList').children
    expect(names(errors[0] ?? xml)).toEqual(['TelephoneNumber', 'Code', 'Description'])
    expect(Object.fromEntries(errors.map((error) => [text(error, 'TelephoneNumber'), text(error, 'Code')]))).toEqual(wanted)
    expect(errors.find((error) => text(error, 'Code') === '11020')?.children[2]?.text).toBe('Cannot add LIDB to a telephone number that already has LIDB or is in process')
    await world.settle(owner.account)
    await my.finish()
    const path = `/lidbs/${text(order, 'orderId')}`
    expect([await my.statusOf(path), await my.errorsOf(path)]).toEqual(['PARTIAL', wanted])
    expect(await my.featureOf(good, 'Lidb')).toContain('Success')
  })

  it('takes an order of which nothing can come, which fails at once', async () => {
    const id = await my.placeLidb(lidbGroup(['9195551212']))
    expect(await my.statusOf(`/lidbs/${id}`)).toBe('FAILED')
  })

  it('takes numbers in any form, and one that stands in the wrapper itself', async () => {
    const [tn = ''] = await own(1)
    const body = lidbXml(lidbGroup([]).replace('<TelephoneNumbers></TelephoneNumbers>', `<TelephoneNumbers>+1 ${tn.slice(0, 3)}-${tn.slice(3)}</TelephoneNumbers>`))
    const { status, xml } = await my.post('/lidbs', body)
    expect([status, names(at(xml, 'LidbOrder/ErrorList'))]).toEqual([201, []])
  })

  it('lets a number that the database has refused be tried again', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeLidb(lidbGroup([tn], nameOf('Refused')))
    await my.finish()
    expect([await my.statusOf(`/lidbs/${id}`), await my.errorsOf(`/lidbs/${id}`)]).toEqual(['FAILED', { [tn]: '1005' }])
    expect(await my.featureOf(tn, 'Lidb')).toBeUndefined()
    await my.placeLidb(lidbGroup([tn]))
    await my.finish()
    expect(await my.featureOf(tn, 'Lidb')).toContain('Success')
  })

  it('gives up where the database cannot be reached for a day', async () => {
    const [tn = ''] = await own(1)
    const id = await my.placeLidb(lidbGroup([tn], nameOf('Unreachable')))
    for (const pause of ['PT1M', 'PT10M', 'PT1H', 'PT6H', 'PT17H']) {
      expect(await my.statusOf(`/lidbs/${id}`)).toBe('PROCESSING')
      await world.advance(pause, owner.account)
    }
    expect([await my.statusOf(`/lidbs/${id}`), await my.errorsOf(`/lidbs/${id}`)]).toEqual(['FAILED', { [tn]: '1000' }])
  })

  it('takes a name of 15 characters, whatever they take to be written', async () => {
    const [tn = ''] = await own(1)
    expect((await my.post('/lidbs', lidbXml(lidbGroup([tn], nameOf('Señor &amp; Ñand123'))))).status).toBe(201)
  })

  it('repeats the first answer under the same Idempotency-Key', async () => {
    const [tn = ''] = await own(1)
    const send = () => world.api('POST', `/accounts/${owner.account}/lidbs`, lidbXml(lidbGroup([tn])), { auth: owner.auth, headers: { 'idempotency-key': 'lidb-1' } })
    const [first, second] = [await send(), await send()]
    expect([second.status, second.text]).toEqual([201, first.text])
  })
})

describe('400', () => {
  const parts = (name: string, use: string, visibility: string) => `<SubscriberInformation>${name}</SubscriberInformation>${use}${visibility}`
  const [USE, SEEN] = ['<UseType>RESIDENTIAL</UseType>', '<Visibility>PUBLIC</Visibility>']

  it.each([
    [parts('Joes Garage', USE, ''), ['11007']], [parts('Joes Garage', USE, '<Visibility/>'), ['11007']], [parts('Joes Garage', USE, '<Visibility>SECRET</Visibility>'), ['11007']],
    [parts('Joes Garage', '', SEEN), ['11006']], [parts('Joes Garage', '<UseType>RESIDENCE</UseType>', SEEN), ['11006']],
    [parts('Sixteen letters.', USE, SEEN), ['11005']], [parts('', USE, SEEN), ['1003']], [parts('Sixteen letters.', '', ''), ['11005', '11006', '11007']], ['', ['1003', '11006', '11007']],
  ])('refuses %s with %j', async (group, codes) => {
    const { status, xml } = await my.post('/lidbs', lidbXml(lidbGroup(['9195551212'], group) + lidbGroup(['9195551213'], group)))
    expect([status, xml.name, names(xml)]).toEqual([400, 'LidbOrderResponse', ['Status', 'ErrorList', 'LidbOrder']])
    expect([text(xml, 'Status/Code'), text(xml, 'Status/Description')]).toEqual(['400', 'Validation Failed. Please check your input parameters.'])
    expect(all(at(xml, 'ErrorList'), 'Error').map((error) => text(error, 'Code'))).toEqual(codes)
  })

  it('repeats the order that was refused', async () => {
    const { xml } = await my.post('/lidbs', lidbXml(lidbGroup(['9199998830'], parts('Joes Garage', USE, ''))))
    expect(text(xml, 'ErrorList/Error/Description')).toBe('No visibility supplied. Visibility must be one of the following - PUBLIC, PRIVATE')
    const group = at(xml, 'LidbOrder/LidbTnGroups/LidbTnGroup')
    expect([names(group), text(group, 'TelephoneNumbers/TelephoneNumber')]).toEqual([['TelephoneNumbers', 'SubscriberInformation', 'UseType'], '9199998830'])
  })

  it.each([
    ['a number twice in a group', lidbXml(lidbGroup(['9195551212', '(919) 555-1212'])), '5093'],
    ['a number twice in two groups', lidbXml(lidbGroup(['9195551212']) + lidbGroup(['9195551212'])), '5093'],
    ['more than 5,000 numbers', lidbXml(lidbGroup(manyNumbers(5001))), '5095'], ['no group', lidbXml(''), '1003'], ['no groups', '<LidbOrder/>', '1003'],
    ['no number', lidbXml(lidbGroup([])), '1003'], ['an id of other characters', lidbXml(lidbGroup(['9195551212']), '<CustomerOrderId>a_b</CustomerOrderId>'), '5052'],
  ])('refuses %s', async (_what, body, code) => {
    const { status, xml } = await my.post('/lidbs', body)
    expect([status, text(xml, 'ErrorList/Error/Code')]).toEqual([400, code])
  })

  it('refuses a name that starts with a blank, which JSON can say', async () => {
    const body = JSON.stringify({ lidbTnGroups: [{ telephoneNumbers: ['9195551212'], subscriberInformation: ' Joe', useType: 'BUSINESS', visibility: 'PUBLIC' }] })
    const { status, json } = await world.api('POST', `/accounts/${owner.account}/lidbs`, body, { auth: owner.auth, headers: { 'content-type': 'application/json' } })
    expect([status, json]).toEqual([400, expect.objectContaining({ code: 11024 })])
  })

  it.each([['<LidbOrder><LidbTnGroups>', 'malformed'], ['', 'empty']])('refuses a body that cannot be read: %s', async (body) => {
    const { status, xml } = await my.post('/lidbs', body)
    expect([status, xml.name, names(xml), text(xml, 'Status/Code')]).toEqual([400, 'LidbOrderResponse', ['Status'], '400'])
  })

  it('refuses an account without the feature', async () => {
    const other = await world.newAccount()
    await switchFeature(world.database.db, other.account, 'Origination.CNAM', 'off')
    const { status, xml } = await lineFeatures(world, other).post('/lidbs', lidbXml(lidbGroup(['9195551212'])))
    expect([status, text(xml, 'ErrorList/Error/Code')]).toEqual([400, '5078'])
  })

  it('stores nothing of what it refuses', async () => {
    const count = async () => (await world.database.pool.query('select (select count(*) from orders) + (select count(*) from line_feature) as count')).rows
    const before = await count()
    await my.post('/lidbs', lidbXml(lidbGroup(['9195551212'], parts('Joe', USE, ''))))
    expect(await count()).toEqual(before)
  })
})

describe('5,000 numbers', () => {
  it('are one order, all of which get their names', async () => {
    const other = await world.newAccount()
    const theirs = lineFeatures(world, other)
    const tns = await holdMost(world, other)
    const id = await theirs.placeLidb(lidbGroup(tns))
    await theirs.finish()
    const { xml } = await theirs.get(`/lidbs/${id}`)
    expect([text(xml, 'ProcessingStatus'), at(xml, 'ErrorList').children.length, has(xml, 'OrderCompleteDate')]).toEqual(['COMPLETE', 0, true])
    const { rows } = await world.database.pool.query("select count(*) as count from line_feature where order_id = $1 and state = 'entered'", [id])
    expect(rows).toEqual([{ count: 5000 }])
  })

  it('of which none is known are told apart', async () => {
    const theirs = lineFeatures(world, await world.newAccount())
    const id = await theirs.placeLidb(lidbGroup(manyNumbers(5000)))
    expect(await theirs.statusOf(`/lidbs/${id}`)).toBe('FAILED')
    expect(Object.keys(await theirs.errorsOf(`/lidbs/${id}`))).toHaveLength(5000)
  })
})

describe('404', () => {
  it('is what somebody else hears', async () => {
    const stranger = await world.newAccount()
    const { status } = await world.api('POST', `/accounts/${owner.account}/lidbs`, lidbXml(lidbGroup(['9195551212'])), { auth: stranger.auth })
    expect(status).toBe(404)
  })
})
