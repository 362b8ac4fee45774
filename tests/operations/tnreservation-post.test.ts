import { afterAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { pickNumbers } from '../../src/domains/inventory/index.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { available } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const owner = await world.newAccount()

const post = (body: string, { account, auth } = owner) => world.api('POST', `/accounts/${account}/tnreservation`, body, { auth })
const reserve = (tn: string, as = owner) => post(`<Reservation><ReservedTn>${tn}</ReservedTn></Reservation>`, as)
const status = async (tn: string) =>
  world.database.db.selectFrom('telephone_number').select(['status', 'account_id']).where('tn', '=', tn).executeTakeFirst()

describe('201', () => {
  it('answers nothing but where the reservation is, and the number is kept for the account', async () => {
    const [tn = ''] = await available(world, '919', 1)
    const answer = await reserve(tn)
    expect([answer.status, answer.text]).toEqual([201, ''])
    const location = answer.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^${world.url}/accounts/${owner.account}/tnreservation/[0-9a-f-]{36}$`))
    expect(await status(tn)).toEqual({ status: 'Reserved', account_id: owner.account })
    const found = await world.api('GET', location.slice(world.url.length), undefined, { auth: owner.auth })
    expect(text(found.xml, 'Reservation/ReservedTn')).toBe(tn)
  })

  it('takes the number however it is written', async () => {
    const [tn = ''] = await available(world, '919', 1)
    expect((await reserve(`+1 (${tn.slice(0, 3)}) ${tn.slice(3, 6)}-${tn.slice(6)}`)).status).toBe(201)
  })

  it('a reserved number is offered to nobody, not even to who reserved it', async () => {
    const [tn = ''] = await available(world, '303', 1)
    await reserve(tn)
    const search = await world.api('GET', `/accounts/${owner.account}/availableNumbers?npaNxxx=${tn.slice(0, 7)}`, undefined, { auth: owner.auth })
    expect(search.text).not.toContain(tn)
  })

  it('of two that want one number at the same time, one gets it', async () => {
    const [tn = ''] = await available(world, '303', 1)
    const other = await world.newAccount()
    const answers = await Promise.all([reserve(tn), reserve(tn, other), reserve(tn), reserve(tn, other)])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 400, 400, 400])
  })
})

describe('400', () => {
  it('5041 for a number that is not available: reserved already, or in service', async () => {
    const { tns: [held = ''] } = await holdNumbers(world, await world.newAccount(), { areaCode: '201' }, 1)
    const [reserved = ''] = await available(world, '201', 1)
    await reserve(reserved)
    for (const tn of [held, reserved]) {
      const answer = await reserve(tn)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('<ReservationResponse><ResponseStatus><ErrorCode>5041</ErrorCode>'
        + `<Description>Reservation failed: telephone number ${tn} is not available.</Description></ResponseStatus></ReservationResponse>`)
    }
  })

  it('5041 for a number in a tier that is closed to the account, which cannot order it either', async () => {
    const [tn = ''] = await available(world, '617', 1)
    const limited = await world.newAccount()
    await world.database.pool.query('update account set tiers = (select array_remove(tiers, tier) from telephone_number where tn = $2) where id = $1', [limited.account, tn])
    const answer = await reserve(tn, limited)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5041'])
    expect(await pickNumbers(world.database.db, limited.account, [tn])).toEqual([])
    expect(await pickNumbers(world.database.db, owner.account, [tn])).toEqual([tn])
  })

  it('5040 for a number that is not known, and the same for one in the pool of another account', async () => {
    const [pooled = ''] = await available(world, '617', 1)
    await world.database.db.updateTable('telephone_number').set({ pool_account_id: world.account }).where('tn', '=', pooled).execute()
    for (const tn of ['9195550100', pooled]) {
      const answer = await reserve(tn)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5040'])
    }
  })

  it.each(['<Reservation/>', '<Reservation><ReservedTn>123</ReservedTn></Reservation>', '<Reservation><ReservedTn> </ReservedTn></Reservation>', 'no xml'])('5044 for %s', async (body) => {
    const answer = await post(body)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '5044'])
  })
})

describe('403', () => {
  it('5046 for an account that may not reserve', async () => {
    const other = await world.newAccount()
    await switchFeature(world.database.db, other.account, 'NumberManagement.RESERVATION', 'off')
    const [tn = ''] = await available(world, '201', 1)
    const answer = await reserve(tn, other)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([403, '5046'])
    expect(await status(tn)).toMatchObject({ status: 'Available' })
  })
})

describe('404', () => {
  it("another account's reservations", async () => {
    const answer = await reserve('9195550100', { ...owner, account: world.account })
    expect(answer.status).toBe(404)
    expect(has(answer.xml, 'ResponseStatus/ErrorCode')).toBe(true)
  })
})
