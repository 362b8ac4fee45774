import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portOutNumbers } from '../../src/domains/inventory/index.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { bringing, outside, removalBody } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = bringing(world, owner)
})
afterAll(() => world.close())

const rowOf = async (tn: string) => (await world.database.pool.query('select * from telephone_number where tn = $1', [tn])).rows[0]
const stateOf = async (id: string) => (await my.get(`/removeImportedTnOrders/${id}`)).xml

describe('201', () => {
  it('answers the order under way, as documented, and where it is', async () => {
    const tns = await outside(world, 2)
    await my.import(tns)
    const { status, xml, headers } = await my.post('/removeImportedTnOrders', removalBody(tns, '<CustomerOrderId>SJM000001</CustomerOrderId>'))
    expect([status, xml.name, names(xml)]).toEqual([201, 'RemoveImportedTnOrderResponse', ['RemoveImportedTnOrder']])
    const order = at(xml, 'RemoveImportedTnOrder')
    expect(names(order)).toEqual(['CustomerOrderId', 'OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'TelephoneNumbers', 'ProcessingStatus', 'Errors'])
    expect([text(order, 'CustomerOrderId'), text(order, 'ProcessingStatus'), text(order, 'Errors'), texts(order, 'TelephoneNumbers/TelephoneNumber')])
      .toEqual(['SJM000001', 'PROCESSING', '', tns])
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/removeImportedTnOrders/${text(order, 'OrderId')}`)
    await world.settle(owner.account)
  })

  it('lets numbers go that the ledger did not have before: they are in it no more, their history is', async () => {
    const tns = await outside(world, 2)
    await my.import(tns)
    expect(text(await stateOf(await my.remove(tns)), 'ProcessingStatus')).toBe('COMPLETE')
    for (const tn of tns) expect([await rowOf(tn), (await my.get(`/inserviceNumbers/${tn}`)).status]).toEqual([undefined, 404])
    const { rows } = await world.database.pool.query('select to_status, order_type from telephone_number_history where tn = $1 order by id', [tns[0]])
    expect(rows).toEqual([{ to_status: 'Inservice', order_type: 'IMPORT_TN_ORDER' }, { to_status: 'Removed', order_type: 'REMOVE_IMPORTED_TN_ORDER' }])
    expect(texts((await my.get('/discNumbers?page=1&size=10')).xml, 'TelephoneNumbers/TelephoneNumber').filter((tn) => tns.includes(tn))).toEqual([])
  })

  it('restores what a number was before it was imported, also after another account had taken it', async () => {
    const [tn = ''] = await available(world, '303', 1)
    const loser = await world.newAccount()
    await world.database.pool.query(`update telephone_number set status = 'PortOut', account_id = $2, order_type = 'PORT_OUT', protected = true where tn = $1`, [tn, loser.account])
    const before = await rowOf(tn)
    const between = bringing(world, await world.newAccount())
    await between.import([tn])
    await my.import([tn])
    expect(await rowOf(tn)).toMatchObject({ account_id: owner.account, imported: true, hosted: true, protected: false, status: 'Inservice' })
    await my.remove([tn])
    expect(await rowOf(tn)).toEqual({ ...before, modified_at: expect.any(Date) })
    expect((await world.database.pool.query('select from number_before where tn = $1', [tn])).rowCount).toBe(0)
  })

  it('lists a number again as given up by the account that ported it out, imported it and let it go', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await world.database.transaction((tx) => portOutNumbers(tx, owner.account, [tn], { at: new Date('2026-03-01T12:00:00Z'), actor: 'tester' }))
    const givenUp = async () => texts((await my.get('/discNumbers?page=1&size=100')).xml, 'TelephoneNumbers/TelephoneNumber')
    expect(await givenUp()).toContain(tn)
    await my.import([tn])
    expect(await givenUp()).not.toContain(tn)
    await my.remove([tn])
    expect(await givenUp()).toContain(tn)
  })

  it('can be followed by another import, which starts afresh', async () => {
    const tns = await outside(world, 1)
    await my.import(tns)
    await my.remove(tns)
    await my.import(tns)
    expect((await my.get(`/inserviceNumbers/${tns[0]}`)).status).toBe(200)
  })

  it('tells of each number that is not to be removed, and removes the others', async () => {
    const [imported = '', strange = '', external = ''] = await outside(world, 3)
    const [voice = ''] = await numbersOf(world, owner, 1)
    const theirs = await outside(world, 4).then((tns) => tns.slice(3))
    await bringing(world, await world.newAccount()).import(theirs)
    await my.import([imported])
    await my.external('IMPORT', [external])
    const order = await stateOf(await my.remove([imported, strange, voice, external, ...theirs]))
    expect(text(order, 'ProcessingStatus')).toBe('PARTIAL')
    expect(at(order, 'Errors').children.map((error) => [text(error, 'Code'), text(error, 'Description'), texts(error, 'TelephoneNumbers/TelephoneNumber').sort()]).sort()).toEqual([
      ['5158', 'Telephone number was never imported.', [voice, external].sort()], ['7518', 'Telephone Number Not Active.', [strange, ...theirs].sort()],
    ])
    expect(await rowOf(theirs[0] ?? '')).toMatchObject({ status: 'Inservice', imported: true })
    expect(await rowOf(imported)).toBeUndefined()
  })

  it('fails where no number is to be removed, and where they are removed already', async () => {
    const tns = await outside(world, 1)
    await my.import(tns)
    await my.remove(tns)
    expect(text(await stateOf(await my.remove(tns)), 'ProcessingStatus')).toBe('FAILED')
  })
})

describe('400', () => {
  it('refuses a CustomerOrderId of the wrong form in the documented form', async () => {
    const { status, xml } = await my.post('/removeImportedTnOrders', removalBody(['3032281000'], '<CustomerOrderId>a_b</CustomerOrderId>'))
    expect([status, xml.name, names(xml), text(xml, 'ProcessingStatus'), text(xml, 'Errors/Code')])
      .toEqual([400, 'RemoveImportedTnOrderResponse', ['ProcessingStatus', 'Errors'], 'FAILED', '7318'])
  })

  it.each([
    ['no number', [], ['7316']], ['a number twice', ['3032281000', '303-228-1000'], ['7360']], ['numbers that are none', ['1112223333', 'x'], ['7201', '7201']],
    ['5,001 numbers', Array.from({ length: 5001 }, (_, n) => String(3_032_000_000 + n)), ['7314']],
  ])('refuses %s', async (_what, tns, codes) => {
    const { status, xml } = await my.post('/removeImportedTnOrders', removalBody(tns))
    expect([status, xml.children.slice(1).map((error) => text(error, 'Code'))]).toEqual([400, codes])
  })
})
