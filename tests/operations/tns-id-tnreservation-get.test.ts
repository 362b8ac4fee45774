import { afterAll, describe, expect, it } from 'vitest'
import { available } from '../world/numbers.ts'
import { reserve } from '../world/reservations.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())
const owner = await world.newAccount()
const [tn = '', free = ''] = await available(world, '919', 2)
const id = await reserve(world, owner, tn)
const read = (number: string, auth = owner.auth) => world.api('GET', `/tns/${number}/tnreservation`, undefined, { auth })

describe('200', () => {
  it('tells of the reservation in the documented spelling and in the one that two clients read', async () => {
    await world.advance('PT1H', owner.account)
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    const expires = Number(text(answer.xml, 'ReservationExpires'))
    expect(expires).toBeGreaterThan(10_790)
    expect(expires).toBeLessThanOrEqual(10_800)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><TNReservation>'
      + `<ReservationID>${id}</ReservationID><Account>${owner.account}</Account><ReservationExpires>${expires}</ReservationExpires><ReservedTN>${tn}</ReservedTN>`
      + `<ReservationId>${id}</ReservationId><AccountId>${owner.account}</AccountId><ReservedTn>${tn}</ReservedTn></TNReservation>`)
  })

  it('the same under the names of both spellings in JSON', async () => {
    const { json } = await world.api('GET', `/tns/${tn}/tnreservation`, undefined, { auth: owner.auth, headers: { accept: 'application/json' } })
    expect(json).toMatchObject({ reservationID: id, reservationId: id, account: owner.account, accountId: owner.account, reservedTN: tn, reservedTn: tn })
    expect(Object.keys(Object(json))).toHaveLength(7)
  })
})

describe('400', () => {
  it('12512 for what is no number', async () => {
    const answer = await read('123')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12512'])
  })
})

describe('404', () => {
  it('5043 for a number without reservation, and exactly the same for one that another account has reserved', async () => {
    const other = await world.newAccount()
    const [nothing, others] = [await read(free), await read(tn, other.auth)]
    expect([nothing.status, text(nothing.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5043'])
    expect(others.text.replace(tn, free)).toBe(nothing.text)
  })

  it('5043 for a number of another country, which nobody can reserve', async () => {
    const answer = await read('+33140289562')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5043'])
  })

  it('5043 once it has run out', async () => {
    await world.advance('PT3H', owner.account)
    expect((await read(tn)).status).toBe(404)
  })
})
