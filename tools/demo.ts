import { readXml, type XmlNode } from '../src/kernel/xml/index.ts'
import { startReceiver, type Receiver } from './demo/receiver.ts'
import { findServer } from './demo/server.ts'
import { callback, exchange, heading } from './demo/show.ts'

/*
 * Walks the main job against a running sandbox, or one that it starts itself, and shows every exchange: subscribe, search,
 * order, be called back, see the numbers in service, and what it looks like when somebody else was faster.
 */

const ACCOUNT = '5500012'
const AUTHORIZATION = `Basic ${Buffer.from('sandbox:sandbox').toString('base64')}`
const SUBSCRIBER = { user: 'User15', password: 'Hunter15' }

let steps = 0
let exchanges = 0
let callbacks = 0
const print = (text: string) => process.stdout.write(text)

function step(text: string): void {
  steps += 1
  print(heading(steps, text))
}

function expect(what: string, found: string, wanted: string): void {
  if (found !== wanted) throw new Error(`${what} is ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`)
}

/** The texts of all elements at a path; none where there are none. */
function texts(node: XmlNode, path: string): string[] {
  const nodes = path.split('/').reduce<readonly XmlNode[]>((from, name) => from.flatMap(({ children }) => children.filter((child) => child.name === name)), [node])
  return nodes.map(({ text }) => text)
}

const first = (node: XmlNode, path: string): string => texts(node, path)[0] ?? ''

interface Answer { readonly body: string, readonly location: string, readonly xml: XmlNode }

function caller(origin: string) {
  return async (method: string, path: string, status: number, body?: string): Promise<Answer> => {
    const type = body?.startsWith('{') ? 'application/json' : 'application/xml; charset=utf-8'
    const response = await fetch(`${origin}/api${path}`, {
      method, body, headers: { authorization: AUTHORIZATION, ...body === undefined ? {} : { 'content-type': type } },
    })
    const text = await response.text()
    const location = response.headers.get('location')
    exchanges += 1
    print(exchange({ method, path: `/api${path}`, body }, { status: response.status, location, body: text }))
    expect(`the status of ${method} ${path}`, String(response.status), String(status))
    return { body: text, location: location ?? '', get xml() { return readXml(text) } }
  }
}

type Call = ReturnType<typeof caller>

async function calledBack(receiver: Receiver, orderId: string, status: string): Promise<XmlNode> {
  const { authorization, body } = await receiver.about(orderId)
  callbacks += 1
  print(callback(authorization, body))
  const told = readXml(body)
  expect('the credentials of the callback', authorization, `Basic ${Buffer.from(`${SUBSCRIBER.user}:${SUBSCRIBER.password}`).toString('base64')}`)
  expect('the status in the callback', first(told, 'Status'), status)
  return told
}

const subscription = (url: string) => `<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>${url}</URL><Expiry>3153600000</Expiry>` +
  `<CallbackCredentials><BasicAuthentication><Username>${SUBSCRIBER.user}</Username><Password>${SUBSCRIBER.password}</Password></BasicAuthentication></CallbackCredentials>` +
  '</CallbackSubscription></Subscription>'

const orderFor = (site: string, tn: string) => `<Order><CustomerOrderId>demo</CustomerOrderId><Name>Demo order</Name><ExistingTelephoneNumberOrderType>` +
  `<TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType><SiteId>${site}</SiteId></Order>`

async function orderKnownNumber(call: Call, receiver: Receiver, site: string): Promise<string> {
  step('Search available numbers')
  const found = await call('GET', `/accounts/${ACCOUNT}/availableNumbers?areaCode=919&quantity=5`, 200)
  const [tn = ''] = texts(found.xml, 'TelephoneNumberList/TelephoneNumber')
  step('Order one of them; the order is taken at once and done a moment later')
  const placed = await call('POST', `/accounts/${ACCOUNT}/orders`, 201, orderFor(site, tn))
  expect('the status of a new order', first(placed.xml, 'OrderStatus'), 'RECEIVED')
  const id = first(placed.xml, 'Order/id')
  step('Be called back')
  expect('the number in the callback', first(await calledBack(receiver, id, 'COMPLETE'), 'CompletedTelephoneNumbers/TelephoneNumber'), tn)
  step('Look at the order')
  expect('the status of the order', first((await call('GET', `/accounts/${ACCOUNT}/orders/${id}`, 200)).xml, 'OrderStatus'), 'COMPLETE')
  return tn
}

async function lookAtNumber(call: Call, tn: string): Promise<void> {
  step('See the number in service')
  await call('GET', `/accounts/${ACCOUNT}/inserviceNumbers/${tn}`, 200)
  await call('GET', `/accounts/${ACCOUNT}/inserviceNumbers/totals`, 200)
  expect('the status of the number', first((await call('GET', `/tns/${tn}`, 200)).xml, 'Status'), 'Inservice')
}

async function orderTakenNumber(call: Call, receiver: Receiver, site: string, tn: string): Promise<void> {
  step('Order the same number again: the order is taken and fails')
  const id = first((await call('POST', `/accounts/${ACCOUNT}/orders`, 201, orderFor(site, tn))).xml, 'Order/id')
  const told = await calledBack(receiver, id, 'FAILED')
  expect('the message', first(told, 'Message'), '5005: The telephone number is unavailable for ordering')
  const failed = await call('GET', `/accounts/${ACCOUNT}/orders/${id}`, 200)
  expect('the error', first(failed.xml, 'ErrorList/Error/Code'), '5005')
}

async function orderBySearch(call: Call, receiver: Receiver, site: string): Promise<void> {
  step('Order any three numbers of an area code, this time in JSON')
  const wanted = { customerOrderId: 'demo', name: 'Demo by search', siteId: Number(site), areaCodeSearchAndOrderType: { areaCode: '303', quantity: 3 } }
  const { location } = await call('POST', `/accounts/${ACCOUNT}/orders`, 201, JSON.stringify(wanted))
  const told = await calledBack(receiver, location.split('/').at(-1) ?? '', 'COMPLETE')
  expect('how many numbers came', String(texts(told, 'CompletedTelephoneNumbers/TelephoneNumber').length), '3')
}

async function walk(call: Call, receiver: Receiver): Promise<void> {
  step('Look where numbers can go: sites, and the SIP peers of one')
  const site = first((await call('GET', `/accounts/${ACCOUNT}/sites`, 200)).xml, 'Sites/Site/Id')
  await call('GET', `/accounts/${ACCOUNT}/sites/${site}/sippeers`, 200)
  step('Subscribe to what becomes of orders')
  const { location } = await call('POST', `/accounts/${ACCOUNT}/subscriptions`, 201, subscription(receiver.url))
  const subscriptionPath = `/accounts/${ACCOUNT}/subscriptions/${location.split('/').at(-1)}`
  const tn = await orderKnownNumber(call, receiver, site)
  await lookAtNumber(call, tn)
  await orderTakenNumber(call, receiver, site, tn)
  await orderBySearch(call, receiver, site)
  step('Ask for something impossible')
  const refused = await call('GET', `/accounts/${ACCOUNT}/availableNumbers?areaCode=199`, 400)
  expect('the code', first(refused.xml, 'Error/Code'), '4000')
  step('Look at the subscription and end it')
  await call('GET', subscriptionPath, 200)
  await call('DELETE', subscriptionPath, 200)
}

async function demo(): Promise<number> {
  const started = performance.now()
  const server = await findServer(ACCOUNT, AUTHORIZATION)
  const receiver = await startReceiver()
  print(`Numberplane at ${server.origin}${server.isOurs ? ', started for this demo only' : ''}; callbacks come to ${receiver.url}\n`)
  try {
    await walk(caller(server.origin), receiver)
    print(`\ndemo: ${exchanges} exchanges and ${callbacks} callbacks, all as expected, in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    return 0
  } catch (error) {
    print(`\ndemo: not as expected after ${exchanges} exchanges: ${error instanceof Error ? error.message : error}\n`)
    return 1
  } finally {
    receiver.close()
    await server.stop()
  }
}

try {
  process.exitCode = await demo()
} catch (error) {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
