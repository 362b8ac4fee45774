import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readXml, type XmlNode } from '../../src/kernel/xml/index.ts'
import { startCallbackReceiver, type CallbackReceiver, type ReceivedCallback } from '../world/callback-receiver.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

/**
 * The guide "Search and order Phone Numbers with Callbacks", step by step: subscribe, search, order, be called back,
 * fetch the order. Requests are the guide's, answers have its elements in its order.
 */

let world: World
let owner: FreshAccount
let receiver: CallbackReceiver
beforeAll(async () => {
  world = await createWorld()
  receiver = await startCallbackReceiver()
})
afterAll(async () => {
  await receiver.close()
  await world.close()
})
beforeEach(async () => { owner = await world.newAccount() })

/** Elements in their order, with what is in them; `*` stands for a text that differs from call to call. */
type Outline = string | readonly (readonly [string, Outline])[]

function outline({ children, text: own }: XmlNode): Outline {
  return children.length === 0 ? own : children.map((child) => [child.name, outline(child)] as const)
}

function expectOutline(node: XmlNode, wanted: Outline): void {
  expect(masked(outline(node), wanted)).toEqual(wanted)
}

function masked(found: Outline, wanted: Outline): Outline {
  if (wanted === '*') return typeof found === 'string' && found !== '' ? '*' : found
  if (typeof found === 'string' || typeof wanted === 'string') return found
  return found.map(([name, inner], index) => [name, masked(inner, wanted[index]?.[1] ?? '')] as const)
}

const call = (method: string, path: string, body?: string, more: Readonly<Record<string, string>> = {}) =>
  world.api(method, `/accounts/${owner.account}/${path}`, body, { auth: owner.auth, headers: { 'content-type': 'application/xml; charset=utf-8', ...more } })

const idIn = (location: string | null) => location?.split('/').at(-1) ?? ''

async function subscribe(): Promise<string> {
  const answer = await call('POST', 'subscriptions', `
    <Subscription>
        <OrderType>orders</OrderType>
        <CallbackSubscription>
            <URL>${receiver.url}</URL>
            <Expiry>3153600000</Expiry>
            <CallbackCredentials>
                <BasicAuthentication>
                    <Username>User15</Username>
                    <Password>Hunter15</Password>
                </BasicAuthentication>
                <PublicKey>LS0[...]LS0tLQ0K</PublicKey>
            </CallbackCredentials>
        </CallbackSubscription>
    </Subscription>`)
  expect([answer.status, answer.text]).toEqual([201, ''])
  return idIn(answer.headers.get('location'))
}

async function search(): Promise<string[]> {
  const { status, headers, xml } = await call('GET', 'availableNumbers?npaNxx=540551&quantity=7')
  expect([status, headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8'])
  expect(xml.name).toBe('SearchResult')
  expectOutline(xml, [['ResultCount', '7'], ['TelephoneNumberList', Array.from({ length: 7 }, () => ['TelephoneNumber', '*'] as const)]])
  return texts(xml, 'TelephoneNumberList/TelephoneNumber')
}

const orderXml = (tn: string, site = owner.site) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Order>
    <CustomerOrderId>123456789</CustomerOrderId>
    <Name>My Custom Name or UUID of a customer session</Name>
    <ExistingTelephoneNumberOrderType>
        <TelephoneNumberList>
            <TelephoneNumber>${tn}</TelephoneNumber>
        </TelephoneNumberList>
    </ExistingTelephoneNumberOrderType>
    <SiteId>${site}</SiteId>
</Order>`

const numberList = (tn: string) => [['TelephoneNumberList', [['TelephoneNumber', tn]]]] as const

/** NOTE: the guide shows id behind BackOrderRequested, the reference of the operation behind CustomerOrderId, as here. */
async function order(tn: string): Promise<string> {
  const answer = await call('POST', 'orders', orderXml(tn))
  expect(answer.status).toBe(201)
  expect(answer.xml.name).toBe('OrderResponse')
  expectOutline(answer.xml, [
    ['Order', [
      ['CustomerOrderId', '123456789'], ['id', '*'], ['Name', 'My Custom Name or UUID of a customer session'], ['OrderCreateDate', '*'],
      ['BackOrderRequested', 'false'], ['ExistingTelephoneNumberOrderType', numberList(tn)], ['PartialAllowed', 'false'], ['SiteId', String(owner.site)],
    ]],
    ['OrderStatus', 'RECEIVED'],
  ])
  const id = text(answer.xml, 'Order/id')
  expect(answer.headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/orders/${id}`)
  return id
}

async function callbackFor(orderId: string): Promise<ReceivedCallback> {
  const [callback] = await receiver.waitFor(({ body }) => body.includes(orderId))
  if (!callback) throw new Error(`no callback for ${orderId}`)
  expect(callback.method).toBe('POST')
  expect(callback.headers['content-type']).toBe('application/xml; charset=utf-8')
  expect(callback.headers.authorization).toBe(`Basic ${btoa('User15:Hunter15')}`)
  return callback
}

const fetchOrder = async (id: string) => {
  const { status, xml } = await call('GET', `orders/${id}`)
  expect([status, xml.name]).toEqual([200, 'OrderResponse'])
  return xml
}

const echoed = (tn: string) => [
  ['CustomerOrderId', '123456789'], ['Name', 'My Custom Name or UUID of a customer session'], ['OrderCreateDate', '*'], ['PeerId', String(owner.peer)],
  ['BackOrderRequested', 'false'], ['ExistingTelephoneNumberOrderType', numberList(tn)], ['PartialAllowed', 'false'], ['SiteId', String(owner.site)],
] as const

describe('the guide in XML', () => {
  it('a number is searched, ordered, announced and in service', async () => {
    const subscription = await subscribe()
    const [tn = ''] = await search()
    const id = await order(tn)

    const callback = await callbackFor(id)
    expect(callback.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>/)
    const told = readXml(callback.body)
    expect(told.name).toBe('Notification')
    expectOutline(told, [
      ['Status', 'COMPLETE'], ['SubscriptionId', subscription], ['Message', '*'], ['OrderId', id], ['OrderType', 'orders'],
      ['CustomerOrderId', '123456789'], ['CompletedTelephoneNumbers', [['TelephoneNumber', tn]]],
    ])
    expect(text(told, 'Message')).toMatch(/^Created a new number order for 1 number from [A-Z .]+, VA$/)

    const state = await fetchOrder(id)
    expectOutline(state, [
      ['CompletedQuantity', '1'], ['CreatedByUser', owner.auth.split(':')[0] ?? ''], ['ErrorList', ''], ['FailedNumbers', ''],
      ['LastModifiedDate', '*'], ['OrderCompleteDate', '*'], ['Order', echoed(tn)], ['OrderStatus', 'COMPLETE'],
      ['CompletedNumbers', [['TelephoneNumber', [['FullNumber', tn]]]]], ['Summary', '1 number ordered in (540)'], ['FailedQuantity', '0'],
    ])
    for (const date of ['LastModifiedDate', 'OrderCompleteDate', 'Order/OrderCreateDate']) {
      expect(text(state, date)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
    expect((await call('GET', `inserviceNumbers/${tn}`)).status).toBe(200)
    expect(texts((await call('GET', 'inserviceNumbers')).xml, 'TelephoneNumbers/TelephoneNumber')).toEqual([tn])
  })

  it('a number that somebody took between search and order fails, and is told as such', async () => {
    const subscription = await subscribe()
    const [tn = ''] = await search()
    const rival = await world.newAccount()
    await world.api('POST', `/accounts/${rival.account}/orders`, orderXml(tn, rival.site), { auth: rival.auth })
    await world.settle(rival.account)
    const id = await order(tn)

    const callback = await callbackFor(id)
    expectOutline(readXml(callback.body), [
      ['Status', 'FAILED'], ['SubscriptionId', subscription], ['Message', '5005: The telephone number is unavailable for ordering'],
      ['OrderId', id], ['OrderType', 'orders'], ['CustomerOrderId', '123456789'], ['CompletedTelephoneNumbers', [['TelephoneNumber', tn]]],
    ])
    expectOutline(await fetchOrder(id), [
      ['CompletedQuantity', '0'], ['CreatedByUser', '*'],
      ['ErrorList', [['Error', [['Code', '5005'], ['Description', 'The telephone number is unavailable for ordering'], ['TelephoneNumber', tn]]]]],
      ['FailedNumbers', [['FullNumber', tn]]], ['LastModifiedDate', '*'], ['OrderCompleteDate', '*'], ['Order', echoed(tn)],
      ['OrderStatus', 'FAILED'], ['CompletedNumbers', ''], ['Summary', '1 number requested'], ['FailedQuantity', '1'],
    ])
    expect((await call('GET', 'inserviceNumbers/totals')).xml.children[0]?.text).toBe('0')
  })

  it('whoever is told before they look finds what they were told', async () => {
    await subscribe()
    const [tn = ''] = await search()
    const seen = new Promise<string>((resolve) => {
      receiver.setBehaviour(({ body }) => {
        const id = /<OrderId>(.*?)</.exec(body)?.[1] ?? ''
        if (body.includes(tn)) void fetchOrder(id).then((state) => { resolve(text(state, 'OrderStatus')) })
        return { kind: 'answer', status: 200, body: '', headers: {} }
      })
    })
    await order(tn)
    expect(await seen).toBe('COMPLETE')
  })
})

describe('the guide in JSON', () => {
  const json = { 'content-type': 'application/json', accept: 'application/json' }

  it('has the same values under the same names in camelCase; the callback stays XML', async () => {
    const made = await call('POST', 'subscriptions', JSON.stringify({
      orderType: 'orders',
      callbackSubscription: { url: receiver.url, expiry: 3153600000, callbackCredentials: { basicAuthentication: { username: 'User15', password: 'Hunter15' } } },
    }), json)
    expect(made.status).toBe(201)
    const found = (await call('GET', 'availableNumbers?npaNxx=540551&quantity=2', undefined, json)).json
    expect(found).toMatchObject({ resultCount: 2, telephoneNumberList: [expect.any(String), expect.any(String)] })
    const { telephoneNumberList: [tn = ''] } = found as { telephoneNumberList: string[] }
    const placed = await call('POST', 'orders', JSON.stringify({
      customerOrderId: '123456789', name: 'In JSON', siteId: owner.site, existingTelephoneNumberOrderType: { telephoneNumberList: [tn] },
    }), json)
    expect(placed.status).toBe(201)
    const { order: { id } } = placed.json as { order: { id: string } }
    expect(placed.json).toMatchObject({
      orderStatus: 'RECEIVED', order: { id, name: 'In JSON', siteId: owner.site, partialAllowed: false, existingTelephoneNumberOrderType: { telephoneNumberList: [tn] } },
    })
    expect(text(readXml((await callbackFor(id)).body), 'Status')).toBe('COMPLETE')
    expect((await call('GET', `orders/${id}`, undefined, json)).json).toMatchObject({
      completedQuantity: 1, failedQuantity: 0, errorList: [], failedNumbers: [], orderStatus: 'COMPLETE', completedNumbers: [{ fullNumber: tn }],
      order: { customerOrderId: '123456789', peerId: owner.peer },
    })
  })

  it('refuses with problem details that carry the documented code', async () => {
    const answer = await call('POST', 'orders', JSON.stringify({ siteId: 999_999, areaCodeSearchAndOrderType: { areaCode: '919', quantity: 1 } }), json)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8'])
    expect(answer.json).toMatchObject({ status: 400, code: 5016, detail: 'The SiteId submitted is invalid.', errors: [{ code: 5016 }] })
  })
})
