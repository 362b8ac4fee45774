import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, assignmentOrder, numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

const declared = async (tn: string) => (await world.database.pool.query<{ assigned: boolean }>('select assigned from number_assignment where tn = $1', [tn])).rows[0]?.assigned

describe('201', () => {
  it('declares at once and answers how it went', async () => {
    const tns = await numbersOf(world, owner, 2)
    const { status, xml, headers } = await my.post('/numbersAssignment', assignmentOrder('ASSIGN', tns, '<CustomerOrderId>ICPA123ABC</CustomerOrderId>'))
    expect([status, xml.name]).toEqual([201, 'TelephoneNumbersAssignmentOrderResponse'])
    expect(names(xml)).toEqual(['OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'ProcessingStatus', 'TotalQuantity', 'FailedQuantity', 'TelephoneNumbersAssignmentOrder'])
    expect([text(xml, 'ProcessingStatus'), text(xml, 'TotalQuantity'), text(xml, 'FailedQuantity')]).toEqual(['COMPLETE', '2', '0'])
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/numbersAssignment/${text(xml, 'OrderId')}`)
    for (const tn of tns) expect(await declared(tn)).toBe(true)
    await my.post('/numbersAssignment', assignmentOrder('UNASSIGN', tns.slice(0, 1)))
    expect([await declared(tns[0] ?? ''), await declared(tns[1] ?? '')]).toEqual([false, true])
  })

  it('is PARTIAL, then FAILED, with each error once and its numbers', async () => {
    const [mine = '', gone = ''] = await numbersOf(world, owner, 2)
    await my.disconnect([gone])
    const { xml } = await my.post('/numbersAssignment', assignmentOrder('ASSIGN', [mine, gone, '9195550100', '9195550101']))
    expect([text(xml, 'ProcessingStatus'), text(xml, 'FailedQuantity')]).toEqual(['PARTIAL', '3'])
    const errors = all(at(xml, 'Errors'), 'Error').map((error) => [text(error, 'Code'), ...texts(error, 'TelephoneNumbers/TelephoneNumber')])
    expect(errors).toEqual(expect.arrayContaining([['5076', '9195550100', '9195550101'], ['5131', gone]]))
    expect(text(all(at(xml, 'Errors'), 'Error').find((error) => text(error, 'Code') === '5076') ?? xml, 'Description')).toBe('Number does not belong to this account.')
    expect(text((await my.post('/numbersAssignment', assignmentOrder('ASSIGN', [gone]))).xml, 'ProcessingStatus')).toBe('FAILED')
  })
})

describe('400', () => {
  it.each([
    [assignmentOrder('KEEP', ['9195550100']), '13554'], [assignmentOrder('', ['9195550100']), '13554'], [assignmentOrder('ASSIGN', []), '5073'],
    [assignmentOrder('ASSIGN', ['1']), '5070'], [assignmentOrder('ASSIGN', ['9195550100', '9195550100']), '5093'],
    [assignmentOrder('ASSIGN', ['9195550100'], '<CustomerOrderId>a_b</CustomerOrderId>'), '5052'],
    [assignmentOrder('ASSIGN', Array.from({ length: 5001 }, (_, i) => `919555${String(i).padStart(4, '0')}`)), '5095'],
  ])('refuses %.90s', async (body, code) => {
    const { status, xml } = await my.post('/numbersAssignment', body)
    expect([status, xml.name, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'TelephoneNumbersAssignmentOrderResponse', code])
  })
})
