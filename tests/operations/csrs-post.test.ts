import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { csrs, csrXml, EVERY_FIELD, magic } from '../world/csrs.ts'
import { search } from '../world/orders.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof csrs>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = csrs(world, owner)
})
afterAll(() => world.close())

describe('200', () => {
  it('answers RECEIVED, and where the order is', async () => {
    const { status, xml, headers } = await my.post(csrXml(magic.automated, `<CustomerOrderId>Order 1-a</CustomerOrderId>${EVERY_FIELD}`))
    expect([status, xml.name, names(xml), text(xml, 'Status')]).toEqual([200, 'CsrResponse', ['OrderId', 'Status'], 'RECEIVED'])
    expect(headers.get('location')).toBe(`${world.url}${my.path}/${text(xml, 'OrderId')}`)
  })

  it('says that it passes over a Status, which only changes have', async () => {
    const { status, headers } = await my.post(csrXml(magic.automated, '<Status>REQUESTED_CANCEL</Status>'))
    expect([status, headers.get('numberplane-ignored')]).toEqual([200, 'Csr.Status'])
  })

  it.each([
    ['answered at once', magic.automated, 'COMPLETE'], ['of a company', magic.company, 'COMPLETE'], ['whose carrier asks for more', magic.asks, 'ACTION_REQUIRED'],
    ['answered by hand', magic.byHand, 'PROCESSING'], ['of a carrier without records', magic.unsupported, 'FAILED'], ['that nobody serves', '9992345678', 'FAILED'],
    ['that is toll-free', '8005550140', 'FAILED'],
  ])('a number %s', async (_what, tn, status) => {
    expect(await my.statusOf(await my.placed(tn))).toBe(status)
  })

  it('has no record of a number that is served here', async () => {
    const [tn = ''] = await search(world, 1)
    expect(await my.errorOf(await my.placed(tn))).toEqual(['26500', 'CSR is not available for this TN'])
  })

  it('takes names and streets as people write them, and leaves out what is empty', async () => {
    const id = await my.placed(magic.asks, "<EndUserName>Zoë O'Brien &amp; Sons, Inc.</EndUserName><AddressLine1>12 1/2 Main St #4</AddressLine1><City/>")
    const { xml } = await my.get(`/${id}`)
    expect(text(xml, 'EndUserName')).toBe("Zoë O'Brien & Sons, Inc.")
    expect(names(xml)).not.toContain('City')
  })

  it('keeps PIN and password sealed', async () => {
    const id = await my.placed(magic.asks, '<EndUserPIN>S3CRET1</EndUserPIN><EndUserPassword>hush-hush</EndUserPassword>')
    const { rows: [row] } = await world.database.pool.query('select csr_order::text as everything from csr_order where order_id = $1', [id])
    expect(row.everything).toContain('v1.')
    expect(row.everything).not.toMatch(/S3CRET1|hush-hush/)
    await my.put(id, '<Csr><EndUserPIN>S3CRET2</EndUserPIN></Csr>')
    const { rows: [trail] } = await world.database.pool.query("select string_agg(concat(before, after), '') as everything from audit_entry where account_id = $1", [owner.account])
    expect(trail.everything).toContain('endUserPin')
    expect(trail.everything).not.toMatch(/S3CRET|hush-hush/)
  })

  it('repeats the first answer under the same Idempotency-Key', async () => {
    const send = () => world.api('POST', my.path, csrXml(magic.automated), { auth: owner.auth, headers: { 'idempotency-key': 'csr-1' } })
    const [first, second] = [await send(), await send()]
    expect([second.status, second.text]).toEqual([200, first.text])
  })
})

describe('400', () => {
  const field = (name: string, value: string) => `<${name}>${value}</${name}>`
  it.each([
    ['', '1003', 'WorkingOrBillingTelephoneNumber is required'], [field('WorkingOrBillingTelephoneNumber', ''), '1003', 'is required'],
    ...['919867530', '19198675309', '919-867-5309', '0198675309', '9191675309', 'abcdefghij'].map((tn) => [field('WorkingOrBillingTelephoneNumber', tn), '1005', 'ten digits']),
  ])('refuses the number of %.90s', async (fields, code, words) => {
    const { status, xml } = await my.post(`<Csr>${fields}</Csr>`)
    expect([status, xml.name, text(xml, 'Errors/Error/Code'), text(xml, 'Errors/Error/Description')]).toEqual([400, 'CsrResponse', code, expect.stringContaining(words ?? '')])
  })

  it.each([
    ['CustomerOrderId', 'a'.repeat(41), '1011'], ['CustomerOrderId', 'a_b', '1013'], ['AccountNumber', '1'.repeat(21), '1011'], ['AccountNumber', '12-3', '1013'],
    ['AccountTelephoneNumber', '91961944440', '1011'], ['AccountTelephoneNumber', '919-619444', '1013'], ['EndUserName', 'n'.repeat(101), '1011'], ['EndUserName', 'a&lt;b', '1013'],
    ['AuthorizingUserName', 'n'.repeat(101), '1011'], ['AuthorizingUserName', 'a;b', '1013'], ['CustomerCode', '1234', '1011'], ['CustomerCode', '12a', '1013'],
    ['EndUserPIN', '1'.repeat(51), '1011'], ['EndUserPIN', '12 34', '1013'], ['EndUserPassword', 'p'.repeat(101), '1011'], ['EndUserPassword', 'pass word', '1013'],
    ['AddressLine1', 'a'.repeat(201), '1011'], ['AddressLine1', 'Main St; drop', '1013'], ['City', 'c'.repeat(101), '1011'], ['City', 'Raleigh?', '1013'],
    ['State', 'N.C', '1011'], ['State', 'N', '1013'], ['State', '1A', '1013'], ['ZIPCode', '27612-12345', '1011'], ['ZIPCode', '2761_', '1013'],
    ['TypeOfService', 't'.repeat(51), '1011'], ['TypeOfService', 'type1', '1013'],
  ])('refuses %s %.30s with %s', async (name, value, code) => {
    const { status, xml } = await my.post(csrXml(magic.automated, field(name, value)))
    expect([status, text(xml, 'Errors/Error/Code')]).toEqual([400, code])
    expect(text(xml, 'Errors/Error/Description')).toContain(name)
  })

  it('takes every field at its greatest length', async () => {
    const longest = [
      ['CustomerOrderId', 'a'.repeat(40)], ['AccountNumber', '1'.repeat(20)], ['AccountTelephoneNumber', '9196194444'], ['EndUserName', 'n'.repeat(100)],
      ['AuthorizingUserName', 'n'.repeat(100)], ['CustomerCode', '123'], ['EndUserPIN', 'p'.repeat(50)], ['EndUserPassword', 'p'.repeat(100)], ['AddressLine1', 'a'.repeat(200)],
      ['City', 'c'.repeat(100)], ['State', 'nc'], ['ZIPCode', '27612-1234'], ['TypeOfService', 't'.repeat(50)],
    ].map(([name = '', value = '']) => field(name, value)).join('')
    expect((await my.post(csrXml(magic.automated, longest))).status).toBe(200)
  })

  it('refuses an account for which records cannot be looked up', async () => {
    const other = await world.newAccount()
    await switchFeature(world.database.db, other.account, 'NumberManagement.CSR_LOOKUP', 'off')
    const { status, xml } = await csrs(world, other).post(csrXml(magic.automated))
    expect([status, text(xml, 'Errors/Error/Code')]).toEqual([400, '12160'])
  })

  it('stores nothing of what it refuses', async () => {
    const before = await world.database.pool.query('select count(*) from orders')
    await my.post(csrXml(magic.automated, field('State', 'X')))
    expect((await world.database.pool.query('select count(*) from orders')).rows).toEqual(before.rows)
  })
})
