import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, assignmentOrder, numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

const list = async (query: string) => {
  const { xml } = await my.get(`/numbersAssignment?${query}`)
  return all(xml, 'TelephoneNumbersAssignmentOrderSummary').map((entry) => `${text(entry, 'OrderId')} ${text(entry, 'OrderStatus')} ${text(entry, 'CountOfTNs')}`)
}

describe('200', () => {
  it('lists orders, newest first, and narrows by each filter', async () => {
    expect(await list('')).toEqual([])
    const [tn = '', other = ''] = await numbersOf(world, owner, 2)
    const place = async (action: string, tns: string[], more = '') => text((await my.post('/numbersAssignment', assignmentOrder(action, tns, more))).xml, 'OrderId')
    const first = await place('ASSIGN', [tn, other], '<CustomerOrderId>mine-1</CustomerOrderId>')
    const second = await place('UNASSIGN', [tn, '9195550100'])
    const [one, two] = [`${first} COMPLETE 2`, `${second} PARTIAL 2`]
    expect(await list('')).toEqual([two, one])
    expect(await list('status=PARTIAL')).toEqual([two])
    expect(await list('status=PARTIAL&status=COMPLETE')).toEqual([two, one])
    expect(await list(`tn=${other}`)).toEqual([one])
    expect(await list('customerOrderId=mine-1')).toEqual([one])
    expect(await list('action=UNASSIGNED')).toEqual([two])
    expect(await list(`orderIdFragment=${second.slice(0, 30)}`)).toEqual(first.slice(0, 30) === second.slice(0, 30) ? [two, one] : [two])
    expect(await list('orderIdFragment=zz')).toEqual([])
    expect(await list('createdDateFrom=2001-01-01&createdDateTo=2001-12-31')).toEqual([])
    expect(await list('modifiedDateFrom=2001-01-01')).toEqual([two, one])
  })
})

describe('400', () => {
  it('refuses a status that no assignment order has', async () => {
    const { status, xml } = await my.get('/numbersAssignment?status=BACKORDERED')
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '15532'])
  })

  it.each(['action=KEEP', 'createdDateFrom=yesterday', 'createdDateFrom=2026-02-01&createdDateTo=2026-01-01'])('refuses %s', async (query) => {
    const { status, xml } = await my.get(`/numbersAssignment?${query}`)
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5002'])
  })
})
