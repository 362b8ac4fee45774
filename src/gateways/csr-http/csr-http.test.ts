import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../kernel/log/logger.ts'
import { createHttpCsrProvider } from './index.ts'

interface Asked { readonly method: string, readonly path: string, readonly headers: IncomingHttpHeaders, readonly body: string }

/** What the service does with the next request. */
let respond: (asked: Asked) => { status?: number, body?: unknown, never?: true, headers?: Record<string, string> }
let asked: Asked[]
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() }).on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
      asked.push(one)
      const { status = 200, body: answer, never, headers } = respond(one)
      if (never) return
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/csr-questions`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  respond = () => ({ status: 500 })
})

const provider = (options: { timeoutMs?: number, token?: string, at?: string } = {}) =>
  createHttpCsrProvider({ url: options.at ?? url, token: options.token, timeoutMs: options.timeoutMs ?? 2000, log: createLogger('silent') })
const question = {
  questionId: '0190-1', tn: '9195550140', fields: { endUserPin: '1234', zipCode: undefined }, askedAt: new Date('2030-01-01T00:00:00.000Z'), now: new Date('2030-01-02T00:00:00.000Z'),
}
const record = {
  accountNumber: '123456789', customerName: 'JOHN SMITH', serviceAddress: { unparsedAddress: '900 MAIN CAMPUS DR RALEIGH NC 27616', city: 'RALEIGH', state: 'NC', zip: '27616' },
  telephoneNumbers: ['9195550140', '9195550141'],
}

describe('a question', () => {
  it('goes to an address of its own, with everything that is known and a key', async () => {
    respond = () => ({ body: { status: 'refused' } })
    await provider({ token: 'secret' }).ask(question)
    expect(asked).toMatchObject([{
      method: 'PUT', path: '/v1/csr-questions/0190-1',
      headers: { authorization: 'Bearer secret', 'idempotency-key': '0190-1', 'content-type': 'application/json', accept: 'application/json' },
    }])
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ workingOrBillingTelephoneNumber: '9195550140', askedAt: '2030-01-01T00:00:00.000Z', endUser: { endUserPin: '1234' } })
  })

  it('is the same, byte for byte, when it is asked again', async () => {
    respond = () => ({ body: { status: 'later', seconds: 60 } })
    await provider().ask(question)
    await provider().ask({ ...question, now: new Date('2030-01-03T00:00:00.000Z') })
    expect(asked[1]?.body).toBe(asked[0]?.body)
    expect(asked[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('an answer', () => {
  it('brings the record', async () => {
    respond = () => ({ body: { status: 'found', record, more: 'is passed over' } })
    const { telephoneNumbers: tns, ...others } = record
    expect(await provider().ask(question)).toEqual({ kind: 'found', record: { ...others, tns } })
  })

  it.each([
    [{ status: 'refused' }, { kind: 'refused', reason: undefined }], [{ status: 'refused', reason: 'no such account' }, { kind: 'refused', reason: 'no such account' }],
    [{ status: 'asks', wanted: 'the PIN' }, { kind: 'asks', wanted: 'the PIN' }], [{ status: 'later', seconds: 3600 }, { kind: 'later', seconds: 3600 }],
  ])('%j', async (body, answer) => {
    respond = () => ({ body })
    expect(await provider().ask(question)).toEqual(answer)
  })

  it.each([
    ['no JSON', '<html>'], ['nothing', ''], ['an unknown status', { status: 'maybe' }], ['no seconds', { status: 'later' }], ['seconds that never end', { status: 'later', seconds: 10_000_000 }],
    ['a record without a name', { status: 'found', record: { ...record, customerName: ' ' } }], ['numbers that are none', { status: 'found', record: { ...record, telephoneNumbers: ['911'] } }],
    ['more than it may', JSON.stringify({ status: 'refused', reason: 'r', filler: 'x'.repeat(1_100_000) })],
  ])('that has %s counts as none', async (_what, body) => {
    respond = () => ({ body })
    expect(await provider().ask(question)).toEqual({ kind: 'unavailable' })
  })
})

describe('a service', () => {
  it.each([['refuses', 503], ['limits', 429], ['does not let us in', 401], ['finds fault', 400]])('that %s is unavailable', async (_what, status) => {
    respond = () => ({ status, body: { status: 'refused' } })
    expect(await provider().ask(question)).toEqual({ kind: 'unavailable' })
  })

  it('that sends us elsewhere is unavailable: what is said of people goes nowhere else', async () => {
    respond = () => ({ status: 307, headers: { location: `${url}/elsewhere` } })
    expect(await provider().ask(question)).toEqual({ kind: 'unavailable' })
    expect(asked).toHaveLength(1)
  })

  it('that does not answer in time, or is not there, is unavailable', async () => {
    respond = () => ({ never: true })
    expect(await provider({ timeoutMs: 60 }).ask(question)).toEqual({ kind: 'unavailable' })
    expect(await provider({ at: 'http://127.0.0.1:9/' }).ask(question)).toEqual({ kind: 'unavailable' })
  })
})

describe('withdrawing', () => {
  it.each([[204, true], [200, true], [404, true], [410, true], [409, false], [500, false]])('answered with %i: %s', async (status, withdrawn) => {
    respond = () => ({ status })
    expect(await provider().withdraw('0190-1')).toBe(withdrawn)
    expect(asked).toMatchObject([{ method: 'DELETE', path: '/v1/csr-questions/0190-1', body: '' }])
  })

  it('from a service that is not there fails', async () => {
    expect(await provider({ at: 'http://127.0.0.1:9' }).withdraw('0190-1')).toBe(false)
  })
})
