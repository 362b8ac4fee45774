import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../../tests/world/world.ts'
import {
  admitNumbers, assignNumbers, changeLineSettings, disconnectNumbers, findAvailableTns, findLineSettings, findNumber, noteHistory, pickAvailable, pickNumbers,
  portOutNumbers, relocateNumbers, setAttributes,
} from '../index.ts'
import { endRest } from './aging.ts'

const OTHER_ACCOUNT = 9_000_001
const at = new Date('2026-03-01T12:00:00.000Z')
const later = (days: number) => ({ now: () => new Date(at.getTime() + days * 86_400_000) })
const { database, close } = await cloneTemplate()
afterAll(close)
const { db } = database
const { id: siteId } = await db.selectFrom('site').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()
const { id: peerId } = await db.selectFrom('sip_peer').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()

beforeAll(async () => {
  await db.insertInto('account').values({ id: OTHER_ACCOUNT, company_name: 'Other', sandbox: true, created_at: at }).execute()
})

/** Numbers in service on the sandbox account. */
async function inService(quantity: number, areaCode = '919', account = SANDBOX_ACCOUNT): Promise<string[]> {
  return database.transaction(async (tx) => {
    const tns = await pickAvailable(tx, account, { areaCode }, quantity)
    await assignNumbers(tx, tns, { accountId: account, siteId, peerId, orderId: randomUUID(), orderType: 'NEW_NUMBER_ORDER', protected: false, at, actor: 'tester' })
    return tns
  })
}
const row = (tn: string) => db.selectFrom('telephone_number').selectAll().where('tn', '=', tn).executeTakeFirstOrThrow()
const disconnect = (tns: readonly string[], how: Partial<Parameters<typeof disconnectNumbers>[3]> = {}, account = SANDBOX_ACCOUNT) =>
  database.transaction((tx) => disconnectNumbers(tx, account, tns, { mode: 'rest', at, actor: 'tester', ...how }))
const events = async () => (await db.selectFrom('event').select(['account_id', 'payload']).where('name', '=', 'number.released').orderBy('seq').execute())

describe('disconnecting', () => {
  it('lets numbers rest for 45 days with history, an event, and nothing left of site, peer and line settings', async () => {
    const tns = await inService(3)
    const [first = ''] = tns
    await changeLineSettings(db, SANDBOX_ACCOUNT, tns, { callForward: '9195550100' })
    const orderId = randomUUID()
    expect(await disconnect(tns, { orderId, orderType: 'DISCONNECT' })).toEqual(tns.map((tn) => ({ tn })))
    expect(await row(first)).toMatchObject({
      status: 'Aging', account_id: SANDBOX_ACCOUNT, site_id: null, peer_id: null, order_id: orderId, order_type: 'DISCONNECT',
      aging_until: new Date('2026-04-15T12:00:00.000Z'), permanently_disconnected_at: at,
    })
    expect(await findLineSettings(db, first)).toBeUndefined()
    expect((await events()).at(-1)).toEqual({ account_id: SANDBOX_ACCOUNT, payload: { tns, to: 'Aging', orderId } })
    const timers = await db.selectFrom('timer').select(['task', 'due_at', 'payload']).where('account_id', '=', SANDBOX_ACCOUNT).execute()
    expect(timers).toEqual([{ task: 'inventory.number.age-out', due_at: new Date('2026-04-15T12:00:00.000Z'), payload: { accountId: SANDBOX_ACCOUNT } }])
    const history = await db.selectFrom('telephone_number_history').select(['to_status', 'order_type', 'actor']).where('tn', '=', first).orderBy('id').execute()
    expect(history).toEqual([
      { to_status: 'Inservice', order_type: 'NEW_NUMBER_ORDER', actor: 'tester' }, { to_status: 'Aging', order_type: 'DISCONNECT', actor: 'tester' },
    ])
  })

  it('gives each number its own outcome: unknown ones, those of others, and those not in service stay as they are', async () => {
    const [mine = '', resting = ''] = await inService(2, '303')
    const [others = ''] = await inService(1, '303', OTHER_ACCOUNT)
    const [free = ''] = await findAvailableTns(db, SANDBOX_ACCOUNT, { areaCode: '303' }, { limit: 1 })
    await disconnect([resting])
    const outcomes = await disconnect([mine, resting, others, free, '2012345678', mine])
    expect(Object.fromEntries(outcomes.map(({ tn, problem }) => [tn, problem]))).toEqual({
      [mine]: undefined, [resting]: 'notInService', [others]: 'unknown', [free]: 'unknown', 2012345678: 'unknown',
    })
    expect(await row(others)).toMatchObject({ status: 'Inservice', account_id: OTHER_ACCOUNT })
    expect(await row(free)).toMatchObject({ status: 'Available' })
  })

  it('never offers again what the account brought itself, or what is retired', async () => {
    const [external = '', imported = '', retired = ''] = await inService(3, '617')
    await setAttributes(db, SANDBOX_ACCOUNT, [external], { external: true }, at)
    await setAttributes(db, SANDBOX_ACCOUNT, [imported], { imported: true, serviceTypes: ['Hosted Messaging'] }, at)
    await disconnect([external, imported])
    await disconnect([retired], { mode: 'retire' })
    for (const tn of [external, imported, retired]) expect(await row(tn)).toMatchObject({ status: 'Disconnected', aging_until: null })
    expect((await events()).slice(-2).map(({ payload }) => payload)).toEqual([{ tns: [external, imported].toSorted(), to: 'Disconnected' }, { tns: [retired], to: 'Disconnected' }])
  })

  it('takes 5,000 numbers at once', async () => {
    const tns = await inService(5000, '919')
    const outcomes = await disconnect(tns)
    expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([])
  })
})

describe('resting', () => {
  it('ends when the period is over and not before; the number is then like any other', async () => {
    const [tn = ''] = await inService(1, '201')
    await disconnect([tn])
    await endRest(database, later(44.9), SANDBOX_ACCOUNT)
    expect(await row(tn)).toMatchObject({ status: 'Aging' })
    await endRest(database, later(45), SANDBOX_ACCOUNT)
    expect(await row(tn)).toMatchObject({ status: 'Available', account_id: null, order_id: null, in_service_at: null, aging_until: null, permanently_disconnected_at: at })
    expect(await findAvailableTns(db, OTHER_ACCOUNT, { areaCode: '201' }, { limit: 5000 })).toContain(tn)
  })

  it('goes by the class of the number', async () => {
    await db.updateTable('aging_period').set({ days: 90 }).where('class', '=', 'toll-free').execute()
    const [tollFree = ''] = await inService(1, '800')
    const [local = ''] = await inService(1, '201')
    await disconnect([local, tollFree])
    expect((await row(tollFree)).aging_until).toEqual(later(90).now())
    expect((await row(local)).aging_until).toEqual(later(45).now())
  })

  it('a protected number comes back to the account that protected it, and to nobody else', async () => {
    const [tn = ''] = await inService(1, '614')
    await disconnect([tn], { protected: true })
    await endRest(database, later(46), SANDBOX_ACCOUNT)
    expect(await pickNumbers(db, OTHER_ACCOUNT, [tn])).toEqual([])
    expect(await pickNumbers(db, SANDBOX_ACCOUNT, [tn])).toEqual([tn])
  })

  it('of nobody goes by real time', async () => {
    await admitNumbers(db, [{ tn: '9194390077', rateCenterId: null }], { at })
    await db.updateTable('telephone_number').set({ status: 'Aging', aging_until: at }).where('tn', '=', '9194390077').execute()
    expect(await endRest(database, later(-1), null)).toBe(0)
    expect(await endRest(database, later(0), null)).toBe(1)
    expect(await row('9194390077')).toMatchObject({ status: 'Available' })
  })
})

describe('leaving for another carrier', () => {
  it('tells of the numbers that went, and keeps them out of the stock', async () => {
    const [tn = ''] = await inService(1, '704')
    expect(await database.transaction((tx) => portOutNumbers(tx, SANDBOX_ACCOUNT, [tn, '2012345678'], { at, actor: 'tester' }))).toEqual([tn])
    expect(await row(tn)).toMatchObject({ status: 'PortOut', account_id: SANDBOX_ACCOUNT, site_id: null })
    expect((await events()).at(-1)?.payload).toEqual({ tns: [tn], to: 'PortOut' })
  })
})

describe('changing numbers in service', () => {
  it('moves them to another place, and only those that the account has in service', async () => {
    const [tn = '', gone = ''] = await inService(2, '804')
    await disconnect([gone])
    expect(await relocateNumbers(db, [tn, gone, '2012345678'], { accountId: SANDBOX_ACCOUNT, siteId, peerId, at })).toEqual([tn])
    expect(await relocateNumbers(db, [tn], { accountId: OTHER_ACCOUNT, siteId, peerId, at })).toEqual([])
  })

  it('sets marks and service types; what is not named stays', async () => {
    const [tn = ''] = await inService(1, '804')
    await setAttributes(db, SANDBOX_ACCOUNT, [tn], { protected: true, serviceTypes: ['Voice', 'Messaging'] }, at)
    await setAttributes(db, SANDBOX_ACCOUNT, [tn], { hosted: true }, at)
    expect(await findNumber(db, new Set([SANDBOX_ACCOUNT]), tn)).toMatchObject({ attributes: ['Protected', 'Hosted'], serviceTypes: ['Voice', 'Messaging'] })
    expect(await findNumber(db, new Set([OTHER_ACCOUNT]), tn)).toBeUndefined()
  })

  it('line settings: null takes one back, an absent one stays', async () => {
    const [tn = ''] = await inService(1, '804')
    await changeLineSettings(db, SANDBOX_ACCOUNT, [tn], { callForward: '9195550100', rewriteUser: 'me' })
    await changeLineSettings(db, SANDBOX_ACCOUNT, [tn], { callForward: null, smsEnabled: true })
    expect(await findLineSettings(db, tn)).toMatchObject({ callForward: undefined, rewriteUser: 'me', smsEnabled: true })
    expect(await changeLineSettings(db, OTHER_ACCOUNT, [tn], { callForward: '9195550100' })).toEqual([])
  })

  it('writes steps of orders into the history', async () => {
    const [tn = ''] = await inService(1, '804')
    await noteHistory(db, [tn, '2012345678'], { accountId: SANDBOX_ACCOUNT, at, actor: 'tester', orderId: randomUUID(), orderType: 'DLDA_ORDER', orderStatus: 'RECEIVED', orderCreatedAt: at })
    const last = await db.selectFrom('telephone_number_history').select(['from_status', 'to_status', 'order_status']).where('tn', '=', tn).orderBy('id', 'desc').executeTakeFirst()
    expect(last).toEqual({ from_status: 'Inservice', to_status: 'Inservice', order_status: 'RECEIVED' })
  })
})
