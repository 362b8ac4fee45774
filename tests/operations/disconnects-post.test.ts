import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, disconnectOrder, numbersOf } from '../world/held-numbers.ts'
import { administrators } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof actions>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = actions(world, owner)
})
afterAll(() => world.close())

const rowOf = async (tn: string) => (await world.database.pool.query<{ status: string, protected: boolean, account_id: number }>(
  'select status, protected, account_id from telephone_number where tn = $1', [tn])).rows[0]

describe('201', () => {
  it('repeats the order with its id and the defaults, says where it is, and lets the numbers rest', async () => {
    const tns = await numbersOf(world, owner, 2)
    const answer = await my.post('/disconnects', disconnectOrder(tns))
    expect([answer.status, answer.xml.name]).toEqual([201, 'DisconnectTelephoneNumberOrderResponse'])
    const request = at(answer.xml, 'orderRequest')
    expect(names(request)).toEqual(['CustomerOrderId', 'id', 'OrderCreateDate', 'DisconnectTelephoneNumberOrderType'])
    expect(names(at(request, 'DisconnectTelephoneNumberOrderType'))).toEqual(['TelephoneNumberList', 'DisconnectMode', 'Protected'])
    expect([text(request, 'DisconnectTelephoneNumberOrderType/DisconnectMode'), text(request, 'DisconnectTelephoneNumberOrderType/Protected')]).toEqual(['normal', 'UNCHANGED'])
    expect(answer.headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/disconnects/${text(request, 'id')}`)
    await world.settle(owner.account)
    for (const tn of tns) expect(await rowOf(tn)).toMatchObject({ status: 'Aging', account_id: owner.account })
    expect(texts((await my.get('/discnumbers?page=1&size=100')).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(expect.arrayContaining(tns))
  })

  it('forgets what hung on the number, and offers it again after its rest', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.setOptions([tn], '<CallForward>9195550100</CallForward><PortOutPasscode>1234</PortOutPasscode>')
    await my.post('/numbersAssignment', `<TelephoneNumbersAssignmentOrder><Action>ASSIGN</Action><TelephoneNumbers><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumbers></TelephoneNumbersAssignmentOrder>`)
    await my.disconnect([tn])
    for (const table of ['line_setting', 'tn_option', 'number_assignment']) {
      expect((await world.database.pool.query(`select from ${table} where tn = $1`, [tn])).rowCount).toBe(0)
    }
    await world.advance('P46D', owner.account)
    expect(await rowOf(tn)).toMatchObject({ status: 'Available', account_id: null })
  })

  it.each([['soft-remove', 'Aging'], ['purge', 'Disconnected']])('takes the mode %s from an administrator: the number is %s', async (mode, status) => {
    const chief = await world.newAccount()
    await administrators(world)
    const [tn = ''] = await numbersOf(world, chief, 1)
    await actions(world, chief).disconnect([tn], `<DisconnectMode>${mode}</DisconnectMode>`)
    expect(await rowOf(tn)).toMatchObject({ status })
    await world.database.pool.query(`delete from user_role where role = 'ROLE_ADMIN'`)
  })

  it.each([['TRUE', true], ['FALSE', false], ['UNCHANGED', true]])('leaves a protected number with Protected %s as %s', async (mark, after) => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.setOptions([tn], '<Protected>true</Protected>')
    await my.disconnect([tn], `<Protected>${mark}</Protected>`)
    expect(await rowOf(tn)).toMatchObject({ status: 'Aging', protected: after })
  })
})

describe('400', () => {
  it('keeps customers from taking numbers out of the stock of whoever runs the installation', async () => {
    const { status, text: answer } = await my.post('/disconnects', disconnectOrder(['9195550100'], '<DisconnectMode>purge</DisconnectMode>'))
    expect([status, /<(?:Error)?Code>5085</.test(answer)]).toEqual([400, true])
  })

  it.each([
    ['no number', disconnectOrder([]), '5073'],
    ['an unknown mode', disconnectOrder(['9195550100'], '<DisconnectMode>gently</DisconnectMode>'), '5084'],
    ['an unknown protection', disconnectOrder(['9195550100'], '<Protected>maybe</Protected>'), '5108'],
    ['a protection that clashes with the mode', disconnectOrder(['9195550100'], '<DisconnectMode>purge</DisconnectMode><Protected>TRUE</Protected>'), '5109'],
    ['a malformed number', disconnectOrder(['12345']), '5070'],
    ['a number listed twice', disconnectOrder(['9195550100', '9195550100']), '5093'],
    ['more than 5,000 numbers', disconnectOrder(Array.from({ length: 5001 }, (_, i) => `919555${String(i).padStart(4, '0')}`)), '5095'],
    ['a long name', disconnectOrder(['9195550100']).replace('training run', 'n'.repeat(51)), '5002'],
    ['a wrong customer order id', disconnectOrder(['9195550100']).replace('<name>', '<CustomerOrderId>a_b</CustomerOrderId><name>'), '5052'],
  ])('refuses %s and repeats the order', async (_what, body, code) => {
    const { status, xml } = await my.post('/disconnects', body)
    expect([status, xml.name, text(xml, 'ErrorList/Error/Code')]).toEqual([400, 'DisconnectTelephoneNumberOrderResponse', code])
    expect(names(at(xml, 'orderRequest')).slice(-2)).toEqual(['OrderCreateDate', 'DisconnectTelephoneNumberOrderType'])
  })
})
