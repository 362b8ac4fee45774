import { afterAll, describe, expect, it } from 'vitest'
import { existingOrder } from '../world/orders.ts'
import { available } from '../world/numbers.ts'
import { reserve } from '../world/reservations.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())
const owner = await world.newAccount()
const remove = (id: string, { account, auth } = owner) => world.api('DELETE', `/accounts/${account}/tnreservation/${id}`, undefined, { auth })
const statusOf = async (tn: string) => (await world.database.db.selectFrom('telephone_number').select('status').where('tn', '=', tn).executeTakeFirst())?.status

describe('200', () => {
  it('lets the number go at once, and nothing waits for the reservation any more', async () => {
    const [tn = ''] = await available(world, '919', 1)
    const answer = await remove(await reserve(world, owner, tn))
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(await statusOf(tn)).toBe('Available')
    expect(await world.database.db.selectFrom('timer').select('key').where('account_id', '=', owner.account).execute()).toEqual([])
  })
})

describe('400', () => {
  it('5045 for what is no id', async () => {
    const answer = await remove('abc')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5045'])
  })

  it('5047 once an order has taken the number', async () => {
    const [tn = ''] = await available(world, '919', 1)
    const id = await reserve(world, owner, tn)
    const order = existingOrder(owner.site, [tn]).replace('</TelephoneNumberList>', `</TelephoneNumberList><ReservationIdList><ReservationId>${id}</ReservationId></ReservationIdList>`)
    expect((await world.api('POST', `/accounts/${owner.account}/orders`, order, { auth: owner.auth })).status).toBe(201)
    await world.settle(owner.account)
    const answer = await remove(id)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5047'])
    expect(await statusOf(tn)).toBe('Inservice')
  })
})

describe('404', () => {
  it('5042 for a reservation that was deleted before, and for that of another account, which stays', async () => {
    const [tn = '', others = ''] = await available(world, '919', 2)
    const id = await reserve(world, owner, tn)
    await remove(id)
    const other = await world.newAccount()
    const foreign = await reserve(world, other, others)
    for (const answer of [await remove(id), await remove(foreign)]) {
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5042'])
    }
    expect(await statusOf(others)).toBe('Reserved')
  })
})
