import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../../kernel/log/logger.ts'
import { createHttpGeocoder } from './index.ts'

/** What the service does with the next request. */
let respond: (url: URL) => { status?: number, body?: unknown, never?: true } = () => ({ status: 500 })
let asked: URL | undefined
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((request, response) => {
    asked = new URL(request.url ?? '', 'http://service')
    const { status = 200, body, never } = respond(asked)
    if (never) return
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/locations/address`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const geocoder = (timeoutMs = 2000) => createHttpGeocoder({ url, timeoutMs, log: createLogger('silent') })
const ANSON = { houseNumber: '904', houseSuffix: 'E', streetName: 'Anson', streetSuffix: 'Street', city: 'Marshalltown', stateCode: 'ia', zip: '50158', addressLine2: 'Suite 5' }
const components = {
  zip: '50158', streetName: 'ANSON', preType: '', city: 'MARSHALLTOWN', preDirection: 'E', suffixDirection: '', fromAddress: '900', state: 'IA', suffixType: 'ST',
  toAddress: '998', suffixQualifier: '', preQualifier: '',
}
const found = (...of: object[]) => ({ body: { result: { input: {}, addressMatches: of.map((more) => ({ matchedAddress: '', coordinates: {}, addressComponents: { ...components, ...more } })) } } })

describe('an address that the service knows', () => {
  it('is asked for in standard form, and ok', async () => {
    respond = () => found({})
    expect(await geocoder().check(ANSON)).toEqual({
      kind: 'ok',
      address: {
        houseNumber: '904', preDirectional: 'E', streetName: 'ANSON', streetSuffix: 'ST', addressLine2: 'STE 5', city: 'MARSHALLTOWN', stateCode: 'IA', zip: '50158', country: 'US',
      },
    })
    expect(Object.fromEntries(asked?.searchParams ?? [])).toEqual({
      street: '904 E ANSON ST', city: 'Marshalltown', state: 'ia', zip: '50158', benchmark: 'Public_AR_Current', format: 'json',
    })
  })

  it('is corrected where it differs, part by part; a ZIP that was not given is none of them', async () => {
    respond = () => found({})
    const { zip: _zip, ...withoutZip } = ANSON
    expect(await geocoder().check({ ...withoutZip, streetName: 'Ansun', streetSuffix: 'Str', city: 'Marshaltown' })).toMatchObject({
      kind: 'corrected', address: { streetName: 'ANSON', zip: '50158' },
      inconsistencies: [
        { field: 'Street Name', given: 'ANSUN', valid: 'ANSON' }, { field: 'City', given: 'MARSHALTOWN', valid: 'MARSHALLTOWN' },
        { field: 'Street Suffix', given: 'STR', valid: 'ST' },
      ],
    })
  })
})

it('an address that the service does not know is unknown', async () => {
  respond = () => found()
  expect(await geocoder().check(ANSON)).toEqual({ kind: 'unknown' })
})

describe('a service', () => {
  it.each([['refuses', 503], ['limits', 429], ['is not there', 404]])('that %s is unavailable', async (_what, status) => {
    respond = () => ({ status, body: {} })
    expect(await geocoder().check(ANSON)).toEqual({ kind: 'unavailable' })
  })

  it('that does not answer in time is unavailable', async () => {
    respond = () => ({ never: true })
    expect(await geocoder(60).check(ANSON)).toEqual({ kind: 'unavailable' })
  })

  it('that cannot be reached is unavailable', async () => {
    expect(await createHttpGeocoder({ url: 'http://127.0.0.1:9/', timeoutMs: 2000, log: createLogger('silent') }).check(ANSON)).toEqual({ kind: 'unavailable' })
  })

  it.each([['no JSON', '<html>'], ['other JSON', { matches: [] }]])('that answers %s is unreadable', async (_what, body) => {
    respond = () => ({ body })
    expect(await geocoder().check(ANSON)).toEqual({ kind: 'unavailable', unreadable: true })
  })
})
