import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { csrs, csrXml, magic } from '../world/csrs.ts'
import { basicXml, subscribe, subscriptionXml } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'
import { readXml } from '../../src/kernel/xml/index.ts'

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

const ABOUT = { about: '<OrderType>csrs</OrderType>' }

/** What was told of an order, in the order of its coming: the status, or the note. */
const toldOf = (orderId: string): string[] => receiver.requests.map(({ body }) => readXml(body)).filter((told) => text(told, 'OrderId') === orderId)
  .map((told) => names(told).includes('Status') ? `${text(told, 'Status')}: ${text(told, 'Message')}` : `note: ${text(told, 'Note')}`)

describe('the guide, step by step', () => {
  let owner: FreshAccount
  let my: ReturnType<typeof csrs>
  let subscriptionId: string
  let orderId: string
  beforeAll(async () => {
    owner = await world.newAccount()
    my = csrs(world, owner)
  })

  it('creates a subscription for updates of CSR orders', async () => {
    const body = subscriptionXml(receiver.url, { ...ABOUT, expiry: '3153600000', more: basicXml('User15', 'Hunter15') })
    const { status, headers } = await world.api('POST', `/accounts/${owner.account}/subscriptions`, body, { auth: owner.auth })
    expect(status).toBe(201)
    subscriptionId = headers.get('location')?.split('/').at(-1) ?? ''
  })

  it('creates a CSR order', async () => {
    const { status, headers, xml } = await my.post('<Csr><CustomerOrderId>CustomerOrderId</CustomerOrderId>' +
      '<WorkingOrBillingTelephoneNumber>9198675309</WorkingOrBillingTelephoneNumber><EndUserPIN>1234</EndUserPIN></Csr>')
    orderId = text(xml, 'OrderId')
    expect([status, text(xml, 'Status'), headers.get('location')]).toEqual([200, 'RECEIVED', `${world.url}${my.path}/${orderId}`])
    await world.settle(owner.account)
  })

  it('receives the callback', () => {
    const [request, ...others] = receiver.requests
    expect(others).toEqual([])
    expect(request?.headers.authorization).toBe(`Basic ${btoa('User15:Hunter15')}`)
    const notification = readXml(request?.body ?? '')
    expect(notification.children.map(({ name, text: value }) => [name, value])).toEqual([
      ['Status', 'COMPLETE'], ['SubscriptionId', subscriptionId], ['Message', 'The CSR request is complete.'], ['OrderId', orderId], ['OrderType', 'csrs'],
      ['CustomerOrderId', 'CustomerOrderId'],
    ])
  })

  it('fetches the order and finds the record', async () => {
    const { xml } = await my.get(`/${orderId}`)
    expect([text(xml, 'Status'), text(xml, 'CsrData/CustomerName'), text(xml, 'CsrData/ServiceAddress/UnparsedAddress')])
      .toEqual(['COMPLETE', 'House of Mouse', '1234 Main ST Durham NC 27707'])
    expect(texts(xml, 'CsrData/WorkingTelephoneNumbersOnAccount/TelephoneNumber')).toEqual(['9198675309'])
  })

  it('hears of one that failed, and finds out why', async () => {
    const failed = await my.placed(magic.unsupported)
    expect(toldOf(failed)).toEqual(['FAILED: The CSR request has failed.'])
    const { status, xml } = await my.get(`/${failed}`)
    expect([status, text(xml, 'Status'), text(at(xml, 'Errors/Error'), 'Code'), text(at(xml, 'Errors/Error'), 'Description')])
      .toEqual([200, 'FAILED', '26500', 'CSR is not available for this TN'])
  })

  it('hears that more is wanted, tells it, and gets the record', async () => {
    const id = await my.placed(magic.asks)
    const wanted = 'The carrier needs more information: the right AccountNumber or EndUserPIN'
    const { xml } = await world.api('GET', `/../sandbox/industry/${magic.asks}`)
    await my.put(id, csrXml(magic.asks, `<EndUserPIN>${text(xml, 'Subscriber/Pin')}</EndUserPIN>`))
    await world.settle(owner.account)
    expect(toldOf(id)).toEqual([`note: ${wanted}`, `ACTION_REQUIRED: ${wanted}`, 'COMPLETE: The CSR request is complete.'])
  })
})

describe('a request that somebody works on', () => {
  it.each([[magic.byHand, 'COMPLETE: The CSR request is complete.', undefined],
    [magic.refusedByHand, 'FAILED: The CSR request has failed.', 'CSR is not available for this TN: the carrier refused the request made by hand']])('%s is answered after two days of the account\'s time', async (tn, told, why) => {
    const owner = await world.newAccount()
    const my = csrs(world, owner)
    await subscribe(world, owner, receiver.url, ABOUT)
    const id = await my.placed(tn)
    await world.advance('PT47H59M', owner.account)
    expect([await my.statusOf(id), toldOf(id)]).toEqual(['PROCESSING', []])
    await world.advance('PT1M', owner.account)
    expect(toldOf(id)).toEqual([told])
    expect((await my.errorOf(id))?.[1]).toBe(why)
  })
})

describe('a carrier that cannot be reached', () => {
  it('is asked again, less and less often, and after five hours and more the order fails', async () => {
    const owner = await world.newAccount()
    const my = csrs(world, owner)
    const id = await my.placed(magic.outage)
    await world.advance('PT4H', owner.account)
    expect(await my.statusOf(id)).toBe('PROCESSING')
    for (let pause = 0; pause < 5; pause += 1) await world.advance('PT4H', owner.account)
    expect(await my.errorOf(id)).toEqual(['26500', 'CSR is not available for this TN: the carrier could not be reached'])
  })
})

describe('a service over HTTP', () => {
  let service: CallbackReceiver
  let there: World
  let owner: FreshAccount
  let my: ReturnType<typeof csrs>
  beforeAll(async () => {
    service = await startCallbackReceiver()
    there = await createWorld({ env: { NUMBERPLANE_CSR: 'http', NUMBERPLANE_CSR_URL: service.url, NUMBERPLANE_CSR_TOKEN: 'secret', NUMBERPLANE_CSR_RETRY_SECONDS: '60,60' } })
    owner = await there.newAccount()
    my = csrs(there, owner)
  })
  afterAll(async () => {
    await there.close()
    await service.close()
  })

  const json = (body: object) => answer(200, JSON.stringify(body))
  const record = { customerName: 'JOHN SMITH', serviceAddress: { unparsedAddress: '900 MAIN CAMPUS DR' }, telephoneNumbers: ['9195550140', '9195550199'] }
  const askedOf = (id: string) => service.requests.filter(({ path }) => path.includes(id))

  it('is asked with the same id until it answers, through an outage and a wait', async () => {
    service.setBehaviour((_request, n) => [answer(503), json({ status: 'later', seconds: 86_400 }), json({ status: 'found', record })][n - 1] ?? answer(500))
    const id = await my.placed(magic.automated, '<EndUserPIN>1234</EndUserPIN>')
    expect(await my.statusOf(id)).toBe('PROCESSING')
    await there.advance('PT1M', owner.account)
    await there.advance('P1D', owner.account)
    const { xml } = await my.get(`/${id}`)
    expect([text(xml, 'Status'), text(xml, 'CsrData/CustomerName'), texts(xml, 'CsrData/WorkingTelephoneNumbersOnAccount/TelephoneNumber')])
      .toEqual(['COMPLETE', 'JOHN SMITH', record.telephoneNumbers])
    const asked = askedOf(id)
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array.from({ length: 3 }, () => `PUT /callback/${id}-1`))
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1)
    expect(asked[0]?.headers.authorization).toBe('Bearer secret')
  })

  it('gets more information as another question', async () => {
    service.setBehaviour(({ body }) => body.includes('4321') ? json({ status: 'found', record }) : json({ status: 'asks', wanted: 'the PIN' }))
    const id = await my.placed(magic.automated)
    expect(await my.statusOf(id)).toBe('ACTION_REQUIRED')
    await my.put(id, '<Csr><EndUserPIN>4321</EndUserPIN></Csr>')
    await there.settle(owner.account)
    expect([await my.statusOf(id), askedOf(id).map(({ path }) => path)]).toEqual(['COMPLETE', [`/callback/${id}-1`, `/callback/${id}-2`]])
  })

  it('is told of a cancellation, again where it did not hear, and the order is cancelled in any case', async () => {
    service.setBehaviour(({ method }) => method === 'PUT' ? json({ status: 'later', seconds: 600 }) : answer(500))
    const id = await my.placed(magic.automated)
    await my.put(id, '<Csr><Status>REQUESTED_CANCEL</Status></Csr>')
    await there.settle(owner.account)
    expect(await my.statusOf(id)).toBe('REQUESTED_CANCEL')
    await there.advance('PT1M', owner.account)
    await there.advance('PT1M', owner.account)
    expect([await my.statusOf(id), askedOf(id).map(({ method }) => method)]).toEqual(['CANCELLED', ['PUT', 'DELETE', 'DELETE', 'DELETE']])
  })

  it('that never comes to an end is given up after 30 days', async () => {
    service.setBehaviour(json({ status: 'later', seconds: 604_800 }))
    const id = await my.placed(magic.automated)
    for (let week = 0; week < 4; week += 1) await there.advance('P7D', owner.account)
    expect(await my.statusOf(id)).toBe('PROCESSING')
    await there.advance('P7D', owner.account)
    expect(await my.errorOf(id)).toEqual(['26500', 'CSR is not available for this TN: the carrier did not answer'])
  })
})

describe('where nobody can be asked', () => {
  it('orders are refused', async () => {
    const off = await createWorld({ env: { NUMBERPLANE_CSR: 'off' }, worker: false })
    try {
      const { status, xml } = await csrs(off, await off.newAccount()).post(csrXml(magic.automated))
      expect([status, text(xml, 'Errors/Error/Code')]).toEqual([400, '12160'])
    } finally {
      await off.close()
    }
  })
})
