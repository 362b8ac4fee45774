import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTerminal, orderTypes } from '../../src/kernel/orders/define.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { csrs, csrXml, magic } from '../world/csrs.ts'
import { startHeldService, type HeldService } from '../world/held-service.ts'
import { subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text } from '../world/xml.ts'

const CANCEL = '<Csr><Status>REQUESTED_CANCEL</Status></Csr>'
const pin = (value: string) => `<Csr><EndUserPIN>${value}</EndUserPIN></Csr>`
const found = (customerName: string) => ({ status: 'found', record: { customerName, serviceAddress: { unparsedAddress: '1 Main ST' }, telephoneNumbers: ['9195550140'] } })

describe('while the carrier is being asked', () => {
  let service: HeldService
  let world: World
  let owner: FreshAccount
  let my: ReturnType<typeof csrs>
  beforeAll(async () => {
    service = await startHeldService()
    world = await createWorld({ env: { NUMBERPLANE_CSR: 'http', NUMBERPLANE_CSR_URL: service.url } })
    owner = await world.newAccount()
    my = csrs(world, owner)
  })
  afterAll(async () => {
    await service.close()
    await world.close()
  })

  /** An order whose question has reached the service, which does not answer it yet. */
  async function asking(): Promise<string> {
    const { xml } = await my.post(csrXml('9195550140'))
    await service.waitFor(service.asked.length + 1)
    return text(xml, 'OrderId')
  }

  it('no transaction is open', async () => {
    const id = await asking()
    // Others open one for a moment now and then; one that waited for the carrier would stay.
    await expect.poll(async () => (await world.database.pool.query(
      "select state from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'")).rows).toEqual([])
    expect(await my.statusOf(id)).toBe('PROCESSING')
    service.release({ status: 'refused' })
    await world.settle(owner.account)
    expect(await my.statusOf(id)).toBe('FAILED')
  })

  it('more can be told: the answer to the earlier question does not count', async () => {
    const id = await asking()
    const before = service.asked.length
    expect((await my.put(id, pin('1234'))).status).toBe(200)
    await service.waitFor(before + 1)
    service.release(found('to whichever question'))
    await world.settle(owner.account)
    expect([await my.statusOf(id), (await my.historyOf(id)).slice(2)]).toEqual(['COMPLETE', ['tellMore PROCESSING', 'complete COMPLETE']])
    expect(service.asked.slice(-2)).toEqual([`PUT /${id}-1`, `PUT /${id}-2`])
  })

  it('it can be cancelled: what the carrier answers then comes too late', async () => {
    const id = await asking()
    const before = service.asked.length
    expect(text((await my.put(id, CANCEL)).xml, 'Status')).toBe('REQUESTED_CANCEL')
    await service.waitFor(before + 1)
    service.release(found('too late'))
    await world.settle(owner.account)
    expect([await my.statusOf(id), (await my.get(`/${id}`)).text.includes('too late')]).toEqual(['CANCELLED', false])
  })

  it('a reset of the account leaves nothing behind', async () => {
    await asking()
    const reset = await fetch(`${world.origin}/sandbox/accounts/${owner.account}/reset`, { method: 'POST', headers: { authorization: `Basic ${btoa(owner.auth)}` } })
    expect(reset.status).toBe(200)
    service.release(found('nobody'))
    await world.settle(owner.account)
    const { rows } = await world.database.pool.query('select (select count(*)::int from csr_order) as details, (select count(*)::int from timer where account_id = $1) as timers', [owner.account])
    expect(rows).toEqual([{ details: 0, timers: 0 }])
  })
})

describe('whatever clients do, in any order', () => {
  let world: World
  let receiver: CallbackReceiver
  beforeAll(async () => {
    world = await createWorld()
    receiver = await startCallbackReceiver()
  })
  afterAll(async () => {
    await receiver.close()
    await world.close()
  })

  type Step = 'tell' | 'prove' | 'cancel' | 'hour' | 'days' | 'settle'
  const steps = fc.array(fc.constantFrom<Step>('tell', 'prove', 'cancel', 'hour', 'days', 'settle'), { minLength: 1, maxLength: 8 })

  it('an order ends once, its history makes moves that there are, and subscribers hear exactly of the states that are told', async () => {
    const type = orderTypes().find((each) => each.type === 'csrs')
    if (!type) throw new Error('no order type')
    const owner = await world.newAccount()
    const my = csrs(world, owner)
    await subscribe(world, owner, receiver.url, { about: '<OrderType>csrs</OrderType>' })
    const proof = text((await world.api('GET', `/../sandbox/industry/${magic.asks}`)).xml, 'Subscriber/AccountNumber')
    const doing: Readonly<Record<Step, (id: string) => Promise<unknown>>> = {
      tell: (id) => my.put(id, pin('0')), prove: (id) => my.put(id, `<Csr><AccountNumber>${proof}</AccountNumber></Csr>`), cancel: (id) => my.put(id, CANCEL),
      hour: () => world.advance('PT1H', owner.account), days: () => world.advance('P3D', owner.account), settle: () => world.settle(owner.account),
    }
    await fc.assert(fc.asyncProperty(fc.constantFrom(magic.automated, magic.asks, magic.byHand, magic.refusedByHand, magic.outage), steps, async (tn, walk) => {
      const id = text((await my.post(csrXml(tn))).xml, 'OrderId')
      for (const step of walk) await doing[step](id)
      await world.settle(owner.account)
      const history = (await my.historyOf(id)).map((entry) => entry.split(' '))
      let state = type.initial
      for (const [move = '', to = ''] of history.slice(1)) {
        expect(isTerminal(type, state)).toBe(false)
        expect(type.moves[move]).toMatchObject({ from: expect.arrayContaining([state]), to })
        state = to
      }
      expect(await my.statusOf(id)).toBe(state)
      const told = receiver.requests.map(({ body }) => readXml(body)).filter((each) => text(each, 'OrderId') === id && names(each).includes('Status')).map((each) => text(each, 'Status'))
      expect(told).toEqual(history.map(([, to = '']) => to).filter((to, index, all) => type.notify.includes(to) && to !== all[index - 1]))
      const waiting = await world.database.pool.query("select key from timer where key like $1", [`order:${id}:%`])
      if (isTerminal(type, state)) expect(waiting.rows).toEqual([])
    }), { numRuns: 25 })
  })
})

describe('what no document describes', () => {
  it('answers 501', async () => {
    const world = await createWorld({ worker: false })
    try {
      const owner = await world.newAccount()
      expect((await world.api('POST', `${csrs(world, owner).path}/1/notes/1`, '<Note/>', { auth: owner.auth })).status).toBe(501)
    } finally {
      await world.close()
    }
  })
})
