import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../../tests/world/world.ts'
import { rateCentersFor } from '../../numbering/index.ts'
import { admitNumbers, assignNumbers, findAvailableTns, pickAvailable, pickNumbers, resetNumbers, tnDetails, type Assignment } from '../index.ts'

const OTHER_ACCOUNT = 9_000_001
const at = new Date('2026-03-01T12:00:00.000Z')
const { database, close } = await cloneTemplate()
afterAll(close)

const { id: siteId } = await database.db.selectFrom('site').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()
const { id: peerId } = await database.db.selectFrom('sip_peer').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()
const [raleigh] = await rateCentersFor(database.db, { rateCenter: 'raleigh', state: 'nc' })
const rateCenterId = raleigh?.id ?? 0

beforeAll(async () => {
  await database.db.insertInto('account').values({ id: OTHER_ACCOUNT, company_name: 'Other', sandbox: true, created_at: at }).execute()
})

const assignment = (): Assignment => ({
  accountId: SANDBOX_ACCOUNT, siteId, peerId, orderId: randomUUID(), orderType: 'NEW_NUMBER_ORDER', protected: false, at, actor: 'tester',
})
const statusOf = async (tn: string) =>
  database.db.selectFrom('telephone_number').select(['status', 'account_id', 'order_id', 'in_service_at']).where('tn', '=', tn).executeTakeFirst()
const historyOf = async (tn: string) =>
  database.db.selectFrom('telephone_number_history').select(['from_status', 'to_status', 'account_id', 'order_id', 'actor', 'at'])
    .where('tn', '=', tn).orderBy('id').execute()

describe('admitting numbers', () => {
  it('takes place, LATA and tier from the rate center, and nothing for a toll-free number', async () => {
    expect(await admitNumbers(database.db, [{ tn: '9194390001', rateCenterId }, { tn: '8005550001', rateCenterId: null }], { at })).toBe(2)
    const vendor = { vendorId: 49, vendorName: 'Numberplane' }
    expect(await tnDetails(database.db, ['9194390001', '8005550001', '2012030000'])).toEqual([
      { tn: '8005550001', rateCenter: null, city: null, state: null, lata: null, tier: 0, ...vendor },
      { tn: '9194390001', rateCenter: 'RALEIGH', city: 'RALEIGH', state: 'NC', lata: 426, tier: raleigh?.tier, ...vendor },
    ])
  })

  it('leaves a number alone that the ledger has, and one given twice counts once', async () => {
    const numbers = ['9194390002', '9194390002', '9194390003'].map((tn) => ({ tn, rateCenterId }))
    expect(await admitNumbers(database.db, numbers, { at })).toBe(2)
    const held = assignment()
    await assignNumbers(database.db, ['9194390002'], held)
    expect(await admitNumbers(database.db, numbers, { at })).toBe(0)
    expect(await statusOf('9194390002')).toMatchObject({ status: 'Inservice', order_id: held.orderId })
  })

  it('refuses what is no number and a rate center that is not there, and then admits none', async () => {
    await expect(admitNumbers(database.db, [{ tn: '9194390004', rateCenterId }, { tn: '919-439', rateCenterId }], { at })).rejects.toThrow(/telephone_number_tn_check/)
    await expect(admitNumbers(database.db, [{ tn: '9194390004', rateCenterId: 999_999_999 }], { at })).rejects.toThrow(/rate_center/)
    expect(await statusOf('9194390004')).toBeUndefined()
  })

  it('into a private pool: only its account finds and picks them', async () => {
    await admitNumbers(database.db, [{ tn: '9194390005', rateCenterId }], { at, poolAccountId: OTHER_ACCOUNT })
    const criteria = { npaNxxx: '9194390', rateCenter: 'RALEIGH', state: 'NC' }
    const foundBy = (account: number) => findAvailableTns(database.db, account, criteria, { limit: 5000 })
    expect(await foundBy(OTHER_ACCOUNT)).toContain('9194390005')
    expect(await foundBy(SANDBOX_ACCOUNT)).not.toContain('9194390005')
    expect(await pickAvailable(database.db, SANDBOX_ACCOUNT, criteria, 5000)).not.toContain('9194390005')
    expect(await pickNumbers(database.db, SANDBOX_ACCOUNT, ['9194390005'])).toEqual([])
    expect(await pickNumbers(database.db, OTHER_ACCOUNT, ['9194390005'])).toEqual(['9194390005'])
  })
})

describe('assigning numbers', () => {
  it('puts 5,000 in service with one line of history each, and they are no longer offered', async () => {
    const given = assignment()
    const tns = await database.transaction(async (tx) => {
      const picked = await pickAvailable(tx, SANDBOX_ACCOUNT, { areaCode: '919' }, 5000)
      await assignNumbers(tx, picked, given)
      return picked
    })
    expect(tns.length).toBeGreaterThan(500)
    const [first = ''] = tns
    expect(await statusOf(first)).toEqual({ status: 'Inservice', account_id: SANDBOX_ACCOUNT, order_id: given.orderId, in_service_at: at })
    expect(await historyOf(first)).toEqual([
      { from_status: 'Available', to_status: 'Inservice', account_id: SANDBOX_ACCOUNT, order_id: given.orderId, actor: 'tester', at },
    ])
    expect(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '919' }, { limit: 5000 })).not.toContain(first)
    expect(await pickNumbers(database.db, SANDBOX_ACCOUNT, tns)).toEqual([])
  })

  it('changes nothing when one of the numbers is not available', async () => {
    const [free = ''] = await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '201' }, { limit: 1 })
    const [taken = ''] = await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '303' }, { limit: 1 })
    await assignNumbers(database.db, [taken], assignment())
    const both = database.transaction((tx) => assignNumbers(tx, [free, taken], assignment()))
    await expect(both).rejects.toThrow('2 numbers to assign, 1 were available')
    expect(await statusOf(free)).toMatchObject({ status: 'Available' })
    expect(await historyOf(free)).toEqual([])
  })
})

describe('resetting an account', () => {
  it('gives back all that it holds, keeps history, and leaves other accounts alone', async () => {
    const tns = await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '617' }, { limit: 3 })
    const [others = '', ...own] = tns
    const given = assignment()
    await assignNumbers(database.db, own, given)
    await assignNumbers(database.db, [others], { ...assignment(), accountId: OTHER_ACCOUNT })
    await database.transaction((tx) => resetNumbers(tx, SANDBOX_ACCOUNT, at))
    const held = await database.db.selectFrom('telephone_number').select('tn').where('account_id', '=', SANDBOX_ACCOUNT).execute()
    expect(held).toEqual([])
    expect(await findAvailableTns(database.db, SANDBOX_ACCOUNT, { areaCode: '617' }, { limit: 2 })).toEqual(own)
    expect((await historyOf(own[0] ?? '')).map((row) => [row.from_status, row.to_status, row.order_id])).toEqual([
      ['Available', 'Inservice', given.orderId], ['Inservice', 'Available', given.orderId],
    ])
    expect(await statusOf(others)).toMatchObject({ status: 'Inservice', account_id: OTHER_ACCOUNT })
  })
})
