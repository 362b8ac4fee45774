import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, EVERY_FIELD, magic } from '../world/csrs.ts'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, has, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof csrs>
let complete: string
let failed: string
let asking: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = csrs(world, owner)
  complete = await my.placed(magic.guide, `<CustomerOrderId>someValue</CustomerOrderId>${EVERY_FIELD}`)
  failed = await my.placed(magic.unsupported)
  asking = await my.placed(magic.asks)
})
afterAll(() => world.close())

const idsOf = async (query = '') => {
  const { status, xml, text: body } = await my.get(query)
  expect(status, body).toBe(200)
  return all(xml, 'CsrResponse').map((order) => text(order, 'OrderId'))
}

describe('200', () => {
  it('lists orders newest first, each as it is read alone', async () => {
    const { xml } = await my.get()
    expect([xml.name, names(xml)]).toEqual(['CsrResponses', ['TotalCount', 'Links', 'CsrResponse', 'CsrResponse', 'CsrResponse']])
    expect([text(xml, 'TotalCount'), await idsOf()]).toEqual(['3', [asking, failed, complete]])
    for (const order of all(xml, 'CsrResponse')) expect(order).toEqual((await my.get(`/${text(order, 'OrderId')}`)).xml)
    const [, second, third] = all(xml, 'CsrResponse')
    expect(second && text(second, 'Errors/Error/Code')).toBe('26500')
    expect(third && texts(third, 'CsrData/WorkingTelephoneNumbersOnAccount/TelephoneNumber')).toEqual([magic.guide])
  })

  it.each([
    ['?status=complete', () => [complete]], ['?status=ACTION_REQUIRED', () => [asking]], ['?status=received', () => []],
    ['?modifiedDateFrom=2020-01-01', () => [asking, failed, complete]], ['?modifiedDateTo=2020-01-01', () => []], ['?modifiedDateFrom=2020-01-01&modifiedDateTo=2020-12-31', () => []],
  ])('%s', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected())
  })

  it('shows the account number that a record has', async () => {
    const other = await world.newAccount()
    await csrs(world, other).placed(magic.company)
    expect(text((await csrs(world, other).get()).xml, 'CsrResponse/CsrData/AccountNumber')).toMatch(/^\d{9}$/)
  })

  it('goes through the pages by their links, and shortPayload changes nothing', async () => {
    const { xml } = await my.get('?page=1&size=2&shortPayload=true')
    expect(text(xml, 'Links/first')).toBe(`Link=<${world.url}${my.path}?page=1&size=2&shortPayload=true>;rel="first";`)
    const next = /<(.*)>/.exec(text(xml, 'Links/next'))?.[1] ?? ''
    expect(all(xml, 'CsrResponse')).toHaveLength(2)
    const last = (await my.get(next.replace(`${world.url}${my.path}`, ''))).xml
    expect([all(last, 'CsrResponse').map((order) => text(order, 'OrderId')), has(last, 'Links/next'), text(last, 'TotalCount')]).toEqual([[complete], false, '3'])
  })

  it('ends a page early where the numbers of the records would not fit an answer', async () => {
    const busy = await world.newAccount()
    const its = csrs(world, busy)
    const [oldest, newest] = [await its.placed(magic.automated), await its.placed(magic.automated)]
    await world.database.pool.query(`update csr_order set record = jsonb_set(record, '{tns}', (select jsonb_agg((2992000000 + n)::text) from generate_series(1, 60000) n))
      where order_id = any($1::uuid[])`, [[oldest, newest]])
    const first = (await its.get()).xml
    expect([text(first, 'TotalCount'), text(first, 'CsrResponse/OrderId')]).toEqual(['2', newest])
    expect(names(first)).toEqual(['TotalCount', 'Links', 'CsrResponse'])
    expect(text(first, 'Links/next')).toContain(`page=${oldest}`)
    const last = (await its.get(`?page=${oldest}`)).xml
    expect([text(last, 'CsrResponse/OrderId'), names(at(last, 'Links'))]).toEqual([oldest, ['first']])
  })

  it('is empty for an account without orders', async () => {
    const { status, xml } = await csrs(world, await world.newAccount()).get()
    expect([status, names(xml), text(xml, 'TotalCount')]).toEqual([200, ['TotalCount', 'Links'], '0'])
  })

  it('masks the end users for whoever may not see them', async () => {
    const auth = await person(world, { username: 'masked list', accounts: [owner.account], roles: [{ role: 'ROLE_API_ORDERING', view: true, update: false }] })
    const { text: body } = await my.get('', auth)
    expect(body).not.toMatch(/House of Mouse|1234 Main|bandwidthGuy|27612|12345</)
    expect(body).toContain('<EndUserName>********</EndUserName>')
  })
})

describe('400', () => {
  it.each([
    ['?size=0', '1006'], ['?size=1001', '1006'], ['?size=x', '400'], ['?page=2', '1005'], ['?page=x', '1005'], ['?status=done', '1005'],
    ['?modifiedDateFrom=yesterday', '1007'], ['?modifiedDateFrom=2024-02-02&modifiedDateTo=2024-01-01', '1007'],
  ])('%s', async (query, code) => {
    const { status, xml } = await my.get(query)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'ErrorResponse', code])
  })
})

describe('404', () => {
  it('does not begin a page with somebody else\'s order', async () => {
    expect((await world.api('GET', `/accounts/${world.account}/csrs?page=${complete}`)).status).toBe(404)
  })
})
