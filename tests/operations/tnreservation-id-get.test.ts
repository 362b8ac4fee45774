import { afterAll, describe, expect, it } from 'vitest'
import { reserve } from '../world/reservations.ts'
import { available } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())
const owner = await world.newAccount()
const [tn = ''] = await available(world, '919', 1)
const id = await reserve(world, owner, tn)
const read = (reservation: string, { account, auth } = owner) => world.api('GET', `/accounts/${account}/tnreservation/${reservation}`, undefined, { auth })

describe('200', () => {
  it('tells id, account, number and the seconds that are left', async () => {
    const answer = await read(id)
    expect(answer.status).toBe(200)
    const expires = Number(text(answer.xml, 'Reservation/ReservationExpires'))
    expect(expires).toBeGreaterThan(14_390)
    expect(expires).toBeLessThanOrEqual(14_400)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><ReservationResponse><Reservation>'
      + `<ReservationId>${id}</ReservationId><AccountId>${owner.account}</AccountId><ReservationExpires>${expires}</ReservationExpires>`
      + `<ReservedTn>${tn}</ReservedTn><Id>${id}</Id></Reservation></ReservationResponse>`)
  })

  it("counts down on the account's clock", async () => {
    await world.advance('PT1H', owner.account)
    const expires = Number(text((await read(id)).xml, 'Reservation/ReservationExpires'))
    expect(expires).toBeGreaterThan(10_790)
    expect(expires).toBeLessThanOrEqual(10_800)
  })
})

describe('400', () => {
  it('5045 for what is no id', async () => {
    const answer = await read('abc')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5045'])
  })
})

describe('404', () => {
  it("5042 for an unknown id, one of another account's, and one that has run out", async () => {
    const other = await world.newAccount()
    const [mine = ''] = await available(world, '303', 1)
    const ended = await reserve(world, other, mine)
    await world.advance('PT4H', other.account)
    for (const answer of [await read('0197e0c6-0000-7000-8000-000000000000'), await read(id, other), await read(ended, other)]) {
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5042'])
    }
  })
})
