import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXml } from '../../src/kernel/xml/index.ts'
import { existingOrder, firstSite, search } from '../world/orders.ts'
import { exactHeader, rawExchange, rawRequest } from '../world/raw-http.ts'
import { storedRows } from '../world/requests.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Requests that are wrong before anybody looks at their bodies: paths, methods, HTTP itself, keys. */

const AUTH = 'sandbox:sandbox'
const AUTHORIZATION = `Authorization: Basic ${btoa(AUTH)}`
let world: World
let site: number
let account: string
beforeAll(async () => {
  world = await createWorld()
  site = await firstSite(world)
  account = `/accounts/${world.account}`
})
afterAll(() => world.close())

const send = (path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) => rawRequest(world.origin, { path, method, headers, auth: AUTH })
const alive = async () => expect((await send(`/api${account}/sites`)).status).toBe(200)

describe('paths', () => {
  it.each([
    '/', '/api', '/api/', '/nothing', '//', '/..', '/api/../../etc/passwd', '/api/%2e%2e/healthz', '/api/accounts', '/api/accounts//sites',
    '/api/accounts/abc/sites', '/api/accounts/0/sites', '/api/accounts/-1/sites', '/api/accounts/1.5/sites', '/api/accounts/1e3/sites',
    '/api/accounts/%00/sites', '/api/accounts/%20/sites', `/api/accounts/${'9'.repeat(30)}/sites`, '/api/accounts/1/sites', '/v2.0/accounts/5500012/sites',
    '/api/accounts/5500012/nothing', '/api/accounts/5500012/sites/1/nothing', '/api/accounts/5500012/orders/%zz', '/api/accounts/5500012/orders/%ff',
    `/api/accounts/5500012/orders/${'a'.repeat(5_000)}`, '/api/tns/%00',
  ])('%s answers 404 with XML, or problem details for whoever wants JSON', async (path) => {
    const answer = await send(path)
    expect(answer.status, answer.body).toBe(404)
    expect(readXml(answer.body).name).toMatch(/Response$/)
    expect(exactHeader(answer, 'X-Request-Id')).toBeDefined()
    const json = await send(path, 'GET', { Accept: 'application/json' })
    expect(JSON.parse(json.body)).toMatchObject({ status: 404, code: 404 })
  })

  it('of 20,000 characters answers 431 in XML', async () => {
    const answer = await send(`/api${account}/orders/${'a'.repeat(20_000)}`)
    expect(answer.status).toBe(431)
    expect(text(readXml(answer.body), 'ResponseStatus/ErrorCode')).toBe('431')
  })
})

describe('methods', () => {
  it.each([
    ['PUT', 'orders', 'GET, HEAD, OPTIONS, POST', 'OrderResponse'], ['DELETE', 'orders', 'GET, HEAD, OPTIONS, POST', 'OrderResponse'],
    ['PATCH', 'availableNumbers', 'GET, HEAD, OPTIONS', 'SearchResult'], ['TRACE', 'orders', 'GET, HEAD, OPTIONS, POST', 'OrderResponse'],
    ['PROPFIND', 'orders', 'GET, HEAD, OPTIONS, POST', 'OrderResponse'],
  ])('%s on %s answers 405, says what is allowed, in the form of the resource', async (method, path, allow, root) => {
    const answer = await send(`/api${account}/${path}`, method)
    expect([answer.status, exactHeader(answer, 'Allow')]).toEqual([405, allow])
    expect(readXml(answer.body).name).toBe(root)
  })

  it('HEAD answers as GET would, without the body', async () => {
    const head = await send(`/api${account}/sites`, 'HEAD')
    const get = await send(`/api${account}/sites`)
    expect([head.status, head.body, exactHeader(head, 'content-length')]).toEqual([200, '', String(Buffer.byteLength(get.body))])
  })

  it('OPTIONS tells the methods', async () => {
    const answer = await send(`/api${account}/orders`, 'OPTIONS')
    expect([answer.status, exactHeader(answer, 'Allow'), answer.body]).toEqual([204, 'GET, HEAD, OPTIONS, POST', ''])
  })

  it('QUERY is refused like any other that is not there', async () => {
    expect((await send(`/api${account}/orders`, 'QUERY')).status).toBe(400)
    expect((await send(`/api${account}/orders`, 'QUERY', { 'Content-Type': 'application/xml' })).status).toBe(405)
  })
})

describe('HTTP itself', () => {
  it.each([
    ['a method that nobody knows', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['noise', 'noise\r\n\r\n'],
    ['the start of TLS', '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length and chunks', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n'],
    ['a chunk of no size', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'],
    ['a header with a line end', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n'],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n'],
  ])('%s is answered with 400 in XML, and the connection ends', async (_what, bytes) => {
    const answer = await rawExchange(world.origin, Buffer.from(bytes, 'latin1'))
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('<ErrorCode>400</ErrorCode>')
    await alive()
  })

  it('answers requests that come in one go, in their order', async () => {
    const request = (path: string, close = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\n${close}\r\n`
    const answers = await rawExchange(world.origin, request(`/api${account}/sites`) + request('/api/nothing') + request(`/api${account}/subscriptions`, 'Connection: close\r\n'))
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200'])
    expect(answers.indexOf('<SitesResponse>')).toBeLessThan(answers.indexOf('<SubscriptionsResponse>'))
  })

  it('stores nothing of a request whose sender went away in the middle of the body', async () => {
    const before = await storedRows(world)
    const body = existingOrder(site, await search(world, 1))
    const head = `POST /api${account}/orders HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n`
    const port = Number(new URL(world.origin).port)
    await Promise.all(Array.from({ length: 20 }, () => new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(head + body.slice(0, -10), () => socket.destroy())
      })
      socket.on('close', () => resolve())
    })))
    await alive()
    await world.settle()
    expect(await storedRows(world)).toEqual(before)
  })

  it('has done a request whose sender goes away as soon as the answer begins', async () => {
    const [tn = ''] = await search(world, 1)
    const body = existingOrder(site, [tn])
    const head = `POST /api${account}/orders HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n`
    expect(await rawExchange(world.origin, head + body, (received) => received !== '')).toMatch(/^HTTP\/1\.1 201/)
    await world.settle()
    expect((await world.api('GET', `${account}/inserviceNumbers/${tn}`)).status).toBe(200)
  })
})

describe('Idempotency-Key', () => {
  const order = (tn: string) => existingOrder(site, [tn])
  const post = (key: string, body: string, path = 'orders') => world.api('POST', `${account}/${path}`, body, { headers: { 'idempotency-key': key } })

  it.each([['of 256 characters', 'k'.repeat(256)], ['with a space', 'a b'], ['that is empty', '']])('%s is refused, and nothing is done', async (_what, key) => {
    await world.settle()
    const before = await storedRows(world)
    expect((await post(key, order('9195551212'))).status).toBe(400)
    expect(await storedRows(world)).toEqual(before)
  })

  it('of 255 characters is good', async () => {
    const [tn = ''] = await search(world, 1)
    expect((await post('k'.repeat(255), order(tn))).status).toBe(201)
  })

  it('replays the same answer, byte for byte, and marks it', async () => {
    const [tn = ''] = await search(world, 1)
    const first = await post('again', order(tn))
    const second = await post('again', order(tn))
    expect([second.status, second.text]).toEqual([first.status, first.text])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  })

  it('is refused with 422 for another body, and for another operation', async () => {
    const [tn = '', other = ''] = await search(world, 2)
    await post('taken', order(tn))
    const reused = await post('taken', order(other))
    expect([reused.status, reused.xml.name]).toEqual([422, 'OrderResponse'])
    expect((await post('taken', order(tn), 'sites')).status).toBe(422)
  })

  it('is free again after a refusal', async () => {
    const [tn = ''] = await search(world, 1)
    expect((await post('retried', existingOrder(999_999, [tn]))).status).toBe(400)
    expect((await post('retried', order(tn))).status).toBe(201)
  })

  it('belongs to its account', async () => {
    const other = await world.newAccount()
    const [tn = '', next = ''] = await search(world, 2)
    expect((await post('shared', order(tn))).status).toBe(201)
    const theirs = await world.api('POST', `/accounts/${other.account}/orders`, existingOrder(other.site, [next]), { auth: other.auth, headers: { 'idempotency-key': 'shared' } })
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([201, null])
  })

  it('does one order for forty requests at once', async () => {
    const [tn = ''] = await search(world, 1)
    const answers = await Promise.all(Array.from({ length: 40 }, () => post('storm', order(tn))))
    expect(new Set(answers.map(({ status, text: body }) => `${status} ${body}`)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1)
  })

  it('means nothing to a GET', async () => {
    expect((await world.api('GET', `${account}/sites`, undefined, { headers: { 'idempotency-key': 'a b' } })).status).toBe(200)
  })
})
