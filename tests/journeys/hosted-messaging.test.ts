import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callbackReceivers, type CallbackReceiver } from '../world/callback-receiver.ts'
import { listOf } from '../world/held-numbers.ts'
import { bringing, importBody, outside } from '../world/hosting.ts'
import { basicXml, subscribe, subscriptionXml } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { names, text, texts } from '../world/xml.ts'
import { readXml } from '../../src/kernel/xml/index.ts'

/** The guide on hosted messaging, step by step, and what happens when somebody else gets the number's messages. */

let world: World
const receivers = callbackReceivers()
beforeAll(async () => { world = await createWorld() })
afterAll(async () => {
  await receivers.close()
  await world.close()
})

const told = ({ requests }: CallbackReceiver) => requests.map(({ body }) => readXml(body))
const LOST = { about: '<EventType>MESSAGING_LOST</EventType>' }

describe('the guide: from a subscription to a number in service', () => {
  it('goes as written', async () => {
    const owner = await world.newAccount()
    const my = bringing(world, owner)
    const callbacks = await receivers.start()
    const tns = await outside(world, 2)

    // Create a subscription for importtnorders.
    const subscribed = await my.post('/subscriptions', subscriptionXml(callbacks.url,
      { about: '<OrderType>importtnorders</OrderType>', more: basicXml('User15', 'Hunter15') }))
    expect(subscribed.status).toBe(201)
    expect(subscribed.headers.get('location')).toContain(`/accounts/${owner.account}/subscriptions/`)

    // Check the phone numbers for "importability".
    const check = await my.post('/importTnChecker', `<ImportTnCheckerPayload><TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></ImportTnCheckerPayload>`)
    expect([check.status, texts(check.xml, 'ImportTnCheckerPayload/TelephoneNumbers/TelephoneNumber')]).toEqual([200, tns])

    // Create the order.
    const placed = await my.post('/importTnOrders', importBody(owner.site, tns, { more: `<SipPeerId>${owner.peer}</SipPeerId>` }).replace('ICPA123ABC', 'marktestorders'))
    expect([placed.status, text(placed.xml, 'ImportTnOrder/ProcessingStatus')]).toEqual([201, 'PROCESSING'])
    const id = text(placed.xml, 'ImportTnOrder/OrderId')
    expect(placed.headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/importTnOrders/${id}`)
    await world.settle(owner.account)

    // Receive the callbacks.
    const [first, last] = told(callbacks)
    expect(callbacks.requests.map(({ headers }) => headers.authorization)).toEqual(Array.from({ length: 2 }, () => `Basic ${btoa('User15:Hunter15')}`))
    for (const notification of [first, last]) {
      expect(names(notification ?? placed.xml).sort()).toEqual(['CustomerOrderId', 'Message', 'OrderId', 'OrderType', 'Status', 'SubscriptionId'])
    }
    const parts = ['OrderType', 'OrderId', 'CustomerOrderId', 'Status', 'Message']
    expect(parts.map((part) => text(first ?? placed.xml, part))).toEqual(['importtnorders', id, 'marktestorders', 'PROCESSING', 'Import TN order processing has started.'])
    expect(parts.map((part) => text(last ?? placed.xml, part))).toEqual(['importtnorders', id, 'marktestorders', 'COMPLETE', 'Import TN order is complete.'])

    // Fetch the order's status.
    const order = await my.get(`/importTnOrders/${id}`)
    expect([text(order.xml, 'ProcessingStatus'), text(order.xml, 'Errors'), text(order.xml, 'CustomerOrderId')]).toEqual(['COMPLETE', '', 'marktestorders'])

    // Upload the letter of authorization.
    const letter = await fetch(`${world.url}/accounts/${owner.account}/importTnOrders/${id}/loas`, {
      method: 'POST', body: '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n', headers: { 'content-type': 'application/pdf', authorization: `Basic ${btoa(owner.auth)}` },
    })
    const stored = readXml(await letter.text())
    expect([letter.status, text(stored, 'resultCode'), text(stored, 'resultMessage')]).toEqual([201, '0', `LOA file uploaded successfully for order ${id}`])

    // Check in-service numbers to ensure that the numbers are imported.
    const inService = await my.get('/inserviceNumbers')
    expect([text(inService.xml, 'TotalCount'), texts(inService.xml, 'TelephoneNumbers/TelephoneNumber')]).toEqual(['2', tns])
  })
})

describe('MESSAGING_LOST', () => {
  it('is told to the account that had the messages, as documented, when another account\'s order takes them', async () => {
    const [loser, winner] = [await world.newAccount(), await world.newAccount()]
    const [atLoser, atWinner] = [await receivers.start(), await receivers.start()]
    const tns = await outside(world, 3)
    await bringing(world, loser).import(tns)
    const id = await subscribe(world, loser, atLoser.url, LOST)
    await subscribe(world, winner, atWinner.url, LOST)
    await bringing(world, winner).import(tns.slice(0, 2))
    await world.settle(loser.account)
    expect(atLoser.requests.map(({ body }) => body)).toEqual(['<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Notification>'
      + `<SubscriptionId>${id}</SubscriptionId><EventType>MESSAGING_LOST</EventType><ImpactedTelephoneNumbers><TelephoneNumber>${tns[0]}</TelephoneNumber>`
      + `<TelephoneNumber>${tns[1]}</TelephoneNumber></ImpactedTelephoneNumbers></Notification>`])
    expect(atWinner.requests).toEqual([])
    expect(texts((await bringing(world, loser).get('/inserviceNumbers')).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual(tns.slice(2))
  })

  it('is not told for an order of one\'s own that lets numbers go, nor for a disconnect, nor when they begin anew', async () => {
    const owner = await world.newAccount()
    const my = bringing(world, owner)
    const callbacks = await receivers.start()
    await subscribe(world, owner, callbacks.url, LOST)
    const [one = '', two = '', three = ''] = await outside(world, 3)
    await my.import([one, two, three])
    await my.remove([one])
    await my.external('IMPORT', [two])
    await my.external('REMOVE', [two])
    await my.post('/disconnects', `<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>${listOf([three])}</TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`)
    await world.settle(owner.account)
    expect(callbacks.requests).toEqual([])
    expect((await world.database.pool.query(`select from event where name = 'account.subjects-impacted' and account_id = $1`, [owner.account])).rowCount).toBe(0)
  })

  it('is not told of an order that was refused', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const callbacks = await receivers.start()
    await subscribe(world, owner, callbacks.url, LOST)
    const [tn = ''] = await outside(world, 1)
    await bringing(world, owner).external('IMPORT', [tn])
    const order = await bringing(world, other).get(`/importTnOrders/${await bringing(world, other).import([tn])}`)
    expect([text(order.xml, 'ProcessingStatus'), text(order.xml, 'Errors/Error/Code')]).toEqual(['FAILED', '19008'])
    await world.settle(owner.account)
    expect(callbacks.requests).toEqual([])
  })

  it('comes at the time of the account that lost, whose clock may be another one', async () => {
    const [loser, winner] = [await world.newAccount(), await world.newAccount()]
    await world.advance('P100D', loser.account)
    const tns = await outside(world, 1)
    await bringing(world, loser).import(tns)
    await bringing(world, winner).import(tns)
    await world.settle(loser.account)
    const { rows: [event] } = await world.database.pool.query<{ at: Date }>(`select at from event where name = 'account.subjects-impacted' and account_id = $1`, [loser.account])
    expect((event?.at.getTime() ?? 0) - Date.now()).toBeGreaterThan(99 * 86_400_000)
  })
})

describe('removal', () => {
  it('is told to its subscribers, and the number can be imported by somebody else', async () => {
    const [owner, other] = [await world.newAccount(), await world.newAccount()]
    const my = bringing(world, owner)
    const callbacks = await receivers.start()
    await subscribe(world, owner, callbacks.url, { about: '<OrderType>removeImportedTnOrders</OrderType>' })
    const tns = await outside(world, 1)
    await my.import(tns)
    const id = await my.remove(tns)
    expect(told(callbacks).map((notification) => ['OrderType', 'OrderId', 'Status', 'Message'].map((part) => text(notification, part)))).toEqual([
      ['removeImportedTnOrders', id, 'PROCESSING', 'Remove Imported TN order processing has started.'],
      ['removeImportedTnOrders', id, 'COMPLETE', 'Remove Imported TN order is complete.'],
    ])
    const order = await bringing(world, other).get(`/importTnOrders/${await bringing(world, other).import(tns)}`)
    expect(text(order.xml, 'ProcessingStatus')).toBe('COMPLETE')
  })
})

describe('external numbers', () => {
  it('are told at their end alone', async () => {
    const owner = await world.newAccount()
    const my = bringing(world, owner)
    const callbacks = await receivers.start()
    await subscribe(world, owner, callbacks.url, { about: '<OrderType>externalTns</OrderType>' })
    const tns = await outside(world, 1)
    const ids = [await my.external('IMPORT', tns), await my.external('REMOVE', [...tns, '2992000001']), await my.external('REMOVE', tns)]
    expect(told(callbacks).map((notification) => [text(notification, 'OrderId'), text(notification, 'Status')]))
      .toEqual([[ids[0], 'COMPLETE'], [ids[1], 'PARTIAL'], [ids[2], 'FAILED']])
  })
})

describe('what is not documented', () => {
  it('answers 501', async () => {
    const owner: FreshAccount = await world.newAccount()
    const my = bringing(world, owner)
    for (const path of ['/importTnChecker/voice', '/importTnOrders/voice', '/removeImportedTnOrders/voice']) expect((await my.post(path, '<X/>')).status, path).toBe(501)
    expect((await my.get('/importTnOrders/voice')).status).toBe(501)
  })
})
