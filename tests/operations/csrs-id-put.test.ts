import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, csrXml, magic } from '../world/csrs.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof csrs>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = csrs(world, owner)
})
afterAll(() => world.close())

const CANCEL = '<Csr><Status>REQUESTED_CANCEL</Status></Csr>'
const pin = (value: string) => `<Csr><EndUserPIN>${value}</EndUserPIN></Csr>`

async function secretsOf(tn: string): Promise<{ accountNumber: string, pin: string }> {
  const { xml } = await world.api('GET', `/../sandbox/industry/${tn}`)
  return { accountNumber: text(xml, 'Subscriber/AccountNumber'), pin: text(xml, 'Subscriber/Pin') }
}

describe('200', () => {
  it.each(['pin', 'accountNumber'] as const)('asks again with the right %s, and gets the record', async (which) => {
    const id = await my.placed(magic.asks)
    expect(await my.statusOf(id)).toBe('ACTION_REQUIRED')
    const secrets = await secretsOf(magic.asks)
    const { status, xml } = await my.put(id, csrXml(magic.asks, which === 'pin' ? `<EndUserPIN>${secrets.pin}</EndUserPIN>` : `<AccountNumber>${secrets.accountNumber}</AccountNumber>`))
    expect([status, xml.name, text(xml, 'OrderId'), text(xml, 'Status')]).toEqual([200, 'CsrResponse', id, 'PROCESSING'])
    await world.settle(owner.account)
    expect(await my.statusOf(id)).toBe('COMPLETE')
    expect(await my.historyOf(id)).toEqual(['open RECEIVED', 'begin PROCESSING', 'askForMore ACTION_REQUIRED', 'tellMore PROCESSING', 'complete COMPLETE'])
  })

  it('asks for more again where the carrier is not content', async () => {
    const id = await my.placed(magic.asks)
    await my.put(id, pin('nothing'))
    await world.settle(owner.account)
    expect(await my.statusOf(id)).toBe('ACTION_REQUIRED')
  })

  it('tells more while somebody works on it, and keeps what was said before', async () => {
    const id = await my.placed(magic.byHand, '<EndUserName>First</EndUserName>')
    expect(text((await my.put(id, '<Csr><CustomerOrderId>later</CustomerOrderId><EndUserPIN>1234</EndUserPIN></Csr>')).xml, 'Status')).toBe('PROCESSING')
    const { xml } = await my.get(`/${id}`)
    expect(['CustomerOrderId', 'EndUserName', 'EndUserPIN'].map((name) => text(xml, name))).toEqual(['later', 'First', '1234'])
    // The question is put anew, so the work begins anew.
    await world.settle(owner.account)
    await world.advance('PT47H', owner.account)
    expect(await my.statusOf(id)).toBe('PROCESSING')
    await world.advance('PT2H', owner.account)
    expect(await my.statusOf(id)).toBe('COMPLETE')
  })

  it('changes the customer order id alone without asking again', async () => {
    const id = await my.placed(magic.byHand)
    expect((await my.put(id, '<Csr><CustomerOrderId>mine</CustomerOrderId></Csr>')).status).toBe(200)
    expect(text((await my.get(`/${id}`)).xml, 'CustomerOrderId')).toBe('mine')
    expect(await my.historyOf(id)).toEqual(['open RECEIVED', 'begin PROCESSING', 'amend PROCESSING'])
  })

  it.each([['waits for the customer', magic.asks], ['is worked on', magic.byHand], ['waits for a carrier that cannot be reached', magic.outage]])('cancels an order that %s', async (_what, tn) => {
    const id = await my.placed(tn)
    const { status, xml } = await my.put(id, CANCEL)
    expect([status, text(xml, 'Status')]).toEqual([200, 'REQUESTED_CANCEL'])
    await world.settle(owner.account)
    expect(await my.statusOf(id)).toBe('CANCELLED')
    await world.advance('P40D', owner.account)
    expect([await my.statusOf(id), await my.errorOf(id)]).toEqual(['CANCELLED', undefined])
    expect((await my.historyOf(id)).slice(-2)).toEqual(['requestCancel REQUESTED_CANCEL', 'cancel CANCELLED'])
  })

  it('may be asked to cancel twice', async () => {
    const id = await my.placed(magic.byHand)
    await my.put(id, CANCEL)
    await world.settle(owner.account)
    const { status, xml } = await my.put(id, CANCEL)
    expect([status, text(xml, 'Status')]).toEqual([200, 'CANCELLED'])
  })
})

describe('400', () => {
  it.each([
    ['<Csr/>', '1003'], ['<Csr><Status>COMPLETE</Status></Csr>', '1005'], [csrXml('9195550100'), '1003'], [csrXml('9195550100', '<EndUserPIN>1</EndUserPIN>'), '1005'],
    [csrXml('123', '<EndUserPIN>1</EndUserPIN>'), '1005'], [pin('1'.repeat(51)), '1011'], [pin('a b'), '1013'],
  ])('refuses %s with %s', async (body, code) => {
    const id = await my.placed(magic.asks)
    const { status, xml } = await my.put(id, body)
    expect([status, xml.name, text(xml, 'Errors/Error/Code')]).toEqual([400, 'CsrResponse', code])
    expect(await my.statusOf(id)).toBe('ACTION_REQUIRED')
  })

  it.each([['complete', magic.automated], ['failed', magic.unsupported]])('refuses every change of one that is %s', async (_what, tn) => {
    const id = await my.placed(tn)
    for (const body of [CANCEL, pin('1234'), '<Csr><CustomerOrderId>late</CustomerOrderId></Csr>']) {
      const { status, xml } = await my.put(id, body)
      expect([status, text(xml, 'Errors/Error/Code'), text(xml, 'Errors/Error/Description')]).toEqual([400, '1005', expect.stringContaining('does not change any more')])
    }
    expect((await my.get(`/${id}`)).text).not.toContain('late')
  })

  it('refuses more information for one that is cancelled', async () => {
    const id = await my.placed(magic.byHand)
    await my.put(id, CANCEL)
    expect((await my.put(id, pin('1234'))).status).toBe(400)
    await world.settle(owner.account)
    expect((await my.put(id, pin('1234'))).status).toBe(400)
  })
})

describe('404', () => {
  it('answers like nothing for an order of somebody else', async () => {
    const id = await my.placed(magic.byHand)
    const { status } = await world.api('PUT', `/accounts/${world.account}/csrs/${id}`, CANCEL)
    expect([status, await my.statusOf(id)]).toEqual([404, 'PROCESSING'])
  })
})
