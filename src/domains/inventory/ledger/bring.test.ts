import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { admitBrought, assignNumbers, originsOf, pickAvailable, removeBrought, takeNumbers, type Bringing } from '../index.ts'

const OTHER_ACCOUNT = 9_000_001
const at = new Date('2026-03-01T12:00:00.000Z')
const { database, close } = await cloneTemplate()
afterAll(close)

const { id: siteId } = await database.db.selectFrom('site').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()
const { id: peerId } = await database.db.selectFrom('sip_peer').select('id').where('account_id', '=', SANDBOX_ACCOUNT).executeTakeFirstOrThrow()
beforeAll(async () => {
  await database.db.insertInto('account').values({ id: OTHER_ACCOUNT, company_name: 'Other', sandbox: true, created_at: at }).execute()
})

const how = (change: Partial<Bringing> = {}): Bringing => ({
  as: 'imported', accountId: SANDBOX_ACCOUNT, siteId, peerId, orderId: randomUUID(), orderType: 'IMPORT_TN_ORDER', orderCreatedAt: at, at, actor: 'tester', clock: systemClock, ...change,
})
const rowOf = async (tn: string) => database.db.selectFrom('telephone_number').selectAll().where('tn', '=', tn).executeTakeFirst()

describe('bringing numbers', () => {
  it('admits those that the ledger lacks, with the place that their exchange has, and answers no others', async () => {
    const [ours = ''] = await database.transaction((tx) => pickAvailable(tx, SANDBOX_ACCOUNT, { areaCode: '919' }, 1))
    const tn = `${ours.slice(0, 6)}0000`
    await database.db.deleteFrom('telephone_number').where('tn', '=', tn).execute()
    expect(await database.transaction((tx) => admitBrought(tx, [ours, tn].sort(), how()))).toEqual([tn])
    const [one, brought] = [await rowOf(ours), await rowOf(tn)]
    expect(brought).toMatchObject({ status: 'Inservice', rate_center_id: one?.rate_center_id, state: 'NC', lata: one?.lata, vendor_id: 90, imported: true, hosted: true })
    expect(one).toMatchObject({ status: 'Available', account_id: null })
  })

  it('knows of an exchange that the plan lacks what its area code tells', async () => {
    await database.transaction((tx) => admitBrought(tx, ['3039990001'], how()))
    expect(await rowOf('3039990001')).toMatchObject({ rate_center_id: null, state: 'CO' })
  })

  it('never takes a number of ours that is in service: nothing of the order happens', async () => {
    const tns = await database.transaction(async (tx) => {
      const picked = await pickAvailable(tx, OTHER_ACCOUNT, { areaCode: '303' }, 1)
      await assignNumbers(tx, picked, { accountId: OTHER_ACCOUNT, siteId, peerId, orderId: randomUUID(), orderType: 'NEW_NUMBER_ORDER', protected: false, at, actor: 'tester' })
      return picked
    })
    const before = await rowOf(tns[0] ?? '')
    await expect(database.transaction((tx) => takeNumbers(tx, tns, how()))).rejects.toThrow(/1 numbers to bring, 0 could be/)
    expect(await rowOf(tns[0] ?? '')).toEqual(before)
    expect((await originsOf(database.db, tns)).get(tns[0] ?? '')).toMatchObject({ ours: true, hosted: false, accountId: OTHER_ACCOUNT })
    expect(await database.transaction((tx) => removeBrought(tx, tns, { accountId: OTHER_ACCOUNT, at, actor: 'tester' }))).toEqual([])
  })
})
