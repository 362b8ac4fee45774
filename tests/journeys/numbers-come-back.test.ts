import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { giveUp } from '../world/numbers.ts'
import { existingOrder } from '../world/orders.ts'
import { reserve } from '../world/reservations.ts'
import { createWorld, type FreshAccount } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

const world = await createWorld()
afterAll(() => world.close())

async function offered({ account, auth }: FreshAccount, tn: string): Promise<boolean> {
  const { xml } = await world.api('GET', `/accounts/${account}/availableNumbers?npaNxxx=${tn.slice(0, 7)}&quantity=5000`, undefined, { auth })
  return xml.children.length > 0 && texts(xml, 'TelephoneNumberList/TelephoneNumber').includes(tn)
}

/** Places an order and answers how it ended. */
async function ordered({ account, auth, site }: FreshAccount, tn: string, reservation?: string): Promise<string> {
  const ids = reservation === undefined ? '' : `<ReservationIdList><ReservationId>${reservation}</ReservationId></ReservationIdList>`
  const body = existingOrder(site, [tn]).replace('</TelephoneNumberList>', `</TelephoneNumberList>${ids}`)
  const placed = await world.api('POST', `/accounts/${account}/orders`, body, { auth })
  await world.settle(account)
  const { xml } = await world.api('GET', `/accounts/${account}/orders/${text(placed.xml, 'Order/id')}`, undefined, { auth })
  return text(xml, 'OrderStatus')
}

async function firstFree(areaCode: string): Promise<string> {
  const row = await world.database.db.selectFrom('telephone_number').select('tn').where('status', '=', 'Available').where('tn', 'like', `${areaCode}%`)
    .orderBy('tn').executeTakeFirstOrThrow()
  return row.tn
}

describe('a reservation', () => {
  it('keeps a number for its account alone, who must name it to order it', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const tn = await firstFree('919')
    const id = await reserve(world, owner, tn)
    expect(await offered(other, tn)).toBe(false)
    expect(await ordered(other, tn)).toBe('FAILED')
    expect(await ordered(other, tn, id)).toBe('FAILED')
    expect(await ordered(owner, tn)).toBe('FAILED')
    expect(await ordered(owner, tn, id)).toBe('COMPLETE')
    const { text: left } = await world.api('GET', `/accounts/${owner.account}/tnreservation/${id}`, undefined, { auth: owner.auth })
    expect(left).toContain('<ErrorCode>5042</ErrorCode>')
  })

  it('runs out after four hours, and the number can be ordered by anybody again', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const tn = await firstFree('303')
    const id = await reserve(world, owner, tn)
    await world.advance('PT3H59M', owner.account)
    expect(await offered(other, tn)).toBe(false)
    await world.advance('PT1M', owner.account)
    expect(await offered(other, tn)).toBe(true)
    expect(await ordered(owner, tn, id)).toBe('COMPLETE')
  })

  it('that was let go runs out for nobody: the next one has its full time', async () => {
    const owner = await world.newAccount()
    const tn = await firstFree('617')
    const id = await reserve(world, owner, tn)
    await world.advance('PT3H', owner.account)
    await world.api('DELETE', `/accounts/${owner.account}/tnreservation/${id}`, undefined, { auth: owner.auth })
    await reserve(world, owner, tn)
    await world.advance('PT2H', owner.account)
    expect(await offered(owner, tn)).toBe(false)
  })
})

describe('a number that was given up', () => {
  it('rests 45 days of its account and is then like any other', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const tn = await firstFree('201')
    expect(await ordered(owner, tn)).toBe('COMPLETE')
    await giveUp(world, owner, [tn], systemClock.now())
    await world.advance('P44D', owner.account)
    expect(await offered(other, tn)).toBe(false)
    const { xml } = await world.api('GET', `/tns/${tn}`, undefined, { auth: owner.auth })
    expect(text(xml, 'Status')).toBe('Aging')
    await world.advance('P1D', owner.account)
    expect(await offered(other, tn)).toBe(true)
    expect(await ordered(other, tn)).toBe('COMPLETE')
    const gone = await world.api('GET', `/accounts/${owner.account}/discnumbers`, undefined, { auth: owner.auth })
    expect(texts(gone.xml, 'TelephoneNumbers/TelephoneNumber')).toEqual([tn])
  })

  it("rests on that account's clock: another account's days do not count", async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const tn = await firstFree('614')
    expect(await ordered(owner, tn)).toBe('COMPLETE')
    await giveUp(world, owner, [tn], systemClock.now())
    await world.advance('P50D', other.account)
    expect(await offered(other, tn)).toBe(false)
  })
})
