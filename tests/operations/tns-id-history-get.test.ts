import { afterAll, describe, expect, it } from 'vitest'
import { noteHistory } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const at = new Date('2026-03-01T12:00:00.000Z')
const { tns: [tn = ''], orderId } = await holdNumbers(world, { ...holder, at }, { areaCode: '201' }, 1)
const read = (number: string, auth = holder.auth) => world.api('GET', `/tns/${number}/history`, undefined, { auth })

describe('200', () => {
  it('what happened to the number, oldest first, with the orders that did it', async () => {
    const step = { accountId: holder.account, actor: 'jbm', orderId, orderType: 'DLDA_ORDER', orderStatus: 'RECEIVED', orderCreatedAt: at }
    await noteHistory(world.database.db, [tn], { ...step, at: new Date('2026-03-02T12:00:00.000Z') })
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    const account = `<AccountId>${holder.account}</AccountId>`
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><TelephoneNumberResponse><TelephoneNumberStatuses>'
      + `<TelephoneNumberStatus>${account}<LastModifiedDate>2026-03-01T12:00:00.000Z</LastModifiedDate><OrderCreateDate>2026-03-01T12:00:00.000Z</OrderCreateDate>`
      + `<OrderId>${orderId}</OrderId><Status>Inservice</Status><UserId>sandbox</UserId><OrderType>NEW_NUMBER_ORDER</OrderType></TelephoneNumberStatus>`
      + `<TelephoneNumberStatus>${account}<LastModifiedDate>2026-03-02T12:00:00.000Z</LastModifiedDate><OrderCreateDate>2026-03-01T12:00:00.000Z</OrderCreateDate>`
      + `<OrderId>${orderId}</OrderId><Status>Inservice</Status><UserId>jbm</UserId><OrderType>DLDA_ORDER</OrderType><OrderStatus>RECEIVED</OrderStatus></TelephoneNumberStatus>`
      + `</TelephoneNumberStatuses><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberResponse>`)
  })

  it('goes on when the number is given up', async () => {
    await giveUp(world, holder, [tn])
    expect((await read(tn)).text.match(/<Status>\w+/g)).toEqual(['<Status>Inservice', '<Status>Inservice', '<Status>Aging'])
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => {
    const answer = await read('12')
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<ErrorResponse><irisStatus><Code>12512</Code>')
  })
})

describe('404', () => {
  it("a number without history, and one whose history is another account's", async () => {
    for (const answer of [await read('9199999999'), await read(tn, (await world.newAccount()).auth)]) {
      expect(answer.status).toBe(404)
      expect(answer.text).toContain('<ErrorResponse><irisStatus><Code>404</Code><Description>Results were not found.</Description></irisStatus></ErrorResponse>')
    }
  })
})
