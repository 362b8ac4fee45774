import { afterAll, describe, expect, it } from 'vitest'
import { resetNumbers } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const at = new Date('2026-03-25T12:55:11.810Z')
const { tns: [held = ''], orderId } = await holdNumbers(world, { ...holder, at }, { areaCode: '201' }, 1)
const read = (tn: string, auth = holder.auth) => world.api('GET', `/tns/${encodeURIComponent(tn)}`, undefined, { auth })

describe('200', () => {
  it('tells status, last order, site and account in the documented elements', async () => {
    const answer = await read(held)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
      + `<TelephoneNumberResponse><TelephoneNumber>${held}</TelephoneNumber><Status>Inservice</Status>`
      + '<LastModifiedDate>2026-03-25 12:55:11.0</LastModifiedDate><OrderCreateDate>2026-03-25T12:55:11.810Z</OrderCreateDate>'
      + `<OrderId>${orderId}</OrderId><OrderType>NEW_NUMBER_ORDER</OrderType><InServiceDate>2026-03-25T12:55:11.810Z</InServiceDate>`
      + `<SiteId>${holder.site}</SiteId><AccountId>${holder.account}</AccountId></TelephoneNumberResponse>`)
  })

  it('however the number is written', async () => {
    expect((await read(`+1 (${held.slice(0, 3)}) ${held.slice(3, 6)}-${held.slice(6)}`)).text).toBe((await read(held)).text)
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => {
    const answer = await read('123456789')
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<TelephoneNumberResponse><ResponseStatus><ErrorCode>12512</ErrorCode>'
      + "<Description>Telephone number '123456789' is not valid</Description></ResponseStatus></TelephoneNumberResponse>")
  })
})

describe('404', () => {
  it("a number of nobody, of another's account, and one that was given back: all the same answer", async () => {
    const other = await world.newAccount()
    const answers = [await read('9199999999'), await read(held, other.auth)]
    const { tns: [returned = ''] } = await holdNumbers(world, other, { areaCode: '303' }, 1)
    await world.database.transaction((tx) => resetNumbers(tx, other.account, at))
    answers.push(await read(returned, other.auth))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })
})
