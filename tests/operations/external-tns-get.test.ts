import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof bringing>
let tns: string[]
let imported: string
let removed: string
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = bringing(world, owner)
  tns = await outside(world, 2)
  imported = await my.external('IMPORT', tns, '<LoaType>SUBSCRIBER</LoaType>')
  removed = await my.external('REMOVE', [tns[0] ?? '', '2992000001'])
})
afterAll(() => world.close())

const listed = async (query = '') => {
  const { status, xml, text: body } = await my.get(`/externalTns${query}`)
  expect(status, body).toBe(200)
  return xml.children.slice(1).map((order) => text(order, 'OrderId'))
}

describe('200', () => {
  it('lists whole orders, newest first', async () => {
    const { xml } = await my.get('/externalTns')
    expect([xml.name, names(xml), text(xml, 'TotalCount')]).toEqual(['ExternalTnsOrders', ['TotalCount', 'ExternalTnsOrder', 'ExternalTnsOrder'], '2'])
    const [, newest = xml, oldest = xml] = xml.children
    expect([text(oldest, 'ProcessingStatus'), text(oldest, 'LoaType'), texts(oldest, 'TelephoneNumbers/TelephoneNumber')]).toEqual(['COMPLETE', 'SUBSCRIBER', tns])
    expect([text(newest, 'ProcessingStatus'), text(newest, 'Errors/Error/Code')]).toEqual(['PARTIAL', '25030'])
  })

  it('filters by status, number, customer order id, action, kind of letter, beginning of the id and dates', async () => {
    expect(await listed()).toEqual([removed, imported])
    expect(await listed('?status=PARTIAL')).toEqual([removed])
    expect(await listed(`?tn=${tns[1]}`)).toEqual([imported])
    expect(await listed('?customerOrderId=ICPA123ABC')).toEqual([removed, imported])
    expect([await listed('?action=IMPORT'), await listed('?action=remove')]).toEqual([[imported], [removed]])
    expect([await listed('?loaType=CARRIER'), await listed('?loaType=all'), await listed('?loaType=SUBSCRIBER&action=REMOVE')]).toEqual([[removed], [removed, imported], []])
    expect(await listed(`?orderIdFragment=${imported.slice(0, 20)}`)).toContain(imported)
    expect(await listed('?modifiedDateTo=2001-01-01')).toEqual([])
  })
})

describe('200, of many numbers', () => {
  it('leaves out the oldest orders where all would not fit an answer, and counts them', async () => {
    const busy = await world.newAccount()
    const its = bringing(world, busy)
    const ids = [await its.external('REMOVE', ['2992000001']), await its.external('REMOVE', ['2992000002']), await its.external('REMOVE', ['2992000003'])]
    const widen = (id: string, quantity: number) => world.database.pool.query(
      `update external_order set numbers = (select array_agg((2992000000 + n)::text) from generate_series(1, $2) n) where order_id = $1`, [id, quantity])
    await widen(ids[1] ?? '', 99_999)
    const seen = async () => {
      const { xml } = await its.get('/externalTns')
      return [text(xml, 'TotalCount'), ...xml.children.slice(1).map((order) => text(order, 'OrderId'))]
    }
    expect(await seen()).toEqual(['3', ids[2], ids[1]])
    await widen(ids[2] ?? '', 100_001)
    expect(await seen()).toEqual(['3', ids[2]])
  })
})

describe('400', () => {
  it.each([['?action=MOVE', '5081'], ['?loaType=NONE', '25110'], ['?createdDateTo=soon', '1007']])('refuses %s', async (query, code) => {
    const { status, xml } = await my.get(`/externalTns${query}`)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'ExternalTnsOrderResponse', code])
  })
})

describe('404', () => {
  it('answers so under an account of somebody else', async () => {
    const other = await world.newAccount()
    expect((await world.api('GET', `/accounts/${other.account}/externalTns`, undefined, { auth: owner.auth })).status).toBe(404)
  })
})
